"""How a conversation stands when something comes in: who wrote it, what is open, what was shown or told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from bot.care.alerts import signs_silence, thread, warning_signs
from bot.care.conversation import dictation
from bot.care.ground import red_flag
from bot.care.ground.desk import Desk, current_question, said_last, still_asks
from bot.care.ground.heard import Heard
from bot.care.ground.says.carers import CarerAsk
from bot.care.ground.says.check_ins import SoreStill
from bot.care.ground.says.consent import (
    ConsentAgain,
    NotNow,
    Welcome,
    WelcomeInvited,
    WelcomeKept,
    WelcomeKeptInvited,
)
from bot.care.ground.says.erasure import ForgetAsk
from bot.care.ground.says.message import ToPatient, read
from bot.care.ground.says.next_session import AskTookPlace, ConfirmNext, ConfirmNextAgain
from bot.care.ground.says.pauses import Resting, StillWanted, WhichStop
from bot.care.ground.says.restoration import Repaired
from bot.care.ground.says.thread import MistakeAsk, MistakeTap
from bot.care.ground.says.warning_signs import Screen
from bot.care.patient import another, check_ins, correspondence, faq, questions, rating_now, typed_rating
from bot.model import Alert, Clinician, Dialogue, Outgoing, Patient, Status
from bot.store import spoken, staff, utterances
from bot.store import thread as stored_thread
from messages.heard.acts.reading import LONGEST_ANSWER
from messages.heard.acts.situation import Asks, CaseState, Situation
from schedules.clinical import CLINICAL

SAME_CASE = timedelta(minutes=15)  # after which a sign that is named once more is an alarm once more
STEPS = {
    "treated": Asks.TIME,
    "confirm": Asks.RIGHT_TIME,
    "zone": Asks.RIGHT_ZONE,
    "city": Asks.PLACE,
    "which": Asks.SESSION,
}
FOR_OTHERS = frozenset({*another.ASKING, CarerAsk.key})  # what asks a patient for a consent, too
LAST = {
    Welcome.key: Asks.CONSENT,
    WelcomeInvited.key: Asks.CONSENT,
    ConsentAgain.key: Asks.CONSENT,
    WelcomeKept.key: Asks.CONSENT,
    WelcomeKeptInvited.key: Asks.CONSENT,
    NotNow.key: Asks.CONSENT,
    **dict.fromkeys(FOR_OTHERS, Asks.CONSENT),
    ForgetAsk.key: Asks.ERASE,
    **dict.fromkeys((Resting.key, StillWanted.key, Repaired.key), Asks.GO_ON),
    **dict.fromkeys((MistakeAsk.key, MistakeTap.key), Asks.MISTAKE),
    WhichStop.key: Asks.STOP,
    ConfirmNext.key: Asks.RIGHT_TIME,
    ConfirmNextAgain.key: Asks.RIGHT_TIME,
    AskTookPlace.key: Asks.RIGHT_TIME,
}


@dataclass(frozen=True)
class Circumstances:
    """How things stand; each is looked up when it is asked for, and once."""

    desk: Desk
    heard: Heard

    @cached_property
    def patient(self) -> Patient | None:
        return self.heard.caller.patient(self.desk)

    @cached_property
    def clinician(self) -> Clinician | None:
        return self.heard.caller.clinician(self.desk)

    @property
    def works_only(self) -> bool:
        """Whether whoever wrote works at the clinic and is no patient as well."""
        return self.clinician is not None and self.patient is None

    @cached_property
    def dictated(self) -> Dialogue | None:
        """What a colleague was asked, unless they were asked something newer as a patient."""
        return dictation.open_for(self.desk, self.clinician, self._question) if self.clinician else None

    @property
    def reminders_rest(self) -> bool:
        return self.patient is not None and self.patient.status is not Status.ACTIVE

    @cached_property
    def situation(self) -> Situation:
        """How things stand, as far as the reading of a text depends on it."""
        check_in = self._check_in
        return Situation(
            asks=frozenset(self._asks()),
            rated=check_in is not None and check_in.answered is not None and not self.asks_for_now,
            case=self.case,
            told=self._told,
            despair=self._despairs,
            earlier=utterances.lately(self.desk.tx, self.heard.caller.chat_id, now=self.desk.now),
            last_rating=self._last_rating,
            signs=tuple(CLINICAL.signs),
            shown=faq.offered(
                questions.shown_last(self.desk, self.heard.caller.chat_id), self.heard.hearing.entries
            ),
            names=frozenset(one.name.casefold() for one in staff.everybody(self.desk.tx) if one.name),
        )

    def _asks(self) -> Iterator[Asks]:
        """All that stands open; of a question about a session only what is short is an answer."""
        if self._check_in or self.asks_for_now or rating_now.is_command(self.heard):
            yield Asks.RATING
        if self.asked:
            yield STEPS[self.asked]
        if self.screen:
            yield Asks.SIGNS
        if (last := self._newest) and last.answered is None and last.key in LAST:
            asks = LAST[last.key]
            meets = self.patient is None or last.key in FOR_OTHERS
            rests = self.reminders_rest or last.key == Repaired.key
            if (asks is Asks.CONSENT) == meets and (asks is not Asks.GO_ON or rests):
                yield asks

    @cached_property
    def _question(self) -> Dialogue | None:
        return current_question(self.desk, self.patient) if self.patient else None

    @cached_property
    def _check_in(self) -> Outgoing | None:
        return check_ins.question_of_today(self.desk, self.patient) if self.patient else None

    @cached_property
    def asks_for_now(self) -> bool:
        """Whether the scale was shown last that no check-in asks for."""
        return typed_rating.asks_for_now(self.desk, self.patient) if self.patient else False

    @property
    def is_scale_last(self) -> bool:
        """Whether the question how sore somebody is was said last."""
        check_in, newest = self._check_in, self._newest
        if check_in and newest and newest.id == check_in.id:
            return check_in.answered is None
        return self.was_told(*typed_rating.SCALES)

    @cached_property
    def scale_to_repeat(self) -> SoreStill | None:
        """The scale in a line, where it is open, and was not repeated before; no warning signs may stand."""
        situation, check_in = self.situation, self._check_in
        if Asks.RATING not in situation.asks or situation.rated or self.screen or self.heard.is_command:
            return None
        if check_in and not self.asks_for_now and self._was_repeated(check_in):
            return None
        return SoreStill(for_now=self.asks_for_now)

    def _was_repeated(self, check_in: Outgoing) -> bool:
        chat, asked = self.heard.caller.chat_id, check_in.due - timedelta(seconds=1)
        return spoken.newest_of(self.desk.tx, chat, SoreStill.key, since=asked) is not None

    @cached_property
    def _last_rating(self) -> int | None:
        return typed_rating.last(self.desk, self.patient) if self.patient and self._check_in else None

    @cached_property
    def _newest(self) -> Outgoing | None:
        return said_last(self.desk, self.heard.caller.chat_id)

    @cached_property
    def screen(self) -> Outgoing | None:
        """The warning signs that wait for an answer: shown or spoken of last, or shown a moment ago."""
        if self.was_told(*warning_signs.SHOWN):
            return self._newest
        lately = CLINICAL.question_open if self.was_told(*warning_signs.SHORT) else signs_silence.PATIENCE
        return warning_signs.standing(self.desk, self.heard.caller.chat_id, lately)

    def was_told(self, *kinds: type[ToPatient]) -> bool:
        """Whether what was said last is of one of these kinds, lately, and has no answer yet."""
        return still_asks(self._newest, *kinds, since=self.desk.now - CLINICAL.question_open)

    @cached_property
    def asked(self) -> str | None:
        """The step of the open question about a session that the text may answer.

        A check-in that came after it has the first claim on a bare rating, and so has any where only buttons
        answer.
        """
        question, check_in = self._question, self._check_in
        if question is None or self.patient is None or len(self.heard.text) > LONGEST_ANSWER:
            return None
        ratings = self.desk.house.ratings_of(self.patient.language)
        newer = check_in is not None and (question.step == "which" or check_in.due > question.asked)
        return None if newer and ratings.is_bare(self.heard.text) else question.step

    @property
    def is_asked_since_alarm(self) -> bool:
        """Whether the open question was put after the alarm that stands, if one does."""
        question, alert = self._question, self.alert
        return question is not None and (alert is None or question.asked > alert.raised)

    @cached_property
    def alert(self) -> Alert | None:
        """The alarm that stands."""
        return thread.of(self.desk, self.patient) if self.patient else None

    @property
    def case(self) -> CaseState:
        standing = CaseState.SEEN if self.alert and self.alert.seen else CaseState.WAITING
        return standing if self.alert else CaseState.NONE

    @cached_property
    def line(self) -> Outgoing | None:
        """The clinic's line that the text may answer."""
        return correspondence.line_of(self.desk, self.patient) if self.patient else None

    @cached_property
    def _told(self) -> frozenset[str]:
        """What they brought to the clinic a moment ago: rules that found it, and signs that were tapped."""
        if self.alert is None or self.patient is None:
            return frozenset()
        said = thread.own_words(self.desk, self.patient, since=self.desk.now - SAME_CASE)
        texts = [text for words in said for text in (words, *self.heard.hearing.book.parts(words))]
        flags = [flag for text in texts if (flag := self.heard.flag_in(text))]
        return frozenset({flag.rule for flag in flags if flag.rule} | {words.strip("[]") for words in said})

    @cached_property
    def _despairs(self) -> bool:
        """Whether something was said of ending one's life within the hour."""
        since = self.desk.now - thread.LIFE
        shown = spoken.newest_of(self.desk.tx, self.heard.caller.chat_id, Screen.key, since=since)
        said = [read(Screen, shown.facts).text] if shown and shown.answered is None else []
        if self.patient:
            said += stored_thread.words_since(self.desk.tx, self.patient.id, since=since)
        lines = "\n".join(said).split("\n")
        return f"[{red_flag.LIFE}]" in lines or any(map(self._is_despair, lines))

    def _is_despair(self, words: str) -> bool:
        return bool((flag := self.heard.flag_in(words)) and flag.despair)
