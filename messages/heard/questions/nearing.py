"""The last layers of the encoder, learnt further: what asks for the same comes to lie near each other."""

import io
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable

import numpy as np

from messages.heard.questions.encoder import PiecesRead
from messages.heard.questions.layers import Layer, passed
from messages.heard.questions.learnt_layers import LearntParts, layer, unpacked
from messages.heard.questions.weights import Array

NEARING = "nearing.npz"  # beside the entries of the language
FURTHER = (4, 5)  # the layers of the encoder that are learnt further


class Nearing:
    """Reads on where the encoder ends; it is loaded when it is first wanted."""

    def __init__(self, read: Callable[[], Mapping[str, Array]]) -> None:
        """Reads on through the layers that `read` gives."""
        self._read = read

    @classmethod
    def of(cls, file: Traversable) -> "Nearing":
        return cls(lambda: _kept(file))

    def deepen(self, read: PiecesRead) -> PiecesRead:
        """Raises an exception of any kind where the file is missing or broken."""
        rows = read.rows
        for one in self._layers:
            rows = passed(rows, one, read.bounds)
        return PiecesRead(rows, read.bounds)

    def rest(self) -> None:
        """Take no room, until somebody asks again."""
        self.__dict__.pop("_layers", None)

    @cached_property
    def _layers(self) -> list[Layer]:
        parts = self._read()
        return [layer(parts, number) for number in FURTHER]


def _kept(file: Traversable) -> LearntParts:
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as kept:
        return unpacked(kept)
