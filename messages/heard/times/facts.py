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
    """A time of day; `certain` unless it may as well be twelve hours later.

    `halved` where it was told with an "am" or "pm".
    """

    hour: int
    minute: int
    certain: bool
    halved: bool = False

    def is_of_twelve(self, meant: int | None) -> bool:
        """Whether it was told on a clock of twelve hours, where that hour was meant; None where we ask."""
        return self.halved or (not self.certain and self.hour != meant)


@dataclass(frozen=True)
class Date:
    """A day of a month; the month and the year where they were said.

    `either` where it may as well be the month first, as in 10/11.
    """

    day: int
    month: int | None
    year: int | None
    either: bool = False


@dataclass(frozen=True)
class DaysAgo:
    """A day counted back from today; one still to come is below nought."""

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
