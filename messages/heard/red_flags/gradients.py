"""How far an opinion is off about some texts, and which way every number of it should go."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from messages.heard.questions.layers import SIZE, gelu
from messages.heard.questions.learnt_layers import LearntParts
from messages.heard.questions.way_back import FAR, LayerSlopes, normed, unbent
from messages.heard.questions.weights import Array
from messages.heard.red_flags.second_opinion import OWN
from messages.heard.red_flags.told_texts import URGENT

_DROPPED = 0.1

Known = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class LearntText:
    """What stands below the learnt layers for each piece of a text, and the number of its class."""

    read: npt.NDArray[np.float16]
    right: int


def slopes(
    parts: LearntParts, group: Sequence[LearntText], chance: np.random.Generator | None
) -> tuple[float, LearntParts]:
    """How far an opinion is off about some texts, and how that changes with each number of it.

    With `chance`, a tenth of what each layer adds is left out, as is usual while learning.
    """
    longest = max(len(one.read) for one in group)
    read = np.zeros((len(group), longest, SIZE), dtype=np.float32)
    known = np.zeros((len(group), longest), dtype=np.bool_)
    for row, one in enumerate(group):
        read[row, : len(one.read)] = one.read
        known[row, : len(one.read)] = True
    passes = []
    for number in OWN:
        one_pass = _LayerPass(parts, number, known, chance)
        read = one_pass.forward(read)
        passes.append(one_pass)
    lost, back, found = _outcome(parts, read, known, [one.right for one in group])
    for one_pass in reversed(passes):
        back = one_pass.backward(back, found)
    return lost, found


def _outcome(
    parts: LearntParts, read: Array, known: Known, right: Sequence[int]
) -> tuple[float, Array, LearntParts]:
    """Weigh the mean and the most of all pieces, and give the way back from the loss."""
    many = known.sum(axis=1, keepdims=True).astype(np.float32)
    masked = np.where(known[..., None], read, np.float32(FAR))
    most = masked.argmax(axis=1)
    seen = np.concatenate([(read * known[..., None]).sum(axis=1) / many, masked.max(axis=1)], axis=1)
    weighed = seen @ parts["out.0"] + parts["out.1"]
    shares = np.exp(weighed - weighed.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    wanted = np.zeros_like(shares)
    for row, number in enumerate(right):
        if number == URGENT:  # either of the two, as far as they are likely
            wanted[row, 1:] = shares[row, 1:] / shares[row, 1:].sum()
        else:
            wanted[row, number] = 1
    lost = -float(np.log((shares * (wanted > 0)).sum(axis=1)).sum()) / len(right)
    off = (shares - wanted) / np.float32(len(right))
    found = {"out.0": seen.T @ off, "out.1": off.sum(axis=0)}
    back = off @ parts["out.0"].T
    slope = np.where(known[..., None], (back[:, :SIZE] / many)[:, None, :], np.float32(0))
    rows, columns = np.meshgrid(np.arange(len(right)), np.arange(SIZE), indexing="ij")
    slope[rows, most, columns] += back[:, SIZE:]
    return lost, slope, found


class _LayerPass(LayerSlopes):
    """Texts beside each other, the shorter ones filled up."""

    def __init__(
        self, parts: LearntParts, number: int, known: Known, chance: np.random.Generator | None
    ) -> None:
        super().__init__(parts, number)
        self._known, self._chance = known, chance

    def forward(self, read: Array) -> Array:
        self._read = read
        self._told = self._look(read @ self._of("looks")[0] + self._of("looks")[1], self._known)
        self._kept = [self._some(read.shape), self._some(read.shape)]
        added = (self._told @ self._of("attended")[0] + self._of("attended")[1]) * self._kept[0]
        self._first, self._first_norm = normed(read + added, self._of("attended_norm"))
        self._wide = self._first @ self._of("wide")[0] + self._of("wide")[1]
        self._bent = gelu(self._wide.copy())
        added = (self._bent @ self._of("narrow")[0] + self._of("narrow")[1]) * self._kept[1]
        out, self._last_norm = normed(self._first + added, self._of("norm"))
        return out

    def _some(self, shape: tuple[int, ...]) -> Array:
        if self._chance is None:
            return np.ones(shape, dtype=np.float32)
        kept = self._chance.random(shape, dtype=np.float32) >= _DROPPED
        return np.asarray(kept / np.float32(1 - _DROPPED), dtype=np.float32)

    def backward(self, back: Array, found: LearntParts) -> Array:
        """Give the slope of what came in, and note that of each number of the layer."""
        last = self._unnormed(back, "norm", self._last_norm, found)
        bent = self._through(last * self._kept[1], "narrow", self._bent, found)
        wide = unbent(bent, self._wide, self._bent)
        first = last + self._through(wide, "wide", self._first, found)
        first = self._unnormed(first, "attended_norm", self._first_norm, found)
        told = self._through(first * self._kept[0], "attended", self._told, found)
        return first + self._through(self._unlooked(told), "looks", self._read, found)
