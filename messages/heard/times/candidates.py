"""The instants that may be meant by a time of day, each with the reasons for and against it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from messages.heard.times.facts import Clock
from messages.heard.times.words import Part

_HALF = 12  # hours of a clock face
MOST = 3  # that are worth a button
_OVER_TIME = timedelta(hours=1)  # the last session of a day may end after the doors close


class Why(StrEnum):
    """What speaks for an instant, or against it."""

    USUAL = "usual"  # sessions end at such an hour
    UNUSUAL = "unusual"  # hardly any session does
    DAY_BEFORE = "day_before"  # today that time is still to come
    CLOSED = "closed"  # nobody works on that day
    LENGTH = "length"  # a length of time, without a word that says "ago"


@dataclass(frozen=True)
class Candidate:
    """An instant (UTC) that may be meant, and why."""

    at: datetime
    why: tuple[Why, ...] = ()

    @property
    def is_usual(self) -> bool:
        return Why.UNUSUAL not in self.why


@dataclass(frozen=True)
class UsualHours:
    """When a clinic works, on the wall clock: on these weekdays (Monday is 0), from `start` until `end`.

    As long as nothing else is said these are twelve hours, so that each hour on a clock face is there once.
    """

    start: time = time(7)
    end: time = time(18)
    days: frozenset[int] = field(default=frozenset(range(7)))

    def reasons(self, wall: datetime) -> tuple[Why, ...]:
        opens = datetime.combine(wall.date(), self.start)
        closes = datetime.combine(wall.date(), self.end) + _OVER_TIME
        usual = Why.USUAL if opens <= wall < closes else Why.UNUSUAL
        return (usual,) if wall.weekday() in self.days else (usual, Why.CLOSED)

    def open_before(self, day: date) -> date:
        """The last day before that one on which the clinic works."""
        back = (day - timedelta(days=number) for number in range(1, 8))
        return next(one for one in back if one.weekday() in self.days)


ALL_WEEK = UsualHours()


def times_meant(clock: Clock, part: Part | None) -> Iterator[time]:
    """The times of day that a clock may tell, in a part of the day where one was said."""
    hours = [clock.hour] if clock.certain else [clock.hour, (clock.hour + _HALF) % (2 * _HALF)]
    said = [hour for hour in hours if hour in part.value] if part else hours
    return (time(hour, clock.minute) for hour in said)


def candidate(at: datetime, zone: ZoneInfo, usual: UsualHours, *why: Why) -> Candidate:
    """An instant, weighed on the clock of `zone`."""
    wall = at.astimezone(zone).replace(tzinfo=None)
    return Candidate(at.astimezone(UTC), (*usual.reasons(wall), *why))


def ranked(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The likeliest first: at an hour and on a day when the clinic works, and not long ago; each once."""
    newest_first = sorted(found, key=lambda one: one.at, reverse=True)
    likely = sorted(newest_first, key=lambda one: (not one.is_usual, Why.CLOSED in one.why))
    return tuple({one.at: one for one in reversed(likely)}.values())[::-1][:MOST]
