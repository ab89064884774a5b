"""A text in its place: who wrote it, what they were asked and shown last, and what stands open."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from bot.care.conversation import dictation
from bot.care.ground import red_flag
from bot.care.ground.desk import Desk, current_question, still_asks
from bot.care.ground.heard import Heard
from bot.care.ground.says.check_ins import SoreNow
from bot.care.ground.says.message import ToPatient
from bot.care.patient import check_ins, rating_now
from bot.model import Clinician, Dialogue, Outgoing, Patient, Status
from bot.store import spoken
from messages.heard.reader import ReadingKind
from messages.heard.red_flags.finding import Tier
from messages.heard.red_flags.triage import LEANING
from messages.heard.times.when import Understood
from schedules.clinical import CLINICAL

LONGEST_ANSWER = 200  # characters; a longer text is no answer to a question about a time or a place
FEW = 2  # words


@dataclass(frozen=True)
class Situation:
    """What came in, and how things stand; each is looked up when it is asked for, and once."""

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
    def is_dictation(self) -> bool:
        """Whether words of this colleague answer what they were asked."""
        asked = self.dictated
        return asked is not None and self.clinician is not None and dictation.is_typed(self.clinician, asked)

    @property
    def reminders_rest(self) -> bool:
        return self.patient is not None and self.patient.status is not Status.ACTIVE

    @cached_property
    def _question(self) -> Dialogue | None:
        return current_question(self.desk, self.patient) if self.patient else None

    @cached_property
    def _check_in(self) -> Outgoing | None:
        return check_ins.question_of_today(self.desk, self.patient) if self.patient else None

    @cached_property
    def _newest(self) -> Outgoing | None:
        since = self.desk.now - CLINICAL.question_open
        return spoken.newest(self.desk.tx, self.heard.caller.chat_id, now=self.desk.now, since=since)

    def was_told(self, *kinds: type[ToPatient], within: timedelta = CLINICAL.question_open) -> bool:
        """Whether what was said last is of one of these kinds, lately, and has no answer yet."""
        return still_asks(self._newest, *kinds, since=self.desk.now - within)

    @cached_property
    def asked(self) -> str | None:
        """The step of the open question about a session that the text may answer.

        A check-in that came after it has the first claim on a bare rating.
        """
        question, check_in = self._question, self._check_in
        if question is None or self.patient is None or len(self.heard.text) > LONGEST_ANSWER:
            return None
        ratings = self.desk.house.ratings_of(self.patient.language)
        newer = check_in is not None and check_in.due > question.asked
        return None if newer and ratings.is_bare(self.heard.said) else question.step

    @property
    def is_checked_in(self) -> bool:
        """Whether a check-in of the last half day stands, answered or not."""
        return self._check_in is not None

    @property
    def alert_waits(self) -> bool:
        """Whether an alert with which the reminders rest has been seen by nobody."""
        return self.patient is not None and red_flag.waiting(self.desk, self.patient) is not None

    @cached_property
    def is_answer(self) -> bool:
        """Whether the text is a rating for the check-in, or a time or a place for the open question."""
        return self.is_rating or self._is_time_or_place

    @cached_property
    def is_rating(self) -> bool:
        said = rating_now.said_after(self.heard)
        if said is None and (self._check_in or self.was_told(SoreNow)):
            said = self.heard.said
        if self.patient is None or said is None:
            return False
        return self.desk.house.ratings_of(self.patient.language).is_meant(said)

    @cached_property
    def _is_time_or_place(self) -> bool:
        if self.patient is None or self._question is None:
            return False
        times, zone = self.desk.house.times_of(self.patient.language), self.desk.zone_of(self.patient)
        when = self.heard.when(times, self.desk.now, zone)
        return isinstance(when, Understood) or bool(self.heard.zones)

    @property
    def is_red_flag(self) -> bool:
        """Whether the words are a red flag, and not a mere answer that they stand beside: "unbearable 9"."""
        flag = self.heard.flag
        if flag is None or flag.kind is not ReadingKind.URGENT:
            return False
        return not (flag.tier is Tier.CLINICIAN and self.is_rating)

    @property
    def may_be_red_flag(self) -> bool:
        """Whether the words may be one; neither a code after a command nor "an hour ago" as an answer is."""
        flag = self.heard.flag
        if flag is None or flag.kind is not ReadingKind.SCREEN:
            return False
        if self.heard.is_command and len(self.heard.rest.split()) < FEW:
            return False
        return not (flag.rule == LEANING and self.is_answer)

    @property
    def is_covered_question(self) -> bool:
        """Whether the text ends as a question, and has an answer."""
        asks = self.heard.text.rstrip().endswith("?")
        return asks and self.heard.question.kind is ReadingKind.ANSWER
