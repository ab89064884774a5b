"""The folder of backups: which there are, when the next one is owed, and which are kept."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

NAMED = "aftercare-%Y-%m-%dT%H-%M-%SZ.db"  # by the instant, UTC; whatever is named otherwise is not ours
DRAFT = ".part"
NIGHT = time(3, 0)  # when a copy is made, on the clinic's clock: few write then, and what is due waits anyway
DAYS, WEEKS = 7, 4  # of which the newest copy is kept
A_DAY = timedelta(days=1)  # in which every copy is kept, also one that somebody made before an upgrade
A_LITTLE = timedelta(minutes=5)  # that a clock may be off


def name_of(now: datetime) -> str:
    return now.astimezone(UTC).strftime(NAMED)


def made(folder: Path) -> list[datetime]:
    """When each backup of a folder was made (UTC), the oldest first; of none, none. Raises OSError."""
    if not folder.exists():
        return []
    return sorted(at for file in folder.iterdir() if (at := _made_at(file.name)))


def newest(folder: Path, now: datetime) -> datetime | None:
    """When the newest one was made; one of a clock that was ahead proves nothing. Raises OSError."""
    return max((at for at in made(folder) if at <= now + A_LITTLE), default=None)


def is_owed(newest: datetime | None, now: datetime, zone: ZoneInfo) -> bool:
    """Whether none was made since the last night; `zone` is the clinic's."""
    return newest is None or newest < last_night(now, zone)


def last_night(now: datetime, zone: ZoneInfo) -> datetime:
    """The last time that it was NIGHT in the zone (UTC)."""
    today = datetime.combine(now.astimezone(zone).date(), NIGHT, zone)
    last = today if today <= now else datetime.combine(today.date() - timedelta(days=1), NIGHT, zone)
    return last.astimezone(UTC)


def kept(all_made: Iterable[datetime], now: datetime, zone: ZoneInfo) -> set[datetime]:
    """Which stay: of the last days and weeks that have one, the newest; and all of the last 24 hours.

    Counted are days that have a copy, so that no long pause and no leap of the clock empties the folder.
    """
    found = sorted(all_made)
    of_days = _newest_of(found, lambda at: at.astimezone(zone).date())
    of_weeks = _newest_of(found, lambda at: _monday(at.astimezone(zone).date()))
    return {*of_days[-DAYS:], *of_weeks[-WEEKS:], *(at for at in found if at > now - A_DAY)}


def _newest_of(found: list[datetime], period: Callable[[datetime], date]) -> list[datetime]:
    return list({period(at): at for at in found}.values())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def tidy(folder: Path, now: datetime, zone: ZoneInfo) -> int:
    """Remove what is past its time, and what a kill has left half written; how many. Raises OSError."""
    there = made(folder)
    stay = kept(there, now, zone)
    gone = [folder / name_of(at) for at in there if at not in stay]
    gone += [file for file in folder.iterdir() if _is_left(file.name, now)]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _is_left(name: str, now: datetime) -> bool:
    at = _made_at(name.removesuffix(DRAFT)) if name.endswith(DRAFT) else None
    return at is not None and at < now - A_DAY


def _made_at(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, NAMED).replace(tzinfo=UTC)
    except ValueError:
        return None
