"""Which topics the words of a text bring up: claret is a kind of drink, and padel a kind of sport."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

import numpy as np

from messages.heard.advised import plain
from messages.heard.questions.weights import Array
from messages.heard.questions.wording import words_in

KINDS = "kinds.toml"  # beside the proposals of the language
_ON = "*"  # ends a word that may go on
_SHORTEST = 3  # letters of what goes on


class Kinds:
    """Looks a few thousand words up in a text at one go."""

    def __init__(self, told: Mapping[str, str]) -> None:
        """Know the words of each topic, with commas between them."""
        self.topics = tuple(sorted(told))
        self._whole: dict[tuple[str, ...], list[int]] = {}
        self._begun: dict[tuple[str, ...], list[int]] = {}
        for at, topic in enumerate(self.topics):
            for one in " ".join(told[topic].split()).split(","):
                words = tuple(words_in(plain(one)))
                if words:
                    (self._begun if one.endswith(_ON) else self._whole).setdefault(words, []).append(at)
        known = [*self._whole, *self._begun]
        self._opened = {words[:end] for words in known for end in range(len(words))}
        self._lengths = sorted({len(words[-1]) for words in self._begun})

    @classmethod
    def read(cls, file: Traversable) -> "Kinds":
        return cls(tomllib.loads(file.read_text(encoding="utf-8")))

    def brought_up(self, *texts: str) -> Array:
        """For each topic whether a text, in any of these spellings, has a word of it; then whether two."""
        found: list[set[tuple[str, ...]]] = [set() for _ in self.topics]
        for text in {plain(text) for text in texts}:
            for words, topics in self._found(words_in(text)):
                for at in topics:
                    found[at].add(words)
        counts = np.array([len(one) for one in found])
        return np.concatenate([counts > 0, counts > 1]).astype(np.float32)

    def _found(self, words: list[str]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
        for begin in range(len(words)):
            said: tuple[str, ...] = ()
            for last in words[begin:]:
                if said not in self._opened:
                    break
                for form in _forms(last):
                    if topics := self._whole.get((*said, form)):
                        yield (*said, form), topics
                for length in self._lengths:
                    if length <= len(last) and (topics := self._begun.get((*said, last[:length]))):
                        yield (*said, last), topics
                said = (*said, last)


def _forms(word: str) -> Iterator[str]:
    """A word, and what it may be several of."""
    yield word
    if len(word) > _SHORTEST and word.endswith("s"):
        yield word[:-1]
        if word.endswith("ies"):
            yield f"{word[:-3]}y"
