"""A layer of the encoder: every piece of a text looks at every other, then thinks by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from messages.heard.questions.weights import Array

SIZE = 384  # numbers in a vector
HEADS = 12
WIDTH = SIZE // HEADS
TINY = 1e-12  # what the model adds before it divides by a spread
_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)  # Abramowitz and Stegun, 7.1.26
_ERF_STEP = 0.3275911

Pair = tuple[Array, Array]  # a matrix and its bias, or a gain and its shift
Bounds = Sequence[tuple[int, int]]  # the rows of each text or part


@dataclass(frozen=True)
class Layer:
    """Four matrices, each with a bias, and two norms."""

    looks: Pair
    attended: Pair
    attended_norm: Pair
    wide: Pair
    narrow: Pair
    norm: Pair


def passed(read: Array, layer: Layer, bounds: Bounds) -> Array:
    """Take the pieces of texts, each between two bounds, through one layer."""
    told = _through(_attended(_through(read, layer.looks), bounds), layer.attended)
    told += read
    read = normed(told, layer.attended_norm)
    thought = _through(gelu(_through(read, layer.wide)), layer.narrow)
    thought += read
    return normed(thought, layer.norm)


def _through(read: Array, pair: Pair) -> Array:
    through: Array = read @ pair[0]
    through += pair[1]
    return through


def _attended(looks: Array, bounds: Bounds) -> Array:
    """Let every piece look at every other one of its text, in twelve ways."""
    ways = looks.reshape(len(looks), 3, HEADS, WIDTH).transpose(1, 2, 0, 3)
    seen = [_seen(*ways[:, :, begin:end]) for begin, end in bounds]
    return np.concatenate(seen, axis=1).transpose(1, 0, 2).reshape(len(looks), SIZE)


def _seen(query: Array, key: Array, value: Array) -> Array:
    match = np.exp(query @ key.transpose(0, 2, 1) / np.float32(WIDTH**0.5))
    seen: Array = (match / match.sum(axis=-1, keepdims=True)) @ value
    return seen


def normed(read: Array, pair: Pair) -> Array:
    centred: Array = read - read.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(TINY))
    centred /= spread
    centred *= pair[0]
    centred += pair[1]
    return centred


def gelu(read: Array) -> Array:
    """Weigh each number by the share of all that it exceeds; in place, as new room costs more than sums."""
    far = np.abs(read)
    far *= np.float32(0.5**0.5)
    step = far * np.float32(_ERF_STEP)
    step += 1
    np.divide(1, step, out=step)
    curve: Array = step * np.float32(_ERF[0])
    for factor in _ERF[1:]:
        curve += np.float32(factor)
        curve *= step
    np.multiply(far, far, out=far)
    np.negative(far, out=far)
    curve *= np.exp(far, out=far)
    np.subtract(1, curve, out=curve)
    np.copysign(curve, read, out=curve)
    curve += 1
    curve *= read
    curve /= 2
    return curve
