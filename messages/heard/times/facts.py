"""What there is to be heard in an answer to "when?"."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from messages.heard.times.words import Part


class Sense(Enum):
    """What a word tells that is neither a day nor a time."""

    NOW = auto()
    AGO = auto()
    LAST = auto()
    LAST_NIGHT = auto()
    FUTURE = auto()
    DOUBT = auto()
    FILLER = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Clock:
    """A time of day; `certain` unless it may as well be twelve hours later."""

    hour: int
    minute: int
    certain: bool


@dataclass(frozen=True)
class Date:
    """A day of a month; the year where it was said."""

    day: int
    month: int
    year: int | None


@dataclass(frozen=True)
class DaysAgo:
    """A day counted back from today."""

    days: int


@dataclass(frozen=True)
class Weekday:
    """A day of the week, Monday being 0."""

    number: int


@dataclass(frozen=True)
class Elapsed:
    """A length of time before now."""

    length: timedelta


Fact = Sense | Clock | Date | DaysAgo | Weekday | Elapsed | Part
