"""Layers of the encoder that were learnt further: how they begin, are kept, and are reckoned with."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.questions.layers import Layer
from messages.heard.questions.weights import Array

PAIRS = ("looks", "attended", "attended_norm", "wide", "narrow", "norm")  # of a layer
_SCALE = ".scale"
_LEVELS = 127

LearntParts = dict[str, Array]  # each number that is learnt, by the name of its part: "4.wide.0"


def begun(layers: Sequence[Layer], numbers: Iterable[int]) -> LearntParts:
    """The layers so numbered, as they came."""
    return {
        f"{number}.{name}.{at}": part.copy()
        for number in numbers
        for name in PAIRS
        for at, part in enumerate(getattr(layers[number], name))
    }


def layer(parts: Mapping[str, Array], number: int) -> Layer:
    return Layer(*((parts[f"{number}.{name}.0"], parts[f"{number}.{name}.1"]) for name in PAIRS))


def packed(parts: Mapping[str, Array]) -> dict[str, npt.NDArray[Any]]:
    """Give what was learnt as it is kept: each matrix in 8 bits, with a scale for its columns."""
    kept: dict[str, npt.NDArray[Any]] = {}
    for name, part in parts.items():
        if part.ndim == 1:
            kept[name] = part
        else:
            scale = np.abs(part).max(axis=0) / _LEVELS
            kept[name], kept[f"{name}{_SCALE}"] = np.round(part / scale).astype(np.int8), scale
    return kept


def unpacked(kept: Mapping[str, npt.NDArray[Any]]) -> LearntParts:
    found: LearntParts = {}
    for name in (one for one in kept if not one.endswith(_SCALE)):
        part = kept[name]
        whole = part * kept[f"{name}{_SCALE}"] if part.dtype == np.int8 else part
        found[name] = np.asarray(whole, dtype=np.float32)
    return found
