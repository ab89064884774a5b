"""The clinic's time zone: a place with its summer time, and never a fixed clock."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from messages.heard.place_search import find_zones
from messages.heard.places import zone, zones_with

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)  # any day on which the north has no summer time
GREENWICH = ("Europe/London", "Europe/Dublin", "Europe/Lisbon")
FIXED = {
    **dict.fromkeys(("gmt", "gmt0", "gmt+0", "gmt-0", "greenwich"), GREENWICH),
    **dict.fromkeys(("utc", "uct", "universal", "zulu"), GREENWICH),
    "est": ("America/New_York", "America/Toronto"),
    "mst": ("America/Denver", "America/Phoenix"),
    "hst": ("Pacific/Honolulu",),
}
AHEAD = re.compile(r"(?:gmt|utc)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
MOST = 3


def clinic_zone(text: str) -> str:
    """That name, where it is a zone with a place. Raises ValueError, with what is probably meant."""
    if meant := _of_fixed(text):
        raise ValueError(
            f"{text!r} is a fixed clock that knows no summer time; write the place: probably {_or(meant)}"
        )
    if zone(text) is None:
        meant = find_zones(text)
        raise ValueError(
            f"{text!r} is not a time zone; write one like Europe/Berlin"
            + (f", probably {_or(meant)}" if meant else "")
        )
    return text


def _of_fixed(text: str) -> tuple[str, ...]:
    """The zones of places that may be meant by a fixed clock; none where it is not one."""
    name = text.strip().casefold()
    within = name.removeprefix("etc/")
    if within in FIXED:
        return FIXED[within]
    if found := AHEAD.fullmatch(within):
        sign, hours, minutes = found.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
        # In the names that begin with Etc/ the signs are the wrong way round, by an old custom.
        there = -ahead if name.startswith("etc/") else ahead
        return zones_with(there, WINTER, ZoneInfo("Europe/London")) or GREENWICH
    return GREENWICH if name.startswith("etc/") and zone(text) else ()


def _or(names: tuple[str, ...]) -> str:
    *others, last = names[:MOST]
    return f"{', '.join(others)} or {last}" if others else last
