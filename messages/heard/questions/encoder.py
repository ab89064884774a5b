"""A text → the direction of its meaning, by a small transformer whose weights come as a package."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from messages.heard.questions import weights
from messages.heard.questions.weights import Array
from messages.heard.questions.wordpieces import MOST, WordPieces

SIZE = 384  # numbers in a vector
LAYERS = 4  # of all; docs/decisions/0008-the-answering-engine.md says what the others would cost and bring
ALL = 6
HEADS = 12
WIDTH = SIZE // HEADS
_LEAST = 6  # pieces that an earlier part of a text may keep, however long the later ones are
TINY = 1e-12  # what the model adds before it divides by a spread
_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)  # Abramowitz and Stegun, 7.1.26
_ERF_STEP = 0.3275911

# The file numbers its matrices in the order in which they are used; these are the names of their biases.
_MATRIX = re.compile(r"val_(\d+)_q")
_BIASES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)

Pair = tuple[Array, Array]  # a matrix and its bias, or a gain and its shift
Tensors = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Layer:
    """Every piece of the text looks at every other, then thinks by itself."""

    looks: Pair
    attended: Pair
    attended_norm: Pair
    wide: Pair
    narrow: Pair
    norm: Pair


@dataclass(frozen=True)
class PiecesRead:
    """What each piece of a text has come to mean, a row a piece, and the bounds of each part."""

    rows: Array
    bounds: Sequence[tuple[int, int]]

    def means(self) -> Array:
        """The direction of the whole, then that of each part."""
        whole = (0, len(self.rows))
        means = np.array([self.rows[begin:end].mean(axis=0) for begin, end in [whole, *self.bounds]])
        return np.asarray(means / np.sqrt((means * means).sum(axis=1, keepdims=True)), dtype=np.float32)


class Encoder:
    """Gives texts of like meaning like vectors, each of length 1."""

    def __init__(self, pieces: WordPieces, layers: int = LAYERS) -> None:
        """Read a text through the first `layers` of the model.

        Raises ImportError or ValueError where the weights are missing or not the known ones.
        """
        threadpool_limits(1)  # on texts so short, a second thread only makes the first one wait
        found = weights.tensors()
        begin = "inner.embeddings"
        self._pieces = pieces
        self._words = found[f"{begin}.word_embeddings.weight_q"]
        self._scales = found[f"{begin}.word_embeddings.weight_scale"]
        places = _whole(found, f"{begin}.position_embeddings.weight")
        self._places = places + found[f"{begin}.token_type_embeddings.weight"][0]
        self._norm = _pair(found, f"{begin}.LayerNorm")
        self._found, self._which = found, range(layers)
        self._layers: list[Layer] | None = _layers(found, self._which)
        self._read = lru_cache(4)(self._through_all)  # once where a red flag and an entry are looked for

    @property
    def layers(self) -> list[Layer]:
        """As they are reckoned with, made of the eight bits of the file."""
        layers = self._layers
        if layers is None:
            layers = self._layers = _layers(self._found, self._which)
        return layers

    def rest(self) -> None:
        """Keep no more than the file, of which all is soon made again: whoever reads next hardly waits."""
        self._layers = None
        self._read.cache_clear()
        weights.let_go(self._words)

    def read(self, text: str, most: int = MOST) -> Array:
        """Read the first `most` pieces of a text: what each of them has come to mean, a row a piece."""
        return self._read((tuple(self._pieces.numbers(text, most)),))

    def vector(self, text: str) -> Array:
        """Read a text; of a long one, what its first pieces say."""
        vector: Array = self.vectors([text])[0]
        return vector

    def vectors(self, parts: Sequence[str]) -> Array:
        """The direction of all the parts of a text together, then that of each."""
        return self.read_parts(parts).means()

    def read_parts(self, parts: Sequence[str]) -> "PiecesRead":
        """Read the parts of a text at one go.

        The last one is read first, and the others as far as there is room: people ask at the end. A text
        costs no more time in parts than in one.
        """
        room, read = MOST, list[list[int]]()
        for before in reversed(range(len(parts))):
            read.insert(0, self._pieces.numbers(parts[before], room - before * _LEAST))
            room -= len(read[0])
        return PiecesRead(self._read(tuple(map(tuple, read))), _bounds(read))

    def _through_all(self, numbers: Sequence[Sequence[int]]) -> Array:
        every = [number for each in numbers for number in each]
        places = np.concatenate([self._places[: len(each)] for each in numbers])
        read = _normed(self._words[every] * self._scales[every] + places, self._norm)
        for layer in self.layers:
            read = passed(read, layer, _bounds(numbers))
        read.setflags(write=False)
        return read


def passed(read: Array, layer: Layer, bounds: Sequence[tuple[int, int]]) -> Array:
    """Take the pieces of texts, each between two bounds, through one layer."""
    read = _normed(read + _attended(read, layer, bounds), layer.attended_norm)
    return _normed(read + _through(gelu(_through(read, layer.wide)), layer.narrow), layer.norm)


def _bounds(numbers: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    ends = list(accumulate(map(len, numbers)))
    return list(zip([0, *ends], ends, strict=False))


def _layers(found: Tensors, which: range) -> list[Layer]:
    named = {int(name[1]): name[0][:-2] for name in map(_MATRIX.fullmatch, found) if name}
    matrices = [named[number] for number in sorted(named)]
    each = len(_BIASES)
    return [_layer(found, at, matrices[each * at : each * at + each]) for at in which]


def _layer(found: Tensors, number: int, matrices: list[str]) -> Layer:
    name = f"inner.encoder.layer.{number}"
    pairs = [
        (_whole(found, matrix), found[f"{name}.{bias}.bias"])
        for matrix, bias in zip(matrices, _BIASES, strict=True)
    ]
    looks = [np.concatenate(side, axis=-1) for side in zip(*pairs[:3], strict=True)]
    attended, wide, narrow = pairs[3:]
    return Layer(
        (looks[0], looks[1]),
        attended,
        _pair(found, f"{name}.attention.output.LayerNorm"),
        wide,
        narrow,
        _pair(found, f"{name}.output.LayerNorm"),
    )


def _whole(found: Tensors, name: str) -> Array:
    return np.asarray(found[f"{name}_q"] * found[f"{name}_scale"], dtype=np.float32)


def _pair(found: Tensors, name: str) -> Pair:
    return found[f"{name}.weight"], found[f"{name}.bias"]


def _through(read: Array, pair: Pair) -> Array:
    through: Array = read @ pair[0]
    through += pair[1]
    return through


def _attended(read: Array, layer: Layer, bounds: Sequence[tuple[int, int]]) -> Array:
    """Let every piece look at every other one of its text, in twelve ways."""
    looks = _through(read, layer.looks).reshape(len(read), 3, HEADS, WIDTH).transpose(1, 2, 0, 3)
    seen = [_seen(*looks[:, :, begin:end]) for begin, end in bounds]
    return _through(np.concatenate(seen, axis=1).transpose(1, 0, 2).reshape(len(read), SIZE), layer.attended)


def _seen(query: Array, key: Array, value: Array) -> Array:
    match = np.exp(query @ key.transpose(0, 2, 1) / np.float32(WIDTH**0.5))
    seen: Array = (match / match.sum(axis=-1, keepdims=True)) @ value
    return seen


def _normed(read: Array, pair: Pair) -> Array:
    centred = read - read.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(TINY))
    normed: Array = centred / spread * pair[0] + pair[1]
    return normed


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
