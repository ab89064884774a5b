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
from messages.heard.questions.layers import Bounds, Layer, Pair, normed, passed
from messages.heard.questions.weights import Array
from messages.heard.questions.wordpieces import MOST, WordPieces

LAYERS = 4  # of all; docs/decisions/0008-the-answering-engine.md says what the others would cost and bring
ALL = 6
_LEAST = 6  # pieces that an earlier part of a text may keep, however long the later ones are

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

Tensors = dict[str, npt.NDArray[Any]]
PieceNumbers = tuple[tuple[int, ...], ...]  # of the pieces of each part of a text


@dataclass(frozen=True)
class PiecesRead:
    """What each piece of a text has come to mean, a row a piece, and the bounds of each part."""

    rows: Array
    bounds: Bounds

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
        self._layers: list[Layer] | None = self._made(self._which)
        self._read = lru_cache(4)(self._through_all)
        self._beforehand: dict[PieceNumbers, Array] = {}  # read beside another text, until it is wanted

    @property
    def layers(self) -> list[Layer]:
        """As they are reckoned with, made of the eight bits of the file."""
        layers = self._layers
        if layers is None:
            layers = self._layers = self._made(self._which)
        return layers

    def _made(self, which: range) -> list[Layer]:
        layers = _layers(self._found, which)
        weights.let_go(self._words)  # of the file nothing more is wanted than a few words of each text
        return layers

    def rest(self) -> None:
        """Keep no more than the file, of which all is soon made again: whoever reads next hardly waits."""
        self._layers = None
        self._read.cache_clear()
        self._beforehand = {}
        weights.let_go(self._words)

    def read(self, text: str, most: int = MOST, beside: Sequence[str] = ()) -> Array:
        """Read the first `most` pieces of a text: what each of them has come to mean, a row a piece.

        The parts of a text that will be read next, `beside` it, are read at the same go: to fetch the
        matrices takes as long as to multiply so few rows by them.
        """
        own, parts = (tuple(self._pieces.numbers(text, most)),), self._numbers(beside)
        if not parts or parts == own:
            return self._read(own)
        read, since = self._through((*parts, *own)), sum(map(len, parts))
        self._beforehand = {parts: read[:since]}
        return read[since:]

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
        numbers = self._numbers(parts)
        return PiecesRead(self._read(numbers), _bounds(numbers))

    def _numbers(self, parts: Sequence[str]) -> PieceNumbers:
        room, read = MOST, list[tuple[int, ...]]()
        for before in reversed(range(len(parts))):
            read.insert(0, tuple(self._pieces.numbers(parts[before], room - before * _LEAST)))
            room -= len(read[0])
        return tuple(read)

    def _through_all(self, numbers: PieceNumbers) -> Array:
        read = self._beforehand.pop(numbers, None)
        return self._through(numbers) if read is None else read

    def _through(self, numbers: PieceNumbers) -> Array:
        every = [number for each in numbers for number in each]
        places = np.concatenate([self._places[: len(each)] for each in numbers])
        read = normed(self._words[every] * self._scales[every] + places, self._norm)
        for layer in self.layers:
            read = passed(read, layer, _bounds(numbers))
        read.setflags(write=False)
        return read


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
