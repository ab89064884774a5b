"""The way back through a layer: how its outcome changes with each of its numbers, and with what came in."""

import numpy as np
import numpy.typing as npt

from messages.heard.questions.layers import HEADS, TINY, WIDTH, Pair
from messages.heard.questions.learnt_layers import LearntParts
from messages.heard.questions.weights import Array

FAR = -1e9  # of what is no piece
_ROOT = np.float32(WIDTH**0.5)
_BELL = np.float32((2 * np.pi) ** -0.5)
_NEAR_NOUGHT = 1e-4


class LayerSlopes:
    """Some texts on their way through one layer, and back."""

    def __init__(self, parts: LearntParts, number: int) -> None:
        self._parts, self._number = parts, number

    def _of(self, name: str) -> Pair:
        return self._parts[f"{self._number}.{name}.0"], self._parts[f"{self._number}.{name}.1"]

    def _look(self, looks: Array, known: npt.NDArray[np.bool_]) -> Array:
        """Let every piece look at those of its text that are `known`; what each is told, way by way."""
        self._query, self._key, self._value = looks.reshape(*known.shape, 3, HEADS, WIDTH).transpose(
            2, 0, 3, 1, 4
        )
        match = self._query @ self._key.transpose(0, 1, 3, 2) / _ROOT
        match = np.where(known[:, None, None, :], match, np.float32(FAR))
        match = np.exp(match - match.max(axis=-1, keepdims=True))
        self._seen = match / match.sum(axis=-1, keepdims=True)
        told: Array = (self._seen @ self._value).transpose(0, 2, 1, 3).reshape(*known.shape, HEADS * WIDTH)
        return told

    def _unlooked(self, told: Array) -> Array:
        """The way back through that."""
        texts, longest, size = told.shape
        told = told.reshape(texts, longest, HEADS, WIDTH).transpose(0, 2, 1, 3)
        value = self._seen.transpose(0, 1, 3, 2) @ told
        seen = told @ self._value.transpose(0, 1, 3, 2)
        match = self._seen * (seen - (seen * self._seen).sum(axis=-1, keepdims=True)) / _ROOT
        looks = np.stack([match @ self._key, match.transpose(0, 1, 3, 2) @ self._query, value])
        return looks.transpose(1, 3, 0, 2, 4).reshape(texts, longest, 3 * size)

    def _through(self, back: Array, name: str, came: Array, found: LearntParts) -> Array:
        flat = back.reshape(-1, back.shape[-1])
        found[f"{self._number}.{name}.0"] = came.reshape(-1, came.shape[-1]).T @ flat
        found[f"{self._number}.{name}.1"] = flat.sum(axis=0)
        return np.asarray(back @ self._of(name)[0].T, dtype=np.float32)

    def _unnormed(self, back: Array, name: str, kept: Pair, found: LearntParts) -> Array:
        centred, narrow = kept
        found[f"{self._number}.{name}.0"] = (back * centred).reshape(-1, back.shape[-1]).sum(axis=0)
        found[f"{self._number}.{name}.1"] = back.reshape(-1, back.shape[-1]).sum(axis=0)
        slope = back * self._of(name)[0]
        mean = slope.mean(axis=-1, keepdims=True)
        along = (slope * centred).mean(axis=-1, keepdims=True)
        return np.asarray(narrow * (slope - mean - centred * along), dtype=np.float32)


def unbent(back: Array, wide: Array, bent: Array) -> Array:
    """Through what `gelu` made of `wide`."""
    near = np.abs(wide) < _NEAR_NOUGHT
    share = np.where(near, 0.5, bent / np.where(near, 1, wide))  # the normal distribution
    bell = _BELL * np.exp(-wide * wide / 2)
    return np.asarray(back * (share + wide * bell), dtype=np.float32)


def normed(read: Array, pair: Pair) -> tuple[Array, Pair]:
    """As in the encoder; and what the way back needs: the numbers at spread 1, and by what."""
    centred = read - read.mean(axis=-1, keepdims=True)
    narrow = 1 / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(TINY))
    centred = centred * narrow
    return np.asarray(centred * pair[0] + pair[1], dtype=np.float32), (centred, narrow)
