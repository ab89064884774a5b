"""What tells the languages from each other and from English: scripts, letters, words and how they begin."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from messages.languages import REFERENCE, packaged
from messages.sheets.alarms import spaced
from messages.sheets.folding import words_of
from messages.sheets.sheet import Sheet

LATIN = "latin"
# Texts of the reference language as people write it; the entry that greets others holds their words.
_ENGLISH = (("red_flags", ".txt"), ("faq", ".md"))
_NOT_ENGLISH = "other-language.md"
_WORDPIECES = "wordpieces.txt"
_SHORTEST = 3  # letters of a beginning
_OFTEN = 3  # lines: a few of those texts are in other languages


@dataclass(frozen=True)
class Tongue:
    """What tells one language from others. Words are folded; `begun` is how some of them begin."""

    language: str
    script: str = LATIN
    words: frozenset[str] = frozenset()
    begun: tuple[str, ...] = ()
    letters: frozenset[str] = frozenset()
    greetings: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()  # words that are worth asking about where nothing else is said


@dataclass(frozen=True)
class Tongues:
    """All of them, with what each word tells; `names` is what the clinic calls those without a sheet.

    `home` is the folder of the languages, whose texts are read for words of English;
    `neutral` are words that are typed in every language.
    """

    all: tuple[Tongue, ...]
    home: Traversable
    neutral: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    _by_word: dict[str, list[str]] = field(default_factory=dict)
    _by_beginning: dict[str, list[str]] = field(default_factory=dict)
    _by_greeting: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.all:
            of_each = (
                (self._by_word, one.words),
                (self._by_beginning, one.begun),
                (self._by_greeting, one.greetings),
            )
            for index, words in of_each:
                for word in words:
                    index.setdefault(word, []).append(one.language)

    @cached_property
    def english(self) -> frozenset[str]:
        """Words that people write in the reference language; a start does not wait for them."""
        listed = frozenset(word for one in self.all for word in one.words)
        return frozenset(_english(self.home, listed))

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Whole words that the encoder of questions knows: most of them English, and names."""
        told = (packaged() / "heard" / "questions" / _WORDPIECES).read_text(encoding="utf-8")
        return frozenset(piece for piece in told.split("\n") if piece.isascii() and piece.isalpha())

    def with_word(self, word: str) -> set[str]:
        """The languages that have a word; what begins like one of theirs may be a rarer word of English."""
        found, begun = set(self._by_word.get(word, ())), set[str]()
        for end in range(_SHORTEST, len(word) + 1):
            begun.update(self._by_beginning.get(word[:end], ()))
        rare = bool(begun) and word not in self.english and word in self.pieces
        return found if rare else found | begun

    def greeting_with(self, word: str) -> Sequence[str]:
        """The languages that greet or thank with it."""
        return self._by_greeting.get(word, ())


def tongues(sheets: Mapping[str, Sheet], home: Traversable) -> Tongues:
    """Those of the sheets and of the list beside this file; `home` is the folder of the languages."""
    told = tomllib.loads((files("messages.sheets") / "others.toml").read_text(encoding="utf-8"))
    others = (_listed(language, one) for language, one in told["languages"].items() if language not in sheets)
    found = (*map(_of_sheet, sheets.values()), *others)
    return Tongues(
        found,
        home,
        frozenset(told["neutral"]),
        {**told["scripts"], **{language: one["name"] for language, one in told["languages"].items()}},
    )


def _of_sheet(one: Sheet) -> Tongue:
    return Tongue(one.language, one.script, one.words, one.begun, one.letters, one.greetings, one.alone)


def _listed(language: str, told: Mapping[str, Any]) -> Tongue:
    words = [*map(spaced, told["words"])]
    return Tongue(
        language,
        told.get("script", LATIN),
        frozenset(one.strip() for one in words if not one.endswith("* ")),
        tuple(one.removesuffix("* ") for one in words if one.endswith("* ")),
        frozenset(told.get("letters", "")),
    )


def _english(home: Traversable, in_lists: frozenset[str]) -> Iterator[str]:
    """Words that English people have written; what another language lists too, if it is seen often enough."""
    seen: Counter[str] = Counter()
    for folder, ending in _ENGLISH:
        for file in (home / REFERENCE / folder).iterdir():
            if file.name.endswith(ending) and file.name != _NOT_ENGLISH:
                for line in file.read_text(encoding="utf-8").split("\n"):
                    seen.update({*words_of(line)})
    return (word for word, times in seen.items() if times >= (_OFTEN if word in in_lists else 1))
