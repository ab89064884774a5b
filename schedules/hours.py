"""Working hours: when the clinic may be told what can wait."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schedules.clock import instants, time_of_day

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPELLING = '"{}" are no working hours; write them like "Mon-Fri 08:00-18:00", "08:00-18:00", or "off"'
_A_WEEK = 8  # days in which every day of the week has come once, today's later hours included


@dataclass(frozen=True)
class WorkingHours:
    """From `start` until `end` on the clinic's wall clock, on these weekdays (Monday is 0)."""

    days: frozenset[int]
    start: time
    end: time


def parse_working_hours(text: str) -> WorkingHours | None:
    """Read "Mon-Fri 08:00-18:00"; None for "off", which is any hour.

    Raises ValueError, with a sentence to show, for anything else.
    """
    plain = text.strip().lower().replace("\u2013", "-")  # phones make a dash of a hyphen
    if plain == "off":
        return None
    days, _, span = plain.rpartition(" ")
    start, _, end = span.partition("-")
    try:
        hours = WorkingHours(_weekdays(days), time_of_day(start), time_of_day(end))
    except ValueError:
        raise ValueError(_SPELLING.format(text[:40])) from None
    if hours.start >= hours.end:
        raise ValueError("working hours must end later on the day on which they begin")
    return hours


def _weekdays(text: str) -> frozenset[int]:
    """Read "mon-fri" or "mon, wed"; every day where nothing is said."""
    if not text.strip():
        return frozenset(range(7))
    found: set[int] = set()
    for part in re.split(r"\s*,\s*", text.strip()):
        first, _, last = part.partition("-")
        begin, end = _DAYS.index(first.strip()), _DAYS.index((last or first).strip())
        found |= {day % 7 for day in range(begin, end + 1 if end >= begin else end + 8)}
    return frozenset(found)


def next_open(instant: datetime, zone: ZoneInfo, hours: WorkingHours | None) -> datetime:
    """Give the first instant (UTC), this one or later, at which the clinic is open."""
    instant = instant.astimezone(UTC)
    local = instant.astimezone(zone)
    if hours is None or (local.weekday() in hours.days and hours.start <= local.time() < hours.end):
        return instant
    days = (local.date() + timedelta(number) for number in range(_A_WEEK))
    openings = (
        _opening(datetime.combine(day, hours.start), zone) for day in days if day.weekday() in hours.days
    )
    return min(opening for opening in openings if opening > instant)


def last_end(instant: datetime, zone: ZoneInfo, hours: WorkingHours | None) -> datetime:
    """Give the end (UTC) of the last working day that is over at that instant; without hours, a day ago."""
    instant = instant.astimezone(UTC)
    if hours is None:
        return instant - timedelta(days=1)
    today = instant.astimezone(zone).date()
    days = (today - timedelta(number) for number in range(_A_WEEK))
    ends = (_opening(datetime.combine(day, hours.end), zone) for day in days if day.weekday() in hours.days)
    return max(end for end in ends if end <= instant)


def _opening(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which clocks show this; where they skip it, the one that takes its place."""
    found = instants(wall, zone)
    return found[0] if found else wall.replace(tzinfo=zone).astimezone(UTC)
