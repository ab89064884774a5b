"""A clinic's own entries, which no training knew: how near a text is to one of them, and to all others."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.questions.own_sight import SeenText, Sparse
from messages.heard.questions.weights import Array

KNOWN = "known.npz"  # the meanings of all packaged phrasings, beside the entries of the language
LEVELS = 127
TAKEN = 0.72  # how likely an own entry has to be to be meant
PERHAPS = 0.03  # from here it is asked whether it is meant
LED = (0, 1, 2, 4)  # of what is seen beside each, that in which one may be ahead
OF_EACH = 12  # of what is seen of a text beside an entry, what differs from entry to entry
_NEARLY_SAID, _NEARER = 0.85, 0.05  # how near a phrasing is as good as said, and nearer than a packaged one
_MOST, _BEHIND = 3, 3.0  # of those that are asked about; how far one may rank behind the first
_FAR_BEHIND = 8.0  # as far as an entry that stands alone is ahead
OTHERS = 3  # phrasings of other entries that speak against one
_OFTEN = 1.5  # by how much more a group of words counts than the share of an entry's phrasings that has one
_FLOORS = (0.35, 0.35, 0.15, 0.2)  # as far as any other entry goes, where there is none
_LEAST = 1e-4  # of a share whose logarithm is looked at


@dataclass(frozen=True)
class KnownMeanings:
    """What packaged phrasings mean, and what training learnt.

    `rows` are as they are compared, and `prints` tell which phrasing a row is of; `telling` is how much each
    group of like words tells; `head` and `bias` weigh whether a text tells, asks something packaged or asks
    something else; `ranks` what is seen of a text beside each entry, `weights` that beside the likeliest one.
    """

    rows: Array
    prints: Sequence[int]
    telling: Array
    head: Array
    bias: Array
    ranks: Array
    weights: Array

    @classmethod
    def read(cls, file: Traversable) -> "KnownMeanings":
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as held:
            return cls.of(held)

    @classmethod
    def of(cls, held: Mapping[str, npt.NDArray[Any]]) -> "KnownMeanings":
        rows = held["rows"].astype(np.float32) / LEVELS * held["scale"]
        head = held["head"].astype(np.float32) * held["head_scale"]
        parts = (held[name].astype(np.float32) for name in ("bias", "ranks", "weights"))
        return cls(rows, tuple(held["prints"].tolist()), held["telling"].astype(np.float32), head, *parts)

    def asks(self, row: Array) -> Array:
        """How likely a text only tells, asks something packaged or asks something else, as logarithms."""
        weighed = row @ self.head + self.bias
        shares = np.exp(weighed - weighed.max())
        return np.asarray(np.log(shares / shares.sum() + _LEAST), dtype=np.float32)

    def against(self, way: Array) -> float:
        """How near the nearest packaged phrasings are; a text that is one of them is not near itself."""
        near = np.sort(self.rows @ way)[-OTHERS - 1 :]
        return float(near[:-1].mean() if near[-1] > 1 - _SAME else near[1:].mean())


_SAME = 2e-3  # by how much the same text may seem another, in 8 bits


class OwnEntries:
    """Which of a clinic's entries a text is about, if it is about one."""

    def __init__(self, known: KnownMeanings, phrasings: Sequence[tuple[str, SeenText]]) -> None:
        """Know every phrasing of every entry, those of one entry beside each other, with its name."""
        self._known, self.names = known, list(dict.fromkeys(name for name, _ in phrasings))
        seen = [text for _, text in phrasings]
        names = [name for name, _ in phrasings]
        self._begins = np.array([names.index(name) for name in self.names])
        sizes = np.diff([*self._begins, len(names)])[:, None].astype(np.float32)
        self._ways, self._letters = (
            np.array([text.way for text in seen]),
            Sparse.of([text.letters for text in seen]),
        )
        middles = np.add.reduceat(self._ways, self._begins, axis=0)
        self._middles = middles / np.linalg.norm(middles, axis=1, keepdims=True)
        groups = np.array([text.groups for text in seen])
        often = np.add.reduceat(groups, self._begins, axis=0) / sizes
        self._groups = known.telling * np.minimum(often * _OFTEN, 1)
        self._sizes = sizes[:, 0]

    def likely(self, text: SeenText) -> tuple[list[str], float]:
        """The entries that may be meant, the likeliest first, and how likely it is that this one is."""
        seen = self.seen(text)
        ranks = seen[:, : len(self._known.ranks)] @ self._known.ranks
        best = np.argsort(-ranks, kind="stable")[:_MOST]
        weighed = float(of_likeliest(seen, ranks) @ self._known.weights)
        near = [self.names[at] for at in best.tolist() if ranks[at] >= ranks[best[0]] - _BEHIND]
        nearest, others = seen[best[0], 0], seen[best[0], OF_EACH]
        said = nearest >= max(_NEARLY_SAID, others + _NEARER)
        return near, max(1 / (1 + float(np.exp(-weighed))), TAKEN if said else 0.0)

    def seen(self, text: SeenText) -> Array:
        """What is weighed, a row an entry: how near its phrasings and their like words are, and more."""
        along, letters = self._ways @ text.way, self._letters.along(text.letters)
        nearest, spelt = (np.maximum.reduceat(one, self._begins) for one in (along, letters))
        middle = self._middles @ text.way
        mean = np.add.reduceat(letters, self._begins) / self._sizes
        told = self._known.telling * text.groups
        shared = self._groups * text.groups
        lengths = np.linalg.norm(self._groups, axis=1) * np.linalg.norm(told)
        alike = (self._groups @ told) / np.maximum(lengths, 1e-9)
        strange = np.where(self._groups > 0, 0, told).max(axis=1)
        each = [nearest, middle, spelt, mean, alike, shared.max(axis=1), shared.sum(axis=1), strange]
        against = self._known.against(text.way)
        each += leads(each)
        alone = [against, *text.shares, *self._known.asks(text.row)[[0, 2]]]
        alone.append(float(text.row[-1]))
        return np.stack([*each, *(np.full(len(nearest), one) for one in alone)], axis=1)

    def nearest(self, most: int) -> list[int]:
        """The prints of so many packaged phrasings that lie nearest to any entry."""
        near = (self._known.rows @ self._middles.T).max(axis=1)
        return [self._known.prints[at] for at in np.argsort(-near)[:most].tolist()]


def of_likeliest(seen: Array, ranks: Array) -> Array:
    """What is weighed of the entry that ranks first, and how far it is ahead; the last one is a bias."""
    apart = np.sort(np.append(ranks, ranks.max() - _FAR_BEHIND))[::-1]
    share = -float(np.log(np.exp(ranks - ranks.max()).sum()))
    return np.array([*seen[ranks.argmax()], apart[0], apart[0] - apart[1], share, 1.0], dtype=np.float32)


def leads(each: Sequence[Array]) -> list[Array]:
    """How far each entry is ahead in what is seen beside each."""
    return [lead(each[at], floor) for at, floor in zip(LED, _FLOORS, strict=True)]


def lead(each: Array, floor: float) -> Array:
    """By how much each number is ahead of all others and of a floor, or behind the first."""
    second, first = np.sort([*each, floor, floor])[-2:]
    return np.asarray(np.where(each == first, first - second, each - first), dtype=np.float32)
