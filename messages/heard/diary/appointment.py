"""An appointment in a diary, as it is read out of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from messages.heard.labels import plain

USUAL_LENGTH = timedelta(minutes=30)  # of a session; the article: "15 to 30 minutes"
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev", "master"}
_SMALL = {
    "van",
    "von",
    "de",
    "la",
    "der",
    "den",
    "di",
    "da",
    "del",
    "bin",
    "al",
    "el",
    "ten",
    "ter",
    "du",
    "le",
}


class LeftOut(StrEnum):
    """Why an appointment is none to make a link for."""

    CANCELLED = "cancelled"
    ABSENT = "absent"
    OTHER_DAY = "other_day"
    NO_TIME = "no_time"
    NOBODY = "nobody"  # no patient is named, as in a break
    OTHER_TYPE = "other_type"  # where the diary says which are for needling
    ELSE = "else"  # somebody else's
    TWICE = "twice"


@dataclass(frozen=True)
class Booking:
    """Whose it is, on the clinic's wall clock; what is unknown is empty. `off` is why it is off."""

    name: str
    start: datetime | None
    end: datetime | None = None
    named: bool = True  # where a name is asked for, rather than anything
    practitioner: str = ""
    type: str = ""
    number: str = ""
    off: LeftOut | None = None

    @property
    def over(self) -> datetime | None:
        """When it is over; where only its start is known, after a session's usual length."""
        if self.start is None:
            return None
        in_order = self.end is not None and self.start < self.end <= self.start + timedelta(hours=4)
        return self.end if in_order else self.start + USUAL_LENGTH

    def over_at(self, zone: ZoneInfo) -> datetime | None:
        """The same as an instant."""
        return self.over.replace(tzinfo=zone) if self.over else None


def initials(name: str) -> str:
    """Of a person's name the first letters of its first and last part: all of it that is ever kept."""
    last, comma, first = plain(name).partition(",")
    words = (f"{first} {last}" if comma else last).replace(".", " ").split()
    parts = [word for word in words if word.casefold().strip("()") not in _TITLES | _SMALL]
    letters = [letter for word in parts if (letter := next(filter(str.isalnum, word), ""))]
    return "".join(letters[:1] + letters[1:][-1:]).upper()


def labels_of(appointments: Sequence[Booking]) -> list[str]:
    """A label for each: initials, and where several of one practitioner have the same, a number besides."""
    people: dict[tuple[str, str], list[str]] = {}
    for one in appointments:
        known = people.setdefault(_alike(one), [])
        if one.name.casefold() not in known:
            known.append(one.name.casefold())
    return [_label(one, people[_alike(one)]) for one in appointments]


def _alike(one: Booking) -> tuple[str, str]:
    return one.practitioner.casefold(), initials(one.name)


def _label(one: Booking, alike: Sequence[str]) -> str:
    """With the file number of the clinic, or else a count."""
    short = initials(one.name)
    if len(alike) == 1:
        return short
    return f"{short} {plain(one.number)[:20] or alike.index(one.name.casefold()) + 1}"
