"""A diary as .ics, as Google Calendar, Outlook and practice software write it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from messages.heard.diary.appointment import Booking
from messages.heard.diary.table import off_by, parted

MOST_EVENTS = 5000
A_DAY = timedelta(days=1)


class NoCalendarError(Exception):
    """It says that it is a calendar, and cannot be read as one."""


def read_calendar(text: str, zone: ZoneInfo, today: date) -> list[Booking]:
    """Its events on the clock of `zone`; one that comes again counts where it does so today.

    Raises NoCalendarError.
    """
    from icalendar import Calendar  # noqa: PLC0415  (not before somebody sends one)

    try:
        events = Calendar.from_ical(text).walk("VEVENT")[:MOST_EVENTS]
        moved = {(str(one.get("UID")), _wall(one, "RECURRENCE-ID", zone)) for one in events}
        return [found for one in events for found in _appointments(one, zone, today, moved)]
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise NoCalendarError from error


def _appointments(
    event: Any,  # noqa: ANN401  (the library's own value, whose members are of any type)
    zone: ZoneInfo,
    today: date,
    moved: set[tuple[str, datetime | None]],
) -> Iterator[Booking]:
    start, end = _wall(event, "DTSTART", zone), _wall(event, "DTEND", zone)
    if start and event.get("RRULE"):
        again = _today(event, start, zone, today)
        if again is None or (str(event.get("UID")), again) in moved:
            return
        start, end = again, again + (end - start) if end else None
    name, type_ = parted(str(event.get("SUMMARY", "")))
    yield Booking(
        name=name,
        named=False,
        start=start,
        end=end,
        practitioner=_practitioner(event),
        type=type_,
        off=off_by(str(event.get("STATUS", ""))) or off_by(type_),
    )


def _practitioner(event: Any) -> str:  # noqa: ANN401  (see above)
    organizer = event.get("ORGANIZER")
    named = organizer.params.get("CN", "") if organizer is not None else ""
    return str(named) if "@" not in str(named) else ""


def _wall(event: Any, what: str, zone: ZoneInfo) -> datetime | None:  # noqa: ANN401  (see above)
    """An instant as the clinic's clock shows it; a whole day has no time."""
    found = event.get(what)
    at = found.dt if found is not None else None
    if not isinstance(at, datetime):
        return None
    return at.astimezone(zone).replace(tzinfo=None) if at.tzinfo else at


def _today(event: Any, start: datetime, zone: ZoneInfo, today: date) -> datetime | None:  # noqa: ANN401
    """Whether one that comes again does so today."""
    rule = re.sub(r"UNTIL=(\d{8})(T\d{6})?Z?", r"UNTIL=\1T235959", event["RRULE"].to_ical().decode())
    midnight = datetime.combine(today, time())
    dates = rrulestr(rule, dtstart=start).between(midnight, midnight + A_DAY - timedelta(seconds=1), inc=True)
    left = event.get("EXDATE") or []
    out = {one.dt for each in (left if isinstance(left, list) else [left]) for one in each.dts}
    gone = {one.astimezone(zone).replace(tzinfo=None) if getattr(one, "tzinfo", None) else one for one in out}
    return next((one for one in dates if one not in gone), None)
