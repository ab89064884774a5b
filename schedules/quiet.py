"""Quiet hours: the time of day in which no reminder may ring."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schedules.clock import clock_changes, instants, time_of_day

_SPELLING = '"{}" is no span of quiet hours; write it like "21:00-08:00", or "off"'
# Where a zone skipped a whole day (Samoa, 2011), one stretch of quiet lasts nearly two days.
_SIGHT = timedelta(days=3)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class QuietHours:
    """From `start` (quiet) until `end` (no longer quiet) on the patient's wall clock; may cross midnight."""

    start: time
    end: time


def parse_quiet_hours(text: str) -> QuietHours | None:
    """Read "21:00-08:00"; None for "off". Raises ValueError, with a sentence to show, for anything else."""
    if text.strip().lower() == "off":
        return None
    start, _, end = text.replace("\u2013", "-").partition("-")  # phones make a dash of a hyphen
    try:
        quiet = QuietHours(time_of_day(start), time_of_day(end))
    except ValueError:
        raise ValueError(_SPELLING.format(text[:40])) from None
    if quiet.start == quiet.end:
        raise ValueError('quiet hours that end when they begin are never or always; write "off" for never')
    return quiet


def is_quiet(instant: datetime, zone: ZoneInfo, quiet: QuietHours | None) -> bool:
    """Say whether clocks in the zone show a quiet time; never, where quiet hours are off."""
    if quiet is None:
        return False
    shown = instant.astimezone(zone).time()
    if quiet.start < quiet.end:
        return quiet.start <= shown < quiet.end
    return shown >= quiet.start or shown < quiet.end


def quiet_end(instant: datetime, zone: ZoneInfo, quiet: QuietHours | None) -> datetime:
    """Give the first instant (UTC), this one or later, that is not quiet."""
    instant = instant.astimezone(UTC)
    if quiet is None or not is_quiet(instant, zone, quiet):
        return instant
    edges = _edges(instant, zone, quiet.end)
    return min(edge for edge in edges if edge > instant and not is_quiet(edge, zone, quiet))


def quiet_start(instant: datetime, zone: ZoneInfo, quiet: QuietHours | None) -> datetime:
    """Give the instant (UTC) at which the quiet around this one began; this instant if it is not quiet."""
    instant = instant.astimezone(UTC)
    if quiet is None or not is_quiet(instant, zone, quiet):
        return instant
    edges = _edges(instant, zone, quiet.start)
    return max(edge for edge in edges if edge <= instant and not is_quiet(edge - _MOMENT, zone, quiet))


def quiet_spans(
    start: datetime, end: datetime, zone: ZoneInfo, quiet: QuietHours | None
) -> Iterator[tuple[datetime, datetime]]:
    """Give each stretch of quiet (UTC, from and until) of which some lies between two instants, in order."""
    at = start.astimezone(UTC)
    while quiet and at < end:
        if is_quiet(at, zone, quiet):
            until = quiet_end(at, zone, quiet)
            yield quiet_start(at, zone, quiet), until
            at = until
        else:
            edges = _edges(at, zone, quiet.start)
            at = min((edge for edge in edges if edge > at and is_quiet(edge, zone, quiet)), default=end)


def _edges(instant: datetime, zone: ZoneInfo, edge: time) -> Iterator[datetime]:
    """Give every instant around this one at which quiet may begin or end.

    That is where the clocks show the edge, but also where they are put forward over it, or back behind it.
    """
    today = instant.astimezone(zone).date()
    for days in range(-_SIGHT.days, _SIGHT.days + 1):
        yield from instants(datetime.combine(today + timedelta(days), edge), zone)
    yield from clock_changes(instant - _SIGHT, instant + _SIGHT, zone)
