"""The zones of the places that somebody may mean by what they type."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from messages.heard.places import MOST, by_full_name, by_place, file, listed
from messages.heard.towns import Town, key, lands, near, towns

_LONGEST_NAME = 60
# Fewer letters begin half the places of the world, and one wrong letter of three makes another word.
_SHORT = 3
_SHORT_AND_PLAIN = frozenset({"uk", "usa", "uae"})  # abbreviations that are no words of a sentence
_LONG_ENOUGH_TO_MISSPELL = 5  # "pain" is no misspelt Spain
_LONG_ENOUGH_FOR_TOWNS = 6  # there are many more towns to take a word for
_MUCH_SMALLER = 12  # times: such a town is meant only where its country is named
_LONGEST_RUN = 4  # words of a place's name


def find_zones(text: str) -> tuple[str, ...]:
    """Find the zones somebody may mean by a place: at most 8 IANA names, best first; none found, none given.

    Reads IANA names in any case, cities, countries, abbreviations of places.toml, towns, a town with its
    country or state, beginnings, cautiously misspellings, and a place inside a short sentence.
    """
    exact = by_full_name().get(text[:_LONGEST_NAME].strip().casefold())
    if exact:
        return (exact,)
    known = by_place().get(_spelt(text))
    found = known or (_city_and_land(text) if "," in text else ()) or _places(text)
    return tuple(dict.fromkeys(found))[:MOST]


def _city_and_land(text: str) -> tuple[str, ...]:
    """Read "Portland, Maine": towns of that land, or what both parts share, or else both in turn."""
    city, _, land = text.partition(",")
    if found := _town_in(_spelt(city), _spelt(land)):
        return found
    here, there = _places(city), _places(land)
    return tuple(name for name in here if name in there) or (*here, *there)


def _town_in(city: str, land: str) -> tuple[str, ...]:
    """The towns of a country or a state of America, or where its clocks are."""
    country, part = lands().get(land, ("", ""))
    there = by_place().get(land, ())
    return _zones_of_towns(
        one
        for one in towns(city)
        if (one.country == country and part in ("", one.part)) or (not country and one.zone in there)
    )


def _places(text: str) -> tuple[str, ...]:
    key = _spelt(text)
    words = key.split()
    cuts = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(len(words) - 1, 0, -1))
    in_land = (found for city, land in cuts if (found := _town_in(city, land)))
    begun = _beginning(key)
    named = (begun or _named(key)) if len(key) <= _SHORT else (_named(key) or begun)
    return named or next(in_land, ()) or _within(text) or _misspelt(key)


def _named(key: str) -> tuple[str, ...]:
    """What is called exactly so: one of ours, or the big towns of that name."""
    if found := by_place().get(key):
        return found
    called = towns(key)
    return _zones_of_towns(one for one in called if one.people * _MUCH_SMALLER >= called[0].people)


def _zones_of_towns(found: Iterable[Town]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.zone for one in found if one.zone in listed()))


def _beginning(key: str) -> tuple[str, ...]:
    if len(key) < _SHORT:
        return ()
    return _zones_of(place for place in by_place() if place.startswith(key))


def _misspelt(key: str) -> tuple[str, ...]:
    if len(key) < _LONG_ENOUGH_TO_MISSPELL:
        return ()
    found = _zones_of(get_close_matches(key, by_place(), n=MOST, cutoff=0.8))
    return found or (_zones_of_towns(near(key)[:1]) if len(key) >= _LONG_ENOUGH_FOR_TOWNS else ())


def _within(text: str) -> tuple[str, ...]:
    """Find the longest runs of words that are places; short ones ("la", "in") are words of a sentence.

    A town may be called like any word, Reading or Bath, so it counts only where a place has its place: after
    "in", or written large.
    """
    said = text[:_LONGEST_NAME].split()
    for length in range(_LONGEST_RUN, 0, -1):
        runs = [
            (first, _spelt(" ".join(said[first : first + length]))) for first in range(len(said) - length + 1)
        ]
        known = [run for _, run in runs if run in by_place()]
        found = _zones_of(run for run in known if len(run) > _SHORT or run in _SHORT_AND_PLAIN)
        if found:
            return found
        placed = (run for first, run in runs if len(run) > _SHORT and _is_placed(said, first))
        if found := next(filter(None, map(_named, placed)), ()):
            return found
    return ()


def _is_placed(said: list[str], first: int) -> bool:
    return first > 0 and (said[first][0].isupper() or _spelt(said[first - 1]) in _before())


def _zones_of(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for place in places for name in by_place()[place]))


@cache
def _before() -> frozenset[str]:
    """The words after which a place is named."""
    return frozenset(file()["before"])


def _spelt(text: str) -> str:
    return key(text[:_LONGEST_NAME])[:_LONGEST_NAME]
