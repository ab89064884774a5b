"""How much of a long test is done: a choice of it in `make test`, all of it in `make sweeps`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import pytest
from _pytest.mark import ParameterSet

T = TypeVar("T")


@dataclass(frozen=True)
class Length:
    """All, or a few."""

    full: bool

    def of(self, whole: Sequence[T], few: int, *, turn: int = 0) -> Sequence[T]:
        """All of these, or so many evenly apart; another `turn` gives others, in the end all of them."""
        if self.full or few >= len(whole):
            return whole
        return [whole[(turn + n * len(whole) // few) % len(whole)] for n in range(few)]

    def count(self, whole: int, few: int) -> int:
        return whole if self.full else few


def some(values: Sequence[T], few: int, *, turn: int = 0) -> list[ParameterSet]:
    """For `parametrize`: those that `Length.of` takes, and all the others in `make sweeps` alone."""
    taken = SHORT.of(range(len(values)), few, turn=turn)
    return [
        pytest.param(value, marks=() if place in taken else pytest.mark.torture)
        for place, value in enumerate(values)
    ]


SHORT, FULL = Length(full=False), Length(full=True)
lengths = pytest.mark.parametrize(
    "length", [pytest.param(SHORT, id="short"), pytest.param(FULL, id="full", marks=pytest.mark.torture)]
)
# What takes a minute, or half of one where others try the same: that is left to `make torture`.
LONG = [pytest.mark.torture, pytest.mark.long]
long_lengths = pytest.mark.parametrize(
    "length", [pytest.param(SHORT, id="short"), pytest.param(FULL, id="full", marks=LONG)]
)
