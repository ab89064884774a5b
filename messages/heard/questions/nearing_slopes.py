"""How far texts that ask for the same lie apart, and which way every number of some layers should go."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from messages.heard.questions.layers import TINY, gelu
from messages.heard.questions.learnt_layers import LearntParts
from messages.heard.questions.way_back import FAR, LayerSlopes, normed, unbent
from messages.heard.questions.weights import Array

_APART = np.float32(0.07)  # how near counts as near; less is stricter

PiecePlaces = npt.NDArray[np.intp]


@dataclass(frozen=True)
class PieceGroup:
    """The pieces of some texts, one text after another, and where each stands in a table of texts."""

    rows: Array
    places: PiecePlaces
    sizes: PiecePlaces

    @classmethod
    def of(cls, texts: Sequence[npt.NDArray[np.float16]]) -> "PieceGroup":
        sizes = np.array([len(one) for one in texts])
        longest = int(sizes.max())
        places = np.concatenate([np.arange(size) + at * longest for at, size in enumerate(sizes)])
        return cls(np.concatenate(texts).astype(np.float32), places, sizes)

    def spread(self, rows: Array) -> Array:
        """A table of texts and pieces; what is no piece is nought."""
        table = np.zeros((len(self.sizes) * int(self.sizes.max()), rows.shape[1]), dtype=np.float32)
        table[self.places] = rows
        return table.reshape(len(self.sizes), -1, rows.shape[1])

    def gathered(self, table: Array) -> Array:
        rows: Array = table.reshape(-1, table.shape[-1])[self.places]
        return rows

    def means(self, rows: Array) -> Array:
        begins = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        sums = np.add.reduceat(rows, begins, axis=0)
        return np.asarray(sums / self.sizes[:, None], dtype=np.float32)


def slopes(
    parts: LearntParts, numbers: Sequence[int], group: PieceGroup, pairs: int
) -> tuple[float, LearntParts]:
    """How far off some texts are, and how that changes with each number of the layers so numbered.

    The first `pairs` texts ask for the same as the next ones, each as its own; all others for nothing alike.
    """
    passes, rows = [], group.rows
    for number in numbers:
        one = _FurtherPass(parts, number, group)
        rows = one.forward(rows)
        passes.append(one)
    means = group.means(rows)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    lost, back = _apart(means / lengths, pairs)
    back = (back - (back * means).sum(axis=1, keepdims=True) * means / lengths**2) / lengths
    back = np.repeat(back / group.sizes[:, None], group.sizes, axis=0).astype(np.float32)
    found: LearntParts = {}
    for one in reversed(passes):
        back = one.backward(back, found)
    return lost, found


def _apart(ways: Array, pairs: int) -> tuple[float, Array]:
    """How unlikely each text's other one is, of all that it may lie near, and the slope of that."""
    asking = 2 * pairs
    near = ways[:asking] @ ways.T / _APART
    near[np.arange(asking), np.arange(asking)] = FAR
    shares = np.exp(near - near.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    other = (np.arange(asking) + pairs) % asking
    right = shares[np.arange(asking), other]
    shares[np.arange(asking), other] -= 1
    shares /= asking * _APART
    back = shares.T @ ways[:asking]
    back[:asking] += shares @ ways
    return -float(np.log(right + TINY).mean()), back


class _FurtherPass(LayerSlopes):
    """Texts of any length, a row a piece, one text after another."""

    def __init__(self, parts: LearntParts, number: int, group: PieceGroup) -> None:
        super().__init__(parts, number)
        self._group = group
        self._known = np.arange(int(group.sizes.max())) < group.sizes[:, None]

    def forward(self, read: Array) -> Array:
        self._read = read
        looks = self._group.spread(read @ self._of("looks")[0] + self._of("looks")[1])
        self._told = self._group.gathered(self._look(looks, self._known))
        added = self._told @ self._of("attended")[0] + self._of("attended")[1]
        self._first, self._first_norm = normed(read + added, self._of("attended_norm"))
        self._wide = self._first @ self._of("wide")[0] + self._of("wide")[1]
        self._bent = gelu(self._wide.copy())
        added = self._bent @ self._of("narrow")[0] + self._of("narrow")[1]
        out, self._last_norm = normed(self._first + added, self._of("norm"))
        return out

    def backward(self, back: Array, found: LearntParts) -> Array:
        """Give the slope of what came in, and note that of each number of the layer."""
        last = self._unnormed(back, "norm", self._last_norm, found)
        bent = self._through(last, "narrow", self._bent, found)
        wide = unbent(bent, self._wide, self._bent)
        first = last + self._through(wide, "wide", self._first, found)
        first = self._unnormed(first, "attended_norm", self._first_norm, found)
        told = self._group.spread(self._through(first, "attended", self._told, found))
        looks = self._group.gathered(self._unlooked(told))
        return first + self._through(looks, "looks", self._read, found)
