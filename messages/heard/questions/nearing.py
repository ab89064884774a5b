"""The last layers of the encoder, learnt further: what asks for the same comes to lie near each other."""

import io
from collections.abc import Callable, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.questions.encoder import PiecesRead
from messages.heard.questions.layers import Layer, passed
from messages.heard.questions.weights import Array

NEARING = "nearing.npz"  # beside the entries of the language
FURTHER = (4, 5)  # the layers of the encoder that are learnt further
PAIRS = ("looks", "attended", "attended_norm", "wide", "narrow", "norm")  # of a layer
_LEVELS = 127


class Nearing:
    """Reads on where the encoder ends; it is loaded when it is first wanted."""

    def __init__(self, read: Callable[[], Mapping[str, Array]]) -> None:
        """Reads on through the layers that `read` gives."""
        self._read = read

    @classmethod
    def of(cls, file: Traversable) -> "Nearing":
        return cls(lambda: _unpacked(file))

    def deepen(self, read: PiecesRead) -> PiecesRead:
        """Raises an exception of any kind where the file is missing or broken."""
        rows = read.rows
        for layer in self._layers:
            rows = passed(rows, layer, read.bounds)
        return PiecesRead(rows, read.bounds)

    def rest(self) -> None:
        """Take no room, until somebody asks again."""
        self.__dict__.pop("_layers", None)

    @cached_property
    def _layers(self) -> list[Layer]:
        parts = self._read()
        return [
            Layer(*((parts[f"{number}.{name}.0"], parts[f"{number}.{name}.1"]) for name in PAIRS))
            for number in FURTHER
        ]


def packed(parts: Mapping[str, Array]) -> dict[str, npt.NDArray[Any]]:
    """Give layers as they are kept: each matrix in 8 bits, with a scale for its columns."""
    kept: dict[str, npt.NDArray[Any]] = {}
    for name, part in parts.items():
        if part.ndim == 1:
            kept[name] = part
        else:
            scale = np.abs(part).max(axis=0) / _LEVELS
            kept[name], kept[f"{name}.scale"] = np.round(part / scale).astype(np.int8), scale
    return kept


def _unpacked(file: Traversable) -> dict[str, Array]:
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as kept:
        whole = [name for name in kept if not name.endswith(".scale")]
        return {
            name: np.asarray(
                kept[name] * kept[f"{name}.scale"] if kept[name].dtype == np.int8 else kept[name],
                dtype=np.float32,
            )
            for name in whole
        }
