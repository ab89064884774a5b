"""How a text is seen beside a clinic's own entries: its meaning, its words, whether it asks."""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from messages.heard.questions.encoder import PiecesRead
from messages.heard.questions.kinds import Kinds
from messages.heard.questions.nearing import NEARING, Nearing
from messages.heard.questions.weights import Array

ALIKE = "alike.toml"  # words for the same thing, beside the entries of the language
# How much the marks of a text count, and each of its words, up to so many.
_MARK, _END, _LOUD, _WORD, _MOST = 0.6, 0.4, 0.4, 0.05, 40


@dataclass(frozen=True)
class SeenText:
    """What is seen of a text by itself.

    `way` is its meaning as it is compared, of length 1; `letters` its words and their parts, of length 1;
    `groups` which groups of like words it has a word of; `row` what tells whether it asks; `shares` those of
    the likeliest packaged entry that has something to say, and of the one that has not.
    """

    way: Array
    letters: Array
    groups: Array
    row: Array
    shares: tuple[float, float]


class OwnSight:
    """Sees texts so. What it needs is read from the folder of the entries when it is first wanted."""

    def __init__(self, folder: Traversable, nearing: Nearing | None = None) -> None:
        self._nearing = nearing or Nearing.of(folder / NEARING)
        self._folder = folder

    def ways(self, read: PiecesRead) -> Array:
        """What a text means as it is compared: the whole, then each part."""
        return self._nearing.deepen(read).means()

    def groups(self, *texts: str) -> Array:
        """Which groups of like words a text, in any of these spellings, has a word of: nought or one each."""
        return self._alike.brought_up(*texts)[: len(self._alike.topics)]

    @cached_property
    def _alike(self) -> Kinds:
        return Kinds.read(self._folder / ALIKE)

    def rest(self) -> None:
        self._nearing.rest()


def asking(row: Array, typed: str) -> Array:
    """What tells whether a text asks: how the head sees it, and its marks."""
    said = typed.strip()
    marks = [
        _MARK * ("?" in said),
        _END * said.endswith("?"),
        _LOUD * ("!" in said),
        _WORD * min(len(said.split()), _MOST),
    ]
    return np.concatenate([row, np.array(marks, dtype=np.float32)])


RowPlaces = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Sparse:
    """Rows that are nought nearly everywhere: where they are not, and what they are there."""

    places: RowPlaces
    values: Array
    begins: RowPlaces

    @classmethod
    def of(cls, rows: list[Array]) -> "Sparse":
        each = [np.flatnonzero(row) for row in rows]
        begins = np.concatenate([[0], np.cumsum([len(one) for one in each])[:-1]]).astype(np.intp)
        values = np.concatenate([row[one] for row, one in zip(rows, each, strict=True)])
        return cls(np.concatenate(each), values, begins)

    def along(self, row: Array) -> Array:
        """How far each of the rows goes along another one."""
        return np.asarray(np.add.reduceat(row[self.places] * self.values, self.begins), dtype=np.float32)
