"""A text as typed → the words that were meant, and the features that tell texts apart."""

import re
import tomllib
import unicodedata
import zlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from messages.heard.spelling import Speller

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u00b4\u02bc`", "'"))
_OFTEN = 3  # an unknown word in as many texts is a word of the trade, not a slip
_STOP = re.compile(r"[.;]+\s|[?!\n]+")
_TELLING = 3  # words that a part must have to say anything
_PARTS = (2, 3, 4, 5)  # letters in a part of a word
_LAST = 2  # parts of a text that are read by themselves, from its end; more cost time and find no more


@dataclass(frozen=True)
class Typing:
    """How people type in a language: words for short, endings, and what begins another part of a text."""

    short: Mapping[str, str]
    joins: tuple[str, ...]
    endings: tuple[str, ...]

    @classmethod
    def read(cls, file: Traversable) -> "Typing":
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return cls(dict(told["short"]), tuple(told["joins"]), tuple(told["endings"]))

    def parted(self, text: str) -> tuple[str, list[str]]:
        """Give the last parts of a text that say something, and beside them the rest of it.

        A text of one piece has no parts.
        """
        joins = "|".join(map(re.escape, sorted(self.joins, key=len, reverse=True)))
        cut = _STOP.split(re.sub(rf"[\s,]+(?=(?:{joins})\s)", "\n", _folded(text)))
        telling = [at for at, part in enumerate(cut) if len(part.split()) >= _TELLING]
        last = telling[-_LAST:] if len(telling) > 1 else []
        return " ".join(part for at, part in enumerate(cut) if at not in last), [cut[at] for at in last]


class Wording:
    """Reads typing of all kinds as the words an entry could have been asked in."""

    def __init__(self, asked: Iterable[str], known: Container[str], typing: Typing) -> None:
        """Repair towards the words of `asked`, save where a word is `known`, with its ending or without."""
        self._times = Counter(word for text in asked for word in _WORD.findall(_folded(text)))
        self._known = known
        self._short, self._endings = typing.short, ("", *typing.endings)
        trusted = (word for word, times in self._times.items() if times >= _OFTEN or self._is_word(word))
        self._speller = Speller(filter(str.isalpha, trusted), ())

    def meant(self, text: str) -> str:
        """Write a text in small letters, with shorthand written out and misspelt words repaired."""
        return _WORD.sub(lambda found: self._word(found[0]), _folded(text))

    def _word(self, word: str) -> str:
        bare = word.replace("'", "")
        if bare in self._short:
            return self._short[bare]
        if "'" in word or self._is_word(word):
            return word
        return max(self._speller.meant(word), key=lambda near: self._times[near])

    def _is_word(self, word: str) -> bool:
        return any(word.removesuffix(ending) in self._known for ending in self._endings)


def bare(meant: str) -> str:
    """Give a text as it is compared word for word; of one that is all signs, each sign once."""
    if any(map(str.isalnum, meant)):
        return meant.strip().strip(" ?.!")
    return "".join(dict.fromkeys("".join(meant.split())))


def features(text: str, buckets: int) -> dict[int, int]:
    """Count a text's words, neighbouring words and parts of words, each under a number below `buckets`."""
    words = words_in(text)
    pairs = [f"{one} {other}" for one, other in zip(["^", *words], [*words, "$"], strict=True)]
    found = Counter([*(f"w{word}" for word in words), *(f"p{pair}" for pair in pairs)])
    for word in words:
        framed = f" {word} "
        found.update(
            "c" + framed[start : start + length]
            for length in _PARTS
            for start in range(len(framed) - length + 1)
        )
    numbered: Counter[int] = Counter()
    for feature, times in found.items():
        numbered[zlib.crc32(feature.encode()) % buckets] += times
    return numbered


def words_in(text: str) -> list[str]:
    """The words of a text, without the apostrophes in them."""
    return [word.replace("'", "") for word in _WORD.findall(text)]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
