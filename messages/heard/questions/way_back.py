"""The way back through a layer: how its outcome changes with each of its numbers, and with what came in."""

import numpy as np

from messages.heard.questions.layers import TINY, WIDTH, Pair
from messages.heard.questions.learnt_layers import LearntParts
from messages.heard.questions.weights import Array

FAR = -1e9  # of what is no piece
ROOT = np.float32(WIDTH**0.5)
_BELL = np.float32((2 * np.pi) ** -0.5)
_NEAR_NOUGHT = 1e-4


class LayerSlopes:
    """Some texts on their way through one layer, and back."""

    def __init__(self, parts: LearntParts, number: int) -> None:
        self._parts, self._number = parts, number

    def _of(self, name: str) -> Pair:
        return self._parts[f"{self._number}.{name}.0"], self._parts[f"{self._number}.{name}.1"]

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
