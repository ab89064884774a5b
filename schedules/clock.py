"""Wall clocks and instants: what a zone's clocks show, and when they are put forward or back."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)
# No zone on record has changed its clocks twice within half a day.
_STRIDE = timedelta(hours=12)


def time_of_day(text: str) -> time:
    """Read "08:00". Raises ValueError for anything else."""
    found = re.fullmatch(r"\s*([0-9]{1,2}):([0-9]{2})\s*", text)
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2]))


def instants(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Give the instants (UTC, in order) at which clocks in the zone show a naive date and time.

    Mostly one; two where the clocks went back over it; none where they went forward over it.
    """
    readings = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(at for at in readings if at.astimezone(zone).replace(tzinfo=None) == wall))


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of a day in a zone, also where its clocks skip midnight or show it twice."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def clock_changes(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Give the instants (UTC) between start and end at which the zone's clocks are put forward or back.

    A change less than half a day after `end` may be among them.
    """
    before = start.astimezone(UTC).replace(microsecond=0)  # clocks change on whole seconds
    while before < end:
        after = before + _STRIDE
        if _offset(before, zone) != _offset(after, zone):
            yield _first_with_offset_of(after, before, zone)
        before = after


def _first_with_offset_of(after: datetime, before: datetime, zone: ZoneInfo) -> datetime:
    new = _offset(after, zone)
    while after - before > _SECOND:
        middle = before + (after - before) // (2 * _SECOND) * _SECOND
        if _offset(middle, zone) == new:
            after = middle
        else:
            before = middle
    return after


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
