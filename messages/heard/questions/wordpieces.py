"""Words → the word pieces that the encoder was trained on."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

MOST = 28  # pieces of a text that are read; each costs time, and hardly anyone asks in more
_LONGEST_WORD = 100
_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"
_UNSEEN = {"Cc", "Cf", "Co"}
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")


class WordPieces:
    """The vocabulary of the encoder: a piece's number is its line in the file."""

    def __init__(self, file: Traversable) -> None:
        pieces = file.read_text(encoding="utf-8").split("\n")
        self._numbers = {piece: number for number, piece in enumerate(pieces) if piece}
        self._pieces_of = lru_cache(maxsize=4096)(self._split)

    def __contains__(self, word: object) -> bool:
        return word in self._numbers

    def numbers(self, text: str, most: int = MOST) -> list[int]:
        """Give the numbers of a text's first pieces, between those of a beginning and an end."""
        found = [number for word in words(text) for number in self._pieces_of(word)]
        return [self._numbers[_BEGIN], *found[: most - 2], self._numbers[_END]]

    def _split(self, word: str) -> tuple[int, ...]:
        """Take the longest piece that fits, again and again; a word with a gap is unknown as a whole."""
        pieces: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST_WORD:
            prefix = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in self._numbers), None)
            if end is None:
                return (self._numbers[_UNKNOWN],)
            pieces.append(self._numbers[prefix + word[start:end]])
            start = end
        return tuple(pieces) or (self._numbers[_UNKNOWN],)


@cache
def wordpieces() -> WordPieces:
    """The packaged vocabulary, the same for all of a process."""
    return WordPieces(files("messages.heard.questions") / "wordpieces.txt")


def words(text: str) -> list[str]:
    """Give the words of a text as the encoder knows them: small letters, no accents, signs apart."""
    kept = "".join(_cleaned(char) for char in text)
    bare = unicodedata.normalize("NFD", kept)
    return "".join(char for char in bare if unicodedata.category(char) != "Mn").lower().split()


def _cleaned(char: str) -> str:
    """Give white space as a space, nothing for what cannot be seen, and signs with space around them."""
    if char.isspace():
        return " "
    kind = unicodedata.category(char)
    if kind in _UNSEEN or char == "\ufffd":
        return ""
    sign = kind.startswith("P") or (char.isascii() and not char.isalnum())
    return f" {char} " if sign or _CHINESE.match(char) else char
