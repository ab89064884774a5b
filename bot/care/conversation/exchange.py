"""What came in, in its place: its acts, and what they are answers to."""

import itertools
import re
from dataclasses import dataclass
from functools import cached_property, partial

from bot.care.alerts import warning_signs
from bot.care.conversation import dictation
from bot.care.conversation.circumstances import Circumstances
from bot.care.ground import people
from bot.care.ground.heard import Form
from bot.care.links import offered_line
from bot.care.patient import time_zone
from messages.heard.acts import reading
from messages.heard.acts.act import Act, Kind
from messages.heard.acts.reading import HowToRead, joined_to
from messages.heard.acts.situation import YES_OR_NO, CaseState
from messages.heard.ratings import RatingAnswer, UnclearRating
from messages.heard.reader import Reading, ReadingKind
from messages.heard.times.when import names_time

FEW = 2  # words
FEW_OF_A_TIME = 4  # words of a time or a place that is asked back: "was it half four?"
REMARKS = {Kind.FOLLOW_UP, Kind.WHY}  # which are questions to the engine
LEAVING = (
    Kind.ABOUT_REST,
    Kind.OPT_OUT,
    Kind.PAUSE,
    Kind.OPT_IN,
    Kind.ERASE,
    Kind.NEW_SESSION,
    Kind.CORRECTION,
)


@dataclass(frozen=True)
class Exchange(Circumstances):
    """What came in, and what it is."""

    @property
    def is_dictation(self) -> bool:
        """Whether words of this colleague answer what they were asked."""
        asked = self.dictated
        return asked is not None and self.clinician is not None and dictation.is_typed(self.clinician, asked)

    @property
    def is_list_of_patients(self) -> bool:
        """Whether a colleague has pasted a day's list, whose regions and times are nobody's complaint."""
        body = self.heard.hearing.body
        return self.clinician is not None and offered_line.is_list(
            self.desk, self.clinician, self.heard.text, body
        )

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """What the words are, in this place; for a question or a remark, nothing."""
        found = reading.read(self.heard.words, self.situation, self._ways)
        others = (reading.read(words, self.situation, self._ways) for words in self.beside_name)
        return found or next(filter(None, others), ())

    def does(self, *kinds: Kind) -> bool:
        """Whether the text is one of these acts, whatever else it is."""
        return any(act.kind in kinds for act in self.acts)

    def act(self, *kinds: Kind) -> Act | None:
        return next((act for act in self.acts if act.kind in kinds), None)

    @cached_property
    def _ways(self) -> HowToRead:
        hearing, language = self.heard.hearing, self.patient.language if self.patient else ""
        ratings, times = self.desk.house.ratings_of(language), self.desk.house.times_of(language)
        zone = self.desk.zone_of(self.patient) if self.patient else self.desk.house.clinic.zone
        when = partial(self.heard.when, times, self.desk.now, zone)
        return HowToRead(
            flag=self.heard.flag_in,
            book=hearing.book,
            rating=lambda text, last: ratings.read(hearing.book.corrected(text), last),
            is_rating=lambda text: ratings.is_meant(hearing.book.corrected(text)),
            is_time=lambda _: names_time(when()),
            is_place=self._is_place,
            others=hearing.others,
        )

    def _is_place(self, text: str) -> bool:
        """Whether a place is named, or what the clock shows there."""
        if self.heard.zones or self.patient is None:
            return bool(self.heard.zones)
        return bool(time_zone.by_clock(self.desk, self.patient, text))

    @property
    def is_answer(self) -> bool:
        """Whether the text is a rating for the check-in, or a time or a place for the open question."""
        return self.is_rating or self.does(Kind.TIME, Kind.PLACE)

    @cached_property
    def is_rating(self) -> bool:
        return self.does(Kind.RATING, Kind.RATING_UNCLEAR) and self._ways.is_rating(self.heard.text)

    @cached_property
    def unasked_rating(self) -> RatingAnswer:
        """A rating that nobody asked for, also beside the name of one of several people.

        Of a bare number it is unclear what it counts, and of one with a hedge, beside words of soreness.
        """
        text, ways = (self.beside_name or (self.heard.text,))[0], self._ways
        if not ways.book.names_number(text) or not ways.is_rating(text):
            ratings = self.desk.house.ratings_of(self.patient.language if self.patient else "")
            return UnclearRating() if ratings.is_hedged(ways.book.corrected(text)) else None
        return UnclearRating() if len(ways.book.said(text).split()) == 1 else ways.rating(text, None)

    @property
    def is_red_flag(self) -> bool:
        return self.does(Kind.SIGN)

    @property
    def may_be_red_flag(self) -> bool:
        """Whether the words may be one; a code after a command is none."""
        if self.heard.is_command and len(self.heard.rest.split()) < FEW:
            return False
        return self.does(Kind.MAYBE_SIGN)

    @property
    def despairs(self) -> bool:
        """Whether somebody may think of ending their life, by more than one text.

        Anything does within the hour after a word of it, and a word of it while the warning signs stand for
        something else.
        """
        maybe = self.act(Kind.MAYBE_SIGN)
        flag = self.flag_of(maybe) if maybe else None
        return self.does(Kind.DESPAIR) or (self.screen is not None and flag is not None and flag.despair)

    def means_despair(self, act: Act) -> bool:
        """Whether a sign that no rule names is read in the light of a word of ending one's life."""
        flag = self.flag_of(act)
        said = (self.heard.flag_in(one) for one in self.situation.earlier)
        light = self.situation.despair or any(one.despair for one in said if one)
        return flag is not None and flag.guessed and light

    @property
    def is_of_the_case(self) -> bool:
        """Whether the text goes on with the alarm that stands.

        While nobody has seen it, everything but an answer that was asked for does; after that, what is no
        question that has an answer.
        """
        if self.case is CaseState.WAITING or {act.kind for act in self.acts} - REMARKS:
            short = len(self.heard.text.split()) < FEW_OF_A_TIME  # "today 14:30"; more is news of the case
            answers = self.is_answer and (self.is_rating or self.is_asked_since_alarm or short)
            return not answers and not self.does(*LEAVING)
        return self.heard.question.kind is not ReadingKind.ANSWER

    @property
    def begun(self) -> tuple[str, ...]:
        """What was begun in the messages just before, and may go on in this one; a sign does not."""
        book = self.heard.hearing.book

        def goes_on(text: str) -> bool:
            return book.goes_on(text) and self.heard.flag_in(text) is None

        return tuple(itertools.takewhile(goes_on, reversed(self.situation.earlier)))[::-1]

    @cached_property
    def whole(self) -> str:
        """The text, with what was begun just before it where that goes on in it."""
        begun = () if {act.kind for act in self.acts} - REMARKS else self.begun
        return joined_to(begun, self.heard.text) if begun else self.heard.text

    @cached_property
    def goes_on(self) -> bool:
        """Whether the text seems to go on in the next message."""
        return self.heard.hearing.book.goes_on(self.heard.text)

    def flag_of(self, act: Act) -> Reading | None:
        return act.value if isinstance(act.value, Reading) else None

    def words_of(self, act: Act) -> str:
        """The words that are a sign: these, or with them what was written a moment ago."""
        if act.value == self.heard.flag:
            return self.heard.text
        return "\n".join((*self.situation.earlier, self.heard.text))

    @property
    def answers_signs(self) -> bool:
        """Whether the text answers the warning signs; a yes to what was asked after them does not."""
        if not self.does(Kind.NONE, Kind.THAT_ONE, Kind.ONE_OF_THEM):
            return False
        other = self.does(Kind.YES, Kind.NO) and self.situation.asks & YES_OR_NO
        return self.is_screen_last or not other

    @property
    def is_screen_last(self) -> bool:
        """Whether what was said last is about the signs."""
        return self.was_told(*warning_signs.SHORT, *warning_signs.SHOWN)

    @property
    def says_so(self) -> bool:
        """Whether a yes to the signs is plainly one."""
        return any(act.kind is Kind.ONE_OF_THEM and act.value is None for act in self.acts)

    @property
    def is_covered_question(self) -> bool:
        """Whether the text is a question: it begins or ends as one, and has an answer, or several words.

        One that has no answer is offered to be passed on; a word or two may be a time or a place.
        """
        is_answer = self.does(Kind.TIME, Kind.PLACE, Kind.YES, Kind.NO, Kind.WHY, Kind.UNKNOWN)
        polite = self.does(Kind.THANKS, Kind.GREETING, Kind.GOODBYE)
        asks = self.heard.hearing.book.asks(self.whole)
        if is_answer or not (polite or asks):
            return False
        if self.goes_on:
            return asks
        found = self.heard.question_in(self.whole)
        is_known = found.kind in (ReadingKind.ANSWER, ReadingKind.SMALLTALK)
        return is_known or (asks and (found.entry is not None or len(self.whole.split()) > FEW_OF_A_TIME))

    @property
    def names_one(self) -> bool:
        """Whether the text names one of several people whom the phone serves."""
        return people.named_in(self.heard.caller.people(self.desk), self.heard.text) is not None

    @property
    def beside_name(self) -> tuple[str, ...]:
        """What a text says beside the name of one of several people: "stop" of "stop for Tom"."""
        if not self.names_one or self.patient is None:
            return ()
        name = rf"\b{re.escape(self.patient.called or '')}\b"
        return tuple(
            re.sub(way, " ", self.heard.text, flags=re.IGNORECASE) for way in (name, rf"\b\w{{2,3}} {name}")
        )

    @property
    def rating_beside_name(self) -> RatingAnswer:
        return self._ways.rating(self.beside_name[0], self.situation.last_rating)

    @property
    def is_typed(self) -> bool:
        return self.heard.form in (Form.TYPED, Form.CHANGED)
