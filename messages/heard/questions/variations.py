"""The same text as other people type it: other words, slips of the finger, more before it and after."""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

VARIATIONS = "variations.toml"  # beside the entries
_TIMES = 2  # variations of each text
_SEED = 7
_SWAPPED, _MISTYPED, _BEFORE, _AFTER = 0.5, 0.3, 0.3, 0.2  # shares of the variations


@dataclass(frozen=True)
class Ways:
    """How the same question is typed by different people."""

    before: list[str]
    after: list[str]
    swaps: list[tuple[str, str]]
    keys: list[str]

    @classmethod
    def read(cls, file: Traversable) -> "Ways":
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return cls(told["before"], told["after"], told["swaps"], told["keys"])

    def of(self, text: str) -> Iterator[str]:
        """A text as it stands, and as others may type it.

        Each text has its own chances, so that another one beside it changes nothing about it.
        """
        chance = random.Random(f"{_SEED} {text}")  # noqa: S311 - nothing secret about it
        yield text
        for _ in range(_TIMES):
            yield _variation(text, self, chance)


def _variation(text: str, ways: Ways, chance: random.Random) -> str:
    if chance.random() < _SWAPPED:
        word, other = chance.choice(ways.swaps)
        text = re.sub(rf"\b{word}\b", other, text, count=1)
    if chance.random() < _MISTYPED:
        text = _mistyped(text, ways.keys, chance)
    if chance.random() < _BEFORE:
        text = chance.choice(ways.before) + text
    if chance.random() < _AFTER:
        text += chance.choice(ways.after)
    return text


def _mistyped(text: str, keys: list[str], chance: random.Random) -> str:
    """Leave out, swap, double or hit the wrong one of the letters inside a word."""
    inside = [place for place in range(1, len(text)) if text[place - 1 : place + 1].isalpha()]
    if not inside:
        return text
    at = chance.choice(inside)
    before, letter, after = text[: at - 1], text[at - 1 : at + 1], text[at + 1 :]
    row = next((row for row in keys if letter[1].lower() in row), "e")
    beside = row[max(row.find(letter[1].lower()) - 1, 0)]
    return before + chance.choice([letter[0], letter[::-1], letter + letter[1], letter[0] + beside]) + after
