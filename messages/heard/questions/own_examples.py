"""Made-up entries of a clinic's, by several hands, from which it is learnt how such entries are found."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

EXAMPLES = "own_examples"  # in the language's folder: entries in NAME.toml, what is about none in NAME.txt
NAMES = ("made", "blind", "unread", "near", "sounding")
TOLD = "red_flags/told.jsonl"  # in the same folder
ORDINARY = ("harmless", "ordinary")  # what a told text is that somebody may ask or tell
_IS = "is"


@dataclass(frozen=True)
class Example:
    """An entry as a clinic may type it, other ways to ask for it, and what only sounds like it."""

    title: str
    asks: tuple[str, ...]
    unseen: tuple[str, ...]
    near: tuple[str, ...] = ()

    @property
    def phrasings(self) -> tuple[str, ...]:
        return (self.title, *self.asks)


@dataclass(frozen=True)
class Examples:
    """The entries by one hand, and texts of others that are about none of them."""

    entries: Mapping[str, Example]
    others: Sequence[str]

    def about_none(self) -> list[str]:
        return [*(text for one in self.entries.values() for text in one.near), *self.others]


def read(language: Traversable) -> dict[str, Examples]:
    """All of a language, by the name of their file."""
    return {name: _of(language / EXAMPLES, name) for name in NAMES}


def _of(folder: Traversable, name: str) -> Examples:
    told = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    entries = {
        entry: Example(one["title"], tuple(one["asks"]), tuple(one["unseen"]), tuple(one.get("near", ())))
        for entry, one in told.items()
    }
    others = folder / f"{name}.txt"
    lines = others.read_text(encoding="utf-8").splitlines() if others.is_file() else []
    return Examples(entries, [line for line in lines if line.strip()])


def ordinary(language: Traversable, every: int) -> Iterator[str]:
    """One in `every` so many texts of those that alarm nobody."""
    lines = (language / TOLD).read_text(encoding="utf-8").splitlines()
    texts = [one["text"] for one in map(json.loads, filter(None, lines)) if one[_IS] in ORDINARY]
    yield from texts[::every]
