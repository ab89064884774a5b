"""Time zones as people find them: by region and city, or by what they type."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

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
_MOST = 8
_LONGEST_NAME = 60
_HALF_AN_HOUR = timedelta(minutes=30)
# Fewer letters begin half the places of the world, and one wrong letter of three makes another word.
_SHORT = 3
_SHORT_AND_PLAIN = frozenset({"uk", "usa", "uae"})  # abbreviations that are no words of a sentence
_LONG_ENOUGH_TO_MISSPELL = 5  # "pain" is no misspelt Spain
# Letters that Unicode does not take apart into a plain letter and an accent; an apostrophe divides nothing.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "'": "", "\u2019": ""}
)


def regions() -> tuple[str, ...]:
    """Name the parts of the world that have cities to choose from."""
    return tuple(region for region in _REGIONS if cities(region))


@cache
def cities(region: str) -> tuple[str, ...]:
    """Give the zones (IANA names) of a region by the alphabet of their labels; none for an unknown region.

    Only the names the zone database lists for people to choose, so no retired spelling is among them.
    """
    names = (name for name in _listed() if name.startswith(f"{region}/"))
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


def find_zones(text: str) -> tuple[str, ...]:
    """Find the zones somebody may mean by a place: at most 8 IANA names, best first; none found, none given.

    Reads IANA names in any case, cities, countries, big cities and abbreviations of places.toml, their
    beginnings, cautiously their misspellings, and a place inside a short sentence ("I live in Munich").
    """
    exact = _by_full_name().get(text[:_LONGEST_NAME].strip().casefold())
    if exact:
        return (exact,)
    found = (_city_and_land(text) if "," in text else ()) or _places(text)
    return tuple(dict.fromkeys(found))[:_MOST]


def zones_with(offset: timedelta, at: datetime, near: ZoneInfo) -> tuple[str, ...]:
    """Find big places whose clocks are about so far from UTC then: at most 8, those near a zone first.

    People tell the time in round numbers, so the nearest clock within half an hour is meant.
    """
    here = near.key.partition("/")[0]
    known = {name: found for name in _ours() if (found := zone(name))}
    off = {name: abs(_away(at, found) - offset) for name, found in known.items()}
    nearest = min(off.values(), default=_HALF_AN_HOUR)
    fitting = [name for name, by in off.items() if by == nearest <= _HALF_AN_HOUR]
    return tuple(sorted(fitting, key=lambda name: not name.startswith(f"{here}/"))[:_MOST])


def _away(at: datetime, there: ZoneInfo) -> timedelta:
    return at.astimezone(there).utcoffset() or timedelta()


@cache
def _ours() -> dict[str, list[str]]:
    text = (files("messages.heard") / "places.toml").read_text("utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)["zones"]
    return found


def _city_and_land(text: str) -> tuple[str, ...]:
    """Read "Portland, Oregon": what both parts share, or else both in turn ("Paris, Texas")."""
    city, _, land = text.partition(",")
    here, there = _places(city), _places(land)
    return tuple(name for name in here if name in there) or (*here, *there)


def _places(text: str) -> tuple[str, ...]:
    key = _key(text)
    return _by_place().get(key) or _beginning(key) or _misspelt(key) or _within(key)


def _beginning(key: str) -> tuple[str, ...]:
    if len(key) < _SHORT:
        return ()
    return _zones_of(place for place in _by_place() if place.startswith(key))


def _misspelt(key: str) -> tuple[str, ...]:
    if len(key) < _LONG_ENOUGH_TO_MISSPELL:
        return ()
    return _zones_of(get_close_matches(key, _by_place(), n=_MOST, cutoff=0.8))


def _within(key: str) -> tuple[str, ...]:
    """Find the longest runs of words that are places; short ones ("la", "in") are words of a sentence."""
    words = key.split()
    for length in (3, 2, 1):
        runs = (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
        known = [run for run in runs if run in _by_place() and (len(run) > _SHORT or run in _SHORT_AND_PLAIN)]
        found = _zones_of(known)
        if found:
            return found
    return ()


def _zones_of(places: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for place in places for name in _by_place()[place]))


def _key(text: str) -> str:
    """Spell a place without case, accents and punctuation, so that however it is typed it is found."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST_NAME]).casefold().translate(_PLAIN)
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", letters).strip()[:_LONGEST_NAME]


@cache
def _by_place() -> dict[str, tuple[str, ...]]:
    """Give the zones of every place we know: ours first, then the database's cities, countries, old names."""
    places: dict[str, dict[str, None]] = {}
    pairs = [(place, name) for name, theirs in _ours().items() for place in theirs]
    own = {place for place, _ in pairs}
    pairs += [pair for pair in _database_places() if pair[0] not in own]
    for place, name in pairs:
        places.setdefault(_key(place), {})[name] = None
    return {place: tuple(names) for place, names in places.items()}


def _database_places() -> Iterator[tuple[str, str]]:
    for name in _listed():
        yield _key(label(name).partition(",")[0]), name
        yield _key(label(name)), name
    for alias, name in _by_full_name().items():
        if alias.casefold() != name.casefold() and "/" in alias:
            yield _key(alias.rpartition("/")[2]), name
    countries = dict(row[:2] for row in _rows("iso3166.tab"))
    for name, country in _listed().items():
        yield _key(re.sub(r"\(.*?\)", "", countries.get(country, ""))), name


@cache
def _by_full_name() -> dict[str, str]:
    """Give each full IANA name, in lower case, the name to keep: today's, where the typed one is retired."""
    links = (line.split() for line in _lines("zoneinfo", "tzdata.zi") if line.startswith("L "))
    today = {alias: target for _, target, alias in links if alias not in _listed() and target in _listed()}
    # Short names such as "EST" stand for a fixed offset there; people mean a place by them (places.toml).
    full = [name for name in _known() if "/" in name]
    return {name.casefold(): today.get(name, name) for name in full}


@cache
def _listed() -> dict[str, str]:
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
