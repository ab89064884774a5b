"""A clinic's own entries, which no training knew: how near a text is to one of them, and to all others."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.questions.weights import Array

KNOWN = "known.npz"  # the meanings of all packaged phrasings, beside the entries of the language
LEVELS = 127
TAKEN = 0.35  # how likely an own entry has to be to be meant: not one in a hundred questions of others is
PERHAPS = 0.01  # from here it is asked whether it is meant
_CLEARLY = 0.5  # of the likeliest, which the next must not reach
_LESS = 0.3  # by how much an own entry may be less likely than a packaged one that has something to say
_MOST = 3  # of those that are asked about
_OTHERS = 3  # phrasings of other entries that speak against one
_KNOWN = (0.9, 0.0)  # the shares of an entry in one of its own phrasings
_LOOKED_AT = 60  # phrasings of others that are nearest, in looking for what an entry would catch


@dataclass(frozen=True)
class KnownMeanings:
    """What packaged phrasings mean, and what training learnt from that.

    `rows` are as they are compared, `prints` tell which phrasing a row is of, `middle` and `way` how a
    meaning is made so, and `weights` how what is seen of a text beside an entry is weighed.
    """

    rows: Array
    prints: Sequence[int]
    middle: Array
    way: Array
    weights: Array

    @classmethod
    def read(cls, file: Traversable) -> "KnownMeanings":
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as held:
            return cls.of(held)

    @classmethod
    def of(cls, held: Mapping[str, npt.NDArray[Any]]) -> "KnownMeanings":
        rows = held["rows"].astype(np.float32) / LEVELS * held["scale"]
        parts = (held[name].astype(np.float32) for name in ("middle", "way", "weights"))
        return cls(rows, tuple(held["prints"].tolist()), *parts)

    def apart(self, meanings: Array) -> Array:
        """Meanings as they are compared here: what differs within entries counts less."""
        return compared(np.atleast_2d(meanings), self.middle, self.way)


def compared(meanings: Array, middle: Array, way: Array) -> Array:
    moved = (meanings - middle) @ way
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


class OwnEntries:
    """Which of a clinic's entries a text is about, if it is about one."""

    def __init__(self, known: KnownMeanings, names: Sequence[str], ways: Array) -> None:
        """`names` and `ways` are those of every phrasing of every entry, as they are compared."""
        self._known, self.names = known, list(dict.fromkeys(names))
        of = [[at for at, one in enumerate(names) if one == name] for name in self.names]
        self._ways = [ways[rows] for rows in of]
        middles = np.array([rows.mean(axis=0) for rows in self._ways])
        self._middles = middles / np.linalg.norm(middles, axis=1, keepdims=True)

    def likely(self, row: Array, shares: tuple[float, float]) -> list[tuple[str, float]]:
        """The entries that may be meant, and how likely each is, the likeliest first.

        `row` is a meaning as it is compared; `shares` are those of the likeliest packaged entry that has
        something to say, and of the one that has not.
        """
        return self._likely(self.seen(row, self.against(row), shares))

    def against(self, row: Array) -> float:
        """How near the nearest packaged phrasings are."""
        return float(np.sort(self._known.rows @ row)[-_OTHERS:].mean())

    def seen(self, row: Array, against: float, shares: tuple[float, float]) -> Array:
        """What is weighed, a row an entry: how near its nearest phrasing and their middle are, and more."""
        nearest = [float((ways @ row).max()) for ways in self._ways]
        alike = [np.full(len(nearest), one) for one in (against, *shares, 1.0)]
        return np.stack([np.array(nearest), self._middles @ row, *alike], axis=1)

    @staticmethod
    def meant(likely: Sequence[tuple[str, float]], share: float) -> str | None:
        """The entry that is meant: likely enough, beside a packaged one of that share too."""
        (name, first), (_, second) = [*likely, ("", 0.0), ("", 0.0)][:2]
        return name if first >= max(TAKEN, share - _LESS) and second <= _CLEARLY * first else None

    def _likely(self, seen: Array) -> list[tuple[str, float]]:
        chances = 1 / (1 + np.exp(-(seen @ self._known.weights)))
        best = np.argsort(-chances, kind="stable")[:_MOST].tolist()
        return [(self.names[at], float(chances[at])) for at in best if chances[at] >= PERHAPS]

    def caught(self) -> set[int]:
        """The prints of those packaged phrasings that would be taken for one of these entries."""
        rows = self._known.rows
        near = np.max([rows @ middle for middle in self._middles], axis=0)
        found = set()
        for at in np.argsort(-near)[:_LOOKED_AT].tolist():
            others = np.sort(np.delete(rows @ rows[at], at))[-_OTHERS:]
            likely = self._likely(self.seen(rows[at], float(others.mean()), _KNOWN))
            if self.meant(likely, _KNOWN[0]):
                found.add(self._known.prints[at])
        return found
