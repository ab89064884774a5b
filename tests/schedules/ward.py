"""What the tests of schedules share: zones, the nights their clocks change, and our protocols."""

import zoneinfo
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from schedules.clock import clock_changes
from schedules.protocol_file import load, packaged
from schedules.quiet import QuietHours

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")  # its clocks never change
NIGHT = QuietHours(time(21), time(8))

ZONES = [ZoneInfo(name) for name in sorted(zoneinfo.available_timezones()) if name != "localtime"]
PROTOCOLS = load(packaged())[0]
DRY_NEEDLING = PROTOCOLS["dry_needling"]

_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def clock_change_days(zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Give two instants of 2026 at which the zone's clocks change; any two, where they never do."""
    changes = [*clock_changes(_YEAR, _YEAR + timedelta(days=365), zone)]
    first, *more = changes or [_YEAR + timedelta(days=87)]
    return first, (more or [_YEAR + timedelta(days=297)])[-1]
