"""Finding groups of phrases, and numbers, among the words of a text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from messages.heard.red_flags.sentences import Sentences, Span

_RANGE = re.compile(r"(\d+(?:\.\d)?)\.\.(\d+(?:\.\d)?)(?: <(\w+)>)?")
_SKIPPED = 3  # little words at most between two words of a phrase


@dataclass(slots=True)
class _Branch:
    """A place in the tree of phrases: what may follow, and which groups end here.

    There are tens of thousands, most of which nothing follows, or where nothing ends.
    """

    follows: dict[str, "_Branch"] | None = None
    ends: tuple[str, ...] = ()

    def grown(self, word: str) -> "_Branch":
        """The place that a word leads to, made where there is none."""
        if self.follows is None:
            self.follows = {}
        return self.follows.setdefault(word, _Branch())


class PhraseFinder:
    """Finds all phrases of all groups in one pass over the words."""

    def __init__(
        self, groups: Mapping[str, Iterable[Sequence[str]]], articles: frozenset[str], little: frozenset[str]
    ) -> None:
        """Take groups of phrases, word by word; `articles` may be left out, `little` words put in."""
        self._root = _Branch()
        self._little = little | articles
        for name, phrases in groups.items():
            for phrase in phrases:
                branch = self._root
                told = [word for word in phrase if word not in articles]
                for word in told if len(told) > 1 else phrase:
                    branch = branch.grown(word)
                branch.ends += (name,)

    def find(self, heard: Sentences) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for start in range(len(heard.words)):
            for name, end in self._from(heard, start):
                found.setdefault(name, []).append((start, end))
        return found

    def _from(self, heard: Sentences, start: int) -> Iterable[tuple[str, int]]:
        """Each group that begins at a word, with its end."""
        paths = [(self._root, start, 0)]
        while paths:
            branch, place, skipped = paths.pop()
            if place == len(heard.words) or heard.sentence[place] != heard.sentence[start]:
                continue
            follows = branch.follows or {}
            for word in heard.words[place]:
                if (after := follows.get(word)) is not None:
                    yield from ((name, place + 1) for name in after.ends)
                    paths.append((after, place + 1, 0))
            if place > start and skipped < _SKIPPED and heard.words[place][0] in self._little:
                paths.append((branch, place + 1, skipped + 1))


@dataclass(frozen=True)
class Range:
    """A number from `low` to `high`, both included, followed by a word of the group `unit`, or by no unit.

    Written with a tenth ("38.1..42.9") it is found only where the number has one too: 39 may be an age.
    """

    low: str
    high: str
    unit: str | None

    @classmethod
    def read(cls, part: str) -> "Range | None":
        """Read "38..43" or "38..43 <celsius>"; nothing else is a range."""
        found = _RANGE.fullmatch(part)
        return cls(*found.groups()) if found else None

    def find(
        self, numbers: Iterable[tuple[int, str]], units: Mapping[int, int], counted: frozenset[int]
    ) -> list[Span]:
        """Give those of some numbers, each with its place, that are in this range.

        `units` says where this unit begins and ends, and `counted` holds every word that belongs to any.
        """
        found = []
        for place, number in numbers:
            if not self._holds(number):
                continue
            if self.unit is None and not counted & {place, place + 1}:
                found.append((place, place + 1))
            if self.unit is not None and place + 1 in units:
                found.append((place, units[place + 1]))
        return found

    def _holds(self, number: str) -> bool:
        tenths = "." in self.low
        if not tenths and len(number.partition(".")[2]) > 1:  # "9.30": a time, or a price
            return False
        return float(self.low) <= float(number) <= float(self.high) and ("." in number or not tenths)
