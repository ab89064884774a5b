"""Learns to weigh what is seen of a text beside a clinic's entries: which is likeliest, and is it meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from messages.heard.questions.own import LED, OF_EACH, leads, of_likeliest
from messages.heard.questions.weights import Array

_ROUNDS, _STEP = 60, 0.4
_STRICT_RANKS, _STRICT, _TINY = 5.0, 3.0, 1e-9  # how much the weights are held down
_FEW, _OF_FEW = (1, 4), 0.5  # entries at a time, as well as all; how much a text counts then
_THINNED = 10  # of the texts that alarm nobody, one in so many is looked at then
_AHEAD = OF_EACH - len(LED)  # where it stands how far an entry is ahead
_HARD = 3.0  # how much more a text counts that sounds like an entry and is not about it

Whole = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Beside:
    """What is seen of texts beside some entries: of each text a row an entry, and which is meant, or -1.

    What is about an entry stands first, then `hard` texts that sound like one, or ask something else.
    """

    seen: Array
    meant: npt.NDArray[np.intp]
    hard: int


@dataclass(frozen=True)
class Weighing:
    """What tells which entry is the likeliest, and then what tells whether it is meant."""

    ranks: Array
    weights: Array

    def judged(self, rows: Array) -> tuple[int, float]:
        """The number of the likeliest entry, and how likely it is meant."""
        ranks = rows[:, :OF_EACH] @ self.ranks
        weighed = float(of_likeliest(rows, ranks) @ self.weights)
        return int(ranks.argmax()), 1 / (1 + float(np.exp(-weighed)))


def fewer(beside: Beside) -> Iterator[Beside]:
    """The same with some of the entries at a time, as most clinics have few."""
    asked = beside.meant >= 0
    for size in _FEW:
        for begin in range(0, beside.seen.shape[1], size):
            texts = np.flatnonzero((beside.meant // size == begin // size) | ~asked)
            hard = (texts < asked.sum() + beside.hard) & ~asked[texts]
            texts = np.concatenate([texts[asked[texts] | hard], texts[~asked[texts] & ~hard][::_THINNED]])
            seen = beside.seen[texts, begin : begin + size].copy()
            for row in seen:
                ahead = leads([*row[:, :_AHEAD].T])
                row[:, _AHEAD:OF_EACH] = np.stack(ahead, axis=1)
            meant = np.where(beside.meant[texts] >= 0, beside.meant[texts] - begin, -1)
            yield Beside(seen, meant, int(hard.sum()))


def weighing(beside: Sequence[Beside]) -> Weighing:
    """Learn both from what is seen of texts of which it is known."""
    ranks = _ranks(beside)
    rows, right, count = [], [], []
    few = [(one, _OF_FEW) for each in beside for one in fewer(each)]
    for one, much in [*((each, 1.0) for each in beside), *few]:
        asked = int((one.meant >= 0).sum())
        for at, (seen, meant) in enumerate(zip(one.seen, one.meant, strict=True)):
            each = seen[:, :OF_EACH] @ ranks
            rows.append(of_likeliest(seen, each))
            right.append(float(int(each.argmax()) == meant))
            count.append(much * (_HARD if asked <= at < asked + one.hard else 1.0))
    return Weighing(ranks, _weights(np.array(rows, dtype=np.float64), np.array(right), np.array(count)))


def _ranks(beside: Sequence[Beside]) -> Array:
    """A softmax over the entries that stand beside each other: the one that is meant ranks first."""
    seen = np.concatenate([one.seen[one.meant >= 0][:, :, :OF_EACH] for one in beside]).astype(np.float64)
    meant = np.concatenate([one.meant[one.meant >= 0] for one in beside])
    every = seen.reshape(-1, OF_EACH)
    spread = every.std(axis=0) + _TINY
    seen = (seen - every.mean(axis=0)) / spread
    right = seen[np.arange(len(meant)), meant].sum(axis=0)
    weights, held = np.zeros(OF_EACH), np.eye(OF_EACH)
    for _ in range(_ROUNDS):
        ranks = seen @ weights
        shares = np.exp(ranks - ranks.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        middle = np.einsum("te,tef->tf", shares, seen)
        bend = np.einsum("te,tef,teg->fg", shares, seen, seen, optimize=True) - middle.T @ middle
        slope = middle.sum(axis=0) - right + weights
        weights -= _STEP * np.linalg.solve(bend + (_STRICT_RANKS + 1) * held, slope)
    return np.asarray(weights / spread, dtype=np.float32)


def _weights(seen: Whole, right: Whole, count: Whole) -> Array:
    """A logistic regression by Newton's steps, with everything but the bias held down."""
    middle, spread = seen[:, :-1].mean(axis=0), seen[:, :-1].std(axis=0) + _TINY
    rows = np.hstack([(seen[:, :-1] - middle) / spread, seen[:, -1:]])
    held = np.diag([_STRICT] * (rows.shape[1] - 1) + [0.0])
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ (count * (chances - right)) + held @ weights
        bend = (rows * (count * chances * (1 - chances))[:, np.newaxis]).T @ rows + held
        weights -= np.linalg.solve(bend, slope)
    weights[:-1] /= spread
    weights[-1] -= middle @ weights[:-1]
    return weights.astype(np.float32)
