"""Dates and times as files write them: an order of day and month, and one kind of clock, a file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil import parser

_NUMBERS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")
_MONTHS = 12
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2}\s*[ap]\.?m", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?:(\d{1,2})\s*(?::|h(?:ours?|rs?)?)\s*)?(?:(\d{1,3})\s*(?:m(?:in(?:ute)?s?)?)?\.?)?", re.IGNORECASE
)


@dataclass(frozen=True)
class WallClock:
    """How one file writes days: the month before the day, or after it; and the zone of the clinic."""

    zone: ZoneInfo
    month_first: bool = False

    @classmethod
    def of(cls, zone: ZoneInfo, cells: Iterable[str]) -> "WallClock":
        """Day before month, unless a number stands there that is no month."""
        seconds = [int(found[2]) for cell in cells for found in _NUMBERS.finditer(cell)]
        return cls(zone, month_first=any(number > _MONTHS for number in seconds))

    def read(self, text: str) -> datetime | None:
        """What the clinic's clock shows; None where that is no day with a time."""
        said = re.sub(r"\s+(?:-|–|to)\s+\d.*$", "", text.strip())  # of a span, its beginning
        if not any(map(str.isdigit, said)) or not _CLOCK.search(said.replace("T", " ")):
            return None
        try:
            at = datetime.fromisoformat(said)
            return (at.astimezone(self.zone) if at.tzinfo else at).replace(tzinfo=None)
        except ValueError:
            pass
        try:
            read = parser.parse(said, dayfirst=not self.month_first, ignoretz=True, default=_NO_DAY)
        except (ValueError, OverflowError, TypeError):
            return None
        found: datetime = read
        return found if found.year != _NO_DAY.year else None


_NO_DAY = datetime(1900, 1, 1)  # noqa: DTZ001  (a wall clock; what has no day of its own is this one's)


def length_of(text: str) -> timedelta | None:
    """How long a session takes: "30", "30 min", "0:45", "1 h 15"; None where that is no length."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return None
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0)) or None
