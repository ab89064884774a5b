"""Time zones as people find them: by region and city, or by what they type."""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import tzfpy

from messages.heard.towns import key

_REGIONS = (
    "Europe",
    "America",
    "Asia",
    "Africa",
    "Australia",
    "Pacific",
    "Atlantic",
    "Indian",
    "Arctic",
    "Antarctica",
)
MOST = 8  # zones to choose from
_HALF_AN_HOUR = timedelta(minutes=30)


def regions() -> tuple[str, ...]:
    """Name the parts of the world that have cities to choose from."""
    return tuple(region for region in _REGIONS if cities(region))


@cache
def cities(region: str) -> tuple[str, ...]:
    """Give the zones (IANA names) of a region by the alphabet of their labels; none for an unknown region.

    Only the names the zone database lists for people to choose, so no retired spelling is among them.
    """
    names = (name for name in listed() if name.startswith(f"{region}/"))
    return tuple(sorted(names, key=lambda name: label(name).casefold()))


def label(name: str) -> str:
    """Write a zone's name for people: its city, and the part of the country where the name has one."""
    _, *places = name.split("/") if "/" in name else ("", name)
    return ", ".join(place.replace("_", " ") for place in reversed(places))


def zone(name: str) -> ZoneInfo | None:
    """Give the zone of exactly this IANA name; None for any other text: we never guess."""
    if name not in _known():
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):  # the machine's own zone files may be damaged
        return None


def zones_with(offset: timedelta, at: datetime, beside: ZoneInfo) -> tuple[str, ...]:
    """Find big places whose clocks are about so far from UTC then: at most 8, those beside a zone first.

    People tell the time in round numbers, so the nearest clock within half an hour is meant.
    """
    here = beside.key.partition("/")[0]
    known = {name: found for name in _ours() if (found := zone(name))}
    off = {name: abs(_away(at, found) - offset) for name, found in known.items()}
    nearest = min(off.values(), default=_HALF_AN_HOUR)
    fitting = [name for name, by in off.items() if by == nearest <= _HALF_AN_HOUR]
    return tuple(sorted(fitting, key=lambda name: not name.startswith(f"{here}/"))[:MOST])


def _away(at: datetime, there: ZoneInfo) -> timedelta:
    return at.astimezone(there).utcoffset() or timedelta()


@cache
def file() -> dict[str, Any]:
    return tomllib.loads((files("messages.heard") / "places.toml").read_text("utf-8"))


def _ours() -> dict[str, list[str]]:
    found: dict[str, list[str]] = file()["zones"]
    return found


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone (IANA name) of a place on the map, in degrees; none on the high seas."""
    found = tzfpy.get_tz(longitude, latitude)
    return found if found in listed() else None


@cache
def by_place() -> dict[str, tuple[str, ...]]:
    """Give the zones of every place we know: ours first, then the database's cities, countries, old names."""
    places: dict[str, dict[str, None]] = {}
    pairs = [(place, name) for name, theirs in _ours().items() for place in theirs]
    own = {place for place, _ in pairs}
    pairs += [pair for pair in _database_places() if pair[0] not in own]
    for place, name in pairs:
        places.setdefault(key(place), {})[name] = None
    return {place: tuple(names) for place, names in places.items()}


def _database_places() -> Iterator[tuple[str, str]]:
    for name in listed():
        yield key(label(name).partition(",")[0]), name
        yield key(label(name)), name
    for alias, name in by_full_name().items():
        if alias.casefold() != name.casefold() and "/" in alias:
            yield key(alias.rpartition("/")[2]), name
    countries = dict(row[:2] for row in _rows("iso3166.tab"))
    for name, country in listed().items():
        yield key(re.sub(r"\(.*?\)", "", countries.get(country, ""))), name


@cache
def by_full_name() -> dict[str, str]:
    """Give each full IANA name, in lower case, the name to keep: today's, where the typed one is retired."""
    links = (line.split() for line in _lines("zoneinfo", "tzdata.zi") if line.startswith("L "))
    today = {alias: target for _, target, alias in links if alias not in listed() and target in listed()}
    # Short names such as "EST" stand for a fixed offset there; people mean a place by them (places.toml).
    full = [name for name in _known() if "/" in name]
    return {name.casefold(): today.get(name, name) for name in full}


@cache
def listed() -> dict[str, str]:
    """Give the zones meant to be chosen from, with their country's code."""
    return {row[2]: row[0] for row in _rows("zone.tab")}


@cache
def _known() -> frozenset[str]:
    """Give every name of the zone database but the one that stands for "not set"."""
    return frozenset(_lines("zones")) - {"Factory", ""}


def _rows(*path: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines("zoneinfo", *path) if line and not line.startswith("#"))


def _lines(*path: str) -> list[str]:
    return files("tzdata").joinpath(*path).read_text("utf-8").splitlines()
