"""A clinic's own entries, which no training knew: a text is nearer to one of them than to all others."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

import numpy as np

from messages.heard.questions.weights import Array

KNOWN = "known.npz"  # the meanings of all packaged phrasings, beside the entries of the language
LEVELS = 127
_HELD = 0.001  # how much the spread of meanings is held down where hardly any text differs
_NEAREST, _MIDDLE = 0.3, 0.7  # weight of the nearest phrasing of an entry, and of their middle
_OTHERS, _OTHER = 3, 0.6  # how many phrasings of other entries speak against it, and how much
_SHARE = 0.1  # how much the share of a packaged entry speaks against it
_ENOUGH = 0.05  # from here an own entry is meant: one in a hundred questions of others is
_KNOWN = 0.9  # the share of an entry in one of its own phrasings
_LOOKED_AT = 60  # phrasings of others that are nearest, in looking for what an entry would catch


@dataclass(frozen=True)
class KnownMeanings:
    """What meanings of packaged phrasings are like; `prints` tell which phrasing a row is of."""

    rows: Array
    prints: Sequence[int]

    @classmethod
    def read(cls, file: Traversable) -> "KnownMeanings":
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as held:
            rows = held["rows"].astype(np.float32) / LEVELS * held["scale"]
            return cls(rows, tuple(held["prints"].tolist()))

    @cached_property
    def middle(self) -> Array:
        return np.asarray(self.rows.mean(axis=0), dtype=np.float32)

    @cached_property
    def telling(self) -> Array:
        """What makes all ways in which meanings differ count alike, as most texts differ in few of them."""
        spread = np.cov(self.rows.T) + _HELD * np.eye(self.rows.shape[1])
        sizes, ways = np.linalg.eigh(spread)
        return np.asarray(ways @ np.diag(sizes**-0.5) @ ways.T, dtype=np.float32)

    @cached_property
    def told_apart(self) -> Array:
        return self.apart(self.rows)

    def apart(self, meanings: Array) -> Array:
        """Meanings as they are compared here."""
        moved = (np.atleast_2d(meanings) - self.middle) @ self.telling
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


class OwnEntries:
    """Which of a clinic's entries a text is about, if it is about one."""

    def __init__(self, known: KnownMeanings, names: Sequence[str], meanings: Array) -> None:
        """`names` and `meanings` are those of every phrasing of every entry."""
        self._known, self._names = known, list(dict.fromkeys(names))
        ways = known.apart(meanings)
        of = [[at for at, one in enumerate(names) if one == name] for name in self._names]
        self._ways = [ways[rows] for rows in of]
        middles = np.array([rows.mean(axis=0) for rows in self._ways])
        self._middles = middles / np.linalg.norm(middles, axis=1, keepdims=True)

    def meant(self, meaning: Array, share: float) -> str | None:
        """The entry that a meaning is nearest to, if nearer than to all others.

        `share` is that of the likeliest packaged entry which has something to say.
        """
        row = self._known.apart(meaning)[0]
        against = float(np.sort(self._known.told_apart @ row)[-_OTHERS:].mean())
        return self._nearest(row, against, share)

    def _nearest(self, row: Array, against: float, share: float) -> str | None:
        near = self._nearness(row)
        best = int(near.argmax())
        return self._names[best] if near[best] - _OTHER * against - _SHARE * share > _ENOUGH else None

    def _nearness(self, row: Array) -> Array:
        nearest = np.array([float((ways @ row).max()) for ways in self._ways])
        return np.asarray(_NEAREST * nearest + _MIDDLE * (self._middles @ row), dtype=np.float32)

    def caught(self) -> set[int]:
        """The prints of those packaged phrasings that would be taken for one of these entries."""
        apart = self._known.told_apart
        near = np.max([apart @ middle for middle in self._middles], axis=0)
        found = set()
        for at in np.argsort(-near)[:_LOOKED_AT].tolist():
            others = np.sort(np.delete(apart @ apart[at], at))[-_OTHERS:]
            if self._nearest(apart[at], float(others.mean()), _KNOWN):
                found.add(self._known.prints[at])
        return found
