"""How far texts that ask for the same lie apart, and which way every number of some layers should go."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from messages.heard.questions.layers import HEADS, SIZE, TINY, WIDTH, Pair, gelu
from messages.heard.questions.weights import Array

_FAR = -1e9
_ROOT = np.float32(WIDTH**0.5)
_BELL = np.float32((2 * np.pi) ** -0.5)
_NEAR_NOUGHT = 1e-4
_APART = np.float32(0.07)  # how near counts as near; less is stricter

FurtherParts = dict[str, Array]  # each number of the layers, by the name of its part
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
    parts: FurtherParts, numbers: Sequence[int], group: PieceGroup, pairs: int
) -> tuple[float, FurtherParts]:
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
    found: FurtherParts = {}
    for one in reversed(passes):
        back = one.backward(back, found)
    return lost, found


def _apart(ways: Array, pairs: int) -> tuple[float, Array]:
    """How unlikely each text's other one is, of all that it may lie near, and the slope of that."""
    asking = 2 * pairs
    near = ways[:asking] @ ways.T / _APART
    near[np.arange(asking), np.arange(asking)] = _FAR
    shares = np.exp(near - near.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    other = (np.arange(asking) + pairs) % asking
    right = shares[np.arange(asking), other]
    shares[np.arange(asking), other] -= 1
    shares /= asking * _APART
    back = shares.T @ ways[:asking]
    back[:asking] += shares @ ways
    return -float(np.log(right + TINY).mean()), back


class _FurtherPass:
    """Some texts on their way through one layer, and back."""

    def __init__(self, parts: FurtherParts, number: int, group: PieceGroup) -> None:
        self._parts, self._number, self._group = parts, number, group
        self._known = np.arange(int(group.sizes.max())) < group.sizes[:, None]

    def _of(self, name: str) -> Pair:
        return self._parts[f"{self._number}.{name}.0"], self._parts[f"{self._number}.{name}.1"]

    def forward(self, read: Array) -> Array:
        self._read = read
        looks = self._group.spread(read @ self._of("looks")[0] + self._of("looks")[1])
        looks = looks.reshape(*self._known.shape, 3, HEADS, WIDTH)
        self._query, self._key, self._value = looks.transpose(2, 0, 3, 1, 4)
        match = self._query @ self._key.transpose(0, 1, 3, 2) / _ROOT
        match = np.where(self._known[:, None, None, :], match, np.float32(_FAR))
        match = np.exp(match - match.max(axis=-1, keepdims=True))
        self._seen = match / match.sum(axis=-1, keepdims=True)
        told = (self._seen @ self._value).transpose(0, 2, 1, 3).reshape(*self._known.shape, SIZE)
        self._told = self._group.gathered(told)
        added = self._told @ self._of("attended")[0] + self._of("attended")[1]
        self._first, self._first_norm = _normed(read + added, self._of("attended_norm"))
        self._wide = self._first @ self._of("wide")[0] + self._of("wide")[1]
        self._bent = gelu(self._wide.copy())
        added = self._bent @ self._of("narrow")[0] + self._of("narrow")[1]
        out, self._last_norm = _normed(self._first + added, self._of("norm"))
        return out

    def backward(self, back: Array, found: FurtherParts) -> Array:
        """Give the slope of what came in, and note that of each number of the layer."""
        last = self._unnormed(back, "norm", self._last_norm, found)
        bent = self._through(last, "narrow", self._bent, found)
        near = np.abs(self._wide) < _NEAR_NOUGHT
        share = np.where(near, 0.5, self._bent / np.where(near, 1, self._wide))  # the normal distribution
        bell = _BELL * np.exp(-self._wide * self._wide / 2)
        wide = np.asarray(bent * (share + self._wide * bell), dtype=np.float32)
        first = last + self._through(wide, "wide", self._first, found)
        first = self._unnormed(first, "attended_norm", self._first_norm, found)
        told = self._group.spread(self._through(first, "attended", self._told, found))
        told = told.reshape(*self._known.shape, HEADS, WIDTH).transpose(0, 2, 1, 3)
        value = self._seen.transpose(0, 1, 3, 2) @ told
        seen = told @ self._value.transpose(0, 1, 3, 2)
        match = self._seen * (seen - (seen * self._seen).sum(axis=-1, keepdims=True)) / _ROOT
        looks = np.stack([match @ self._key, match.transpose(0, 1, 3, 2) @ self._query, value])
        looks = looks.transpose(1, 3, 0, 2, 4).reshape(*self._known.shape, 3 * SIZE)
        return first + self._through(self._group.gathered(looks), "looks", self._read, found)

    def _through(self, back: Array, name: str, came: Array, found: FurtherParts) -> Array:
        found[f"{self._number}.{name}.0"] = came.T @ back
        found[f"{self._number}.{name}.1"] = back.sum(axis=0)
        return np.asarray(back @ self._of(name)[0].T, dtype=np.float32)

    def _unnormed(self, back: Array, name: str, kept: Pair, found: FurtherParts) -> Array:
        centred, narrow = kept
        found[f"{self._number}.{name}.0"] = (back * centred).sum(axis=0)
        found[f"{self._number}.{name}.1"] = back.sum(axis=0)
        slope = back * self._of(name)[0]
        mean = slope.mean(axis=-1, keepdims=True)
        along = (slope * centred).mean(axis=-1, keepdims=True)
        return np.asarray(narrow * (slope - mean - centred * along), dtype=np.float32)


def _normed(read: Array, pair: Pair) -> tuple[Array, Pair]:
    """As in the encoder; and what the way back needs: the numbers at spread 1, and by what."""
    centred = read - read.mean(axis=-1, keepdims=True)
    narrow = 1 / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(TINY))
    centred = centred * narrow
    return np.asarray(centred * pair[0] + pair[1], dtype=np.float32), (centred, narrow)
