"""When a rehearsal begins: on a weekday in the afternoon, or where one chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NIGHTS = {"forward": 1, "back": -1}  # which way the clocks go
AFTERNOON = time(15)
A_YEAR = 366
SATURDAY = 5


@dataclass(frozen=True)
class Start:
    """Where a rehearsal begins; nothing chosen is the next weekday, at 15:00, everybody in one zone."""

    zone: ZoneInfo
    patients: ZoneInfo | None = None
    day: str = ""
    at: time = AFTERNOON

    def instant(self, now: datetime) -> datetime:
        """The instant it begins, in UTC; today counts as next, even where that hour is past."""
        today = now.astimezone(self.zone).date()
        return datetime.combine(self._date(today), self.at, self.zone).astimezone(UTC)

    def _date(self, today: date) -> date:
        if self.day in NIGHTS:
            return before_the_clocks_change(today, self.zone, NIGHTS[self.day])
        ahead = (today + timedelta(days) for days in range(len(DAYS)))
        return next(one for one in ahead if self._suits(one))

    def _suits(self, one: date) -> bool:
        return one.weekday() == DAYS.index(self.day) if self.day else one.weekday() < SATURDAY


def before_the_clocks_change(today: date, zone: ZoneInfo, way: int) -> date:
    """The day on whose night or the next the clocks go that way: on a weekday, if the night is two days off.

    Raises ValueError where they never do in the year to come.
    """
    for days in range(A_YEAR):
        one = today + timedelta(days)
        noon = datetime.combine(one, AFTERNOON, zone)
        later = datetime.combine(one + timedelta(1), AFTERNOON, zone)
        change = (later.utcoffset() or timedelta()) - (noon.utcoffset() or timedelta())
        if change * way > timedelta():
            earlier = one - timedelta(max(one.weekday() - SATURDAY + 1, 0))
            return earlier if earlier >= today else one
    raise ValueError(f"The clocks of {zone} do not change.")


def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name; raises ValueError, in plain words, where there is none."""
    asked = "_".join(name.split())
    known = next((one for one in available_timezones() if one.lower() == asked.lower()), None)
    if known is None:
        raise ValueError(f"I know no time zone “{name}”. One looks like Europe/London.")
    return ZoneInfo(known)


def start_of(asked: Mapping[str, object], before: Start) -> Start:
    """Read what one chose on the page; what was not chosen stays as it was. Raises ValueError."""
    day = str(asked.get("day", before.day))
    if day and day not in DAYS and day not in NIGHTS:
        raise ValueError("That is no day.")
    try:
        at = time.fromisoformat(str(asked.get("time") or before.at.isoformat()))
    except ValueError:
        raise ValueError("That is no time of day. One looks like 15:00.") from None
    zone = zone_of(str(asked["zone"])) if asked.get("zone") else before.zone
    patients = zone_of(str(asked["patients"])) if asked.get("patients") else before.patients
    return Start(zone, patients, day, at.replace(tzinfo=None))
