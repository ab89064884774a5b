"""Whom a clinician follows: the list, and the card of one session."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, in_rows, staff, titled
from bot.care.ground.says.identity import Identified
from bot.care.ground.says.message import Around, Message, Timed, ToStaff


@dataclass(frozen=True)
class PatientShown:
    """A line of the list: a session of that code (`case`), its patient, and what should be looked at.

    `at` is its end in whole seconds, `hours` how long that is ago, `soreness` the last rating.
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


class _Links(Message):
    """How many links wait to be opened."""

    waiting_links: int

    def buttons(self, around: Around) -> Rows:
        del around
        count = self.waiting_links
        return ((staff("links", data("links"), count=count),),) if count else ()


class Patients(ToStaff, _Links, key="patients"):
    """Page `number` (from 0) of the patients that match a query, of so many pages."""

    patients: tuple[PatientShown, ...]
    query: str
    number: int
    pages: int
    zone: str

    def buttons(self, around: Around) -> Rows:
        names = [
            titled(f"{place}. {one.label or one.known_as or one.code}", data("patient", one.case))
            for place, one in enumerate(self.patients, start=1)
        ]
        pages = []
        if self.number:
            pages.append(staff("previous", data("patients", self.number - 1, self.query)))
        if self.number + 1 < self.pages:
            pages.append(staff("next", data("patients", self.number + 1, self.query)))
        return (*in_rows(names, 2), *([pages] if pages else []), *super().buttons(around))


class PatientsNone(ToStaff, _Links, key="patients_none"):
    pass


class PatientsNotFound(ToStaff, _Links, key="patients_not_found"):
    pass


class PatientWhich(ToStaff, key="patient_which"):
    pass


class PatientNotFound(ToStaff, key="patient_not_found"):
    pass


@dataclass(frozen=True)
class Event:
    """Something that happened, at a time in whole seconds.

    `what` is `sent` (a message of that kind, and its state), `answer` (to the question `key`), `worry`, or
    `alert` (the tier is in `key`): its words, when it was seen, by whom, and whether it was a false alarm.
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


ACTIONS = ("time", "protocol", "line", "hand", "end", "erase")


class CaseCard(ToStaff, Identified, Timed, key="case"):
    """A session (`case`): what happened, `earlier` being how many older events are left out."""

    case: str
    region: str | None
    protocol: str
    status: str
    events: tuple[Event, ...]
    earlier: int
    open: bool

    def buttons(self, around: Around) -> Rows:
        del around
        names = ACTIONS if self.open else ("erase",)
        return in_rows([staff(name, data("case", name, self.case)) for name in names], 2)
