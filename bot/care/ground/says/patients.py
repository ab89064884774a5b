"""Whom a clinician follows: the list, and the card of one session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, in_rows, staff, titled, turned
from bot.care.ground.says.identity import Identified, WithNumber
from bot.care.ground.says.message import Around, Message, Timed, ToStaff


@dataclass(frozen=True)
class PatientShown:
    """A line of the list: a person, by their newest session (`case`), and what should be looked at.

    `at` is its end in whole seconds, `hours` how long that is ago, `soreness` the last rating, `sessions` how
    many there have been; `unconfirmed` is whether the next one waits for their yes.
    """

    case: str
    code: str
    label: str
    at: int
    hours: int
    unanswered: int
    worried: bool
    alert: bool
    active: bool
    status: str
    region: str | None = None
    soreness: int | None = None
    first_name: str = ""
    known_as: str = ""
    sessions: int = 1
    unconfirmed: bool = False
    standing: bool = False  # an alert that was seen and not closed
    signs: bool = False  # no answer came about warning signs, and nobody has seen that


@dataclass(frozen=True)
class AloneShown:
    """Who has no session yet; `alert` is the code of one that nobody has seen, `standing` is of one seen."""

    code: str
    label: str = ""
    first_name: str = ""
    known_as: str = ""
    alert: str = ""
    standing: bool = False


class _Links(Message):
    """How many links wait to be opened."""

    waiting_links: int

    def buttons(self, around: Around) -> Rows:
        del around
        count = self.waiting_links
        return ((staff("links", data("links"), count=count),),) if count else ()


class Patients(ToStaff, _Links, key="patients"):
    """Page `number` (from 0) of the patients that match a query, of so many pages.

    `alone` are those who have no session yet: who registered alone, for an owner, and who has an alert.
    """

    patients: tuple[PatientShown, ...]
    query: str
    number: int
    pages: int
    zone: str
    alone: tuple[AloneShown, ...] = ()

    def buttons(self, around: Around) -> Rows:
        names = [
            titled(f"{place}. {one.label or one.known_as or one.code}", data("patient", one.case))
            for place, one in enumerate(self.patients, start=1)
        ]
        red = [
            titled(one.label or one.known_as or one.code, data("red", one.alert))
            for one in self.alone
            if one.alert
        ]
        pages = turned(lambda page: data("patients", page, self.query), self.number, self.pages)
        return (*in_rows([*names, *red], 2), *pages, *super().buttons(around))


@dataclass(frozen=True)
class DayLine:
    """A line of a day: where they stand, who it is, and what a tap `opens`: a card, a link, an alert."""

    state: str
    shown: PatientShown
    opens: str = ""
    code: str = ""


OPENS: Mapping[str, Callable[[str], str]] = {
    "card": lambda code: data("patient", code),
    "link": lambda code: data("link", "show", code),
    "alert": lambda code: data("red", code),
}


@dataclass(frozen=True)
class DayCount:
    state: str
    count: int


class Today(ToStaff, key="today"):
    """Page `number` (from 0) of a day by patient, the most urgent first, and how many stand how.

    `at` is when it was asked for, in whole seconds.
    """

    at: int
    zone: str
    lines: tuple[DayLine, ...]
    counts: tuple[DayCount, ...]
    number: int
    pages: int
    questions: int = 0  # that wait for an answer

    def buttons(self, around: Around) -> Rows:
        del around
        taps = [
            titled(
                f"{place}. {one.shown.label or one.shown.known_as or one.shown.code}",
                OPENS[one.opens](one.code),
            )
            for place, one in enumerate(self.lines, start=1)
            if one.opens
        ]
        return (*in_rows(taps, 2), *turned(lambda page: data("today", page), self.number, self.pages))


class TodayNone(ToStaff, key="today_none"):
    pass


class PatientsNone(ToStaff, _Links, key="patients_none"):
    pass


class PatientsNotFound(ToStaff, _Links, key="patients_not_found"):
    pass


class PatientWhich(ToStaff, key="patient_which"):
    pass


class PatientNotFound(ToStaff, key="patient_not_found"):
    pass


@dataclass(frozen=True)
class PlacedBy:
    """Why a message stands where it does: a cause by its key, and how long after the session it names."""

    key: str
    minutes: int | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened, at a time in whole seconds.

    `what` is `sent` (a message of that kind, and its state), `answer` (to the question `key`), `worry`, or
    `alert` (the tier is in `key`): its words, when it was seen, by whom, and whether it was a false alarm.
    `helped` are words as well; of an `adverse` event `state` is how grave it was.
    A message of the plan is of several `kinds`, and says why it stands there, as
    it does while it is still to come (`due`). An answer says in which `way` it was given, and what it
    corrects (`instead`).
    """

    at: int
    what: str
    key: str
    kind: str = ""
    state: str = ""
    value: int | None = None
    words: str = ""
    seen: int | None = None
    name: str | None = None
    false_alarm: bool = False
    kinds: tuple[str, ...] = ()
    why: tuple[PlacedBy, ...] = ()
    way: str = ""
    instead: int | None = None


@dataclass(frozen=True)
class SessionOfCourse:
    """A session of a course: its end in whole seconds, what was treated, the ratings in their order."""

    at: int
    region: str | None = None
    ratings: tuple[int, ...] = ()


NEXT_SESSION = "next_session"
ACTIONS = (NEXT_SESSION, "time", "protocol", "line", "hand", "end", "erase")


class CaseCard(ToStaff, Identified, WithNumber, Timed, key="case"):
    """A session (`case`): what happened, `earlier` being how many older events are left out; what is ahead.

    `course` are all sessions of the person, where there are several, `before` the code of the one before;
    `followed` is whether one came after it, `offered` when one ended that waits for their yes, if one does.
    """

    case: str
    region: str | None
    protocol: str
    status: str
    events: tuple[Event, ...]
    earlier: int
    open: bool
    ahead: tuple[Event, ...] = ()
    course: tuple[SessionOfCourse, ...] = ()
    before: str | None = None
    followed: bool = False
    offered: int | None = None
    by: str = "self"  # who has consented
    carers: int = 0  # phones that hear along
    signs: bool = False  # no answer came about warning signs, and nobody has seen that

    def buttons(self, around: Around) -> Rows:
        del around
        names = [name for name in ACTIONS if name == "erase" or (self.open and name != NEXT_SESSION)]
        notes = staff("notes", data("notes", self.case))
        adverse = staff("adverse", data("adverses", self.case))
        own = in_rows([notes, adverse, *(staff(name, data("case", name, self.case)) for name in names)], 2)
        following = (staff(NEXT_SESSION, data("case", NEXT_SESSION, self.case)),)
        earlier = (staff("session_before", data("patient", self.before)),) if self.before else ()
        return (*(() if self.followed else (following,)), *own, *((earlier,) if earlier else ()))
