"""How a text is seen, as a row of numbers: its meaning, then its words and their parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources.abc import Traversable

import numpy as np

from messages.heard.questions.encoder import Encoder, PiecesRead
from messages.heard.questions.weights import Array
from messages.heard.questions.wording import Typing, Wording, features
from messages.heard.questions.wordpieces import WordPieces, wordpieces
from messages.said.faq import Entries, Entry

TYPING = "typing.toml"  # beside the entries of the language
BUCKETS = 4096  # numbers under which words and their parts are counted


@dataclass(frozen=True)
class MeantText:
    """A text as it was meant, and where it has several, the last of its parts and what stands before them."""

    whole: str
    before: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def read(self) -> tuple[str, ...]:
        """What is read of it, at one go."""
        return (*self.before, *self.parts) or (self.whole,)


class Sight:
    """Sees a text as a row of numbers: its meaning first, then its words and their parts."""

    def __init__(self, entries: Entries, folder: Traversable) -> None:
        """Know the words of the packaged entries, and how people type, from their folder."""
        pieces, self.encoder = _shared()
        self.typing = Typing.read(folder / TYPING)
        self._wording = Wording(texts(entries.values()), pieces, self.typing)
        self.told = lru_cache(4)(self._told)

    def _told(self, text: str) -> MeantText:
        before, parts = self.typing.parted(text)
        meant = [self.meant(part) for part in (*([before] if before else ()), *parts)] if parts else []
        begun = len(meant) - len(parts)
        return MeantText(self.meant(text), tuple(meant[:begun]), tuple(meant[begun:]))

    def wanted(self, text: str) -> Sequence[str]:
        """What the encoder will read of a text to find its entry, part by part."""
        return self.told(text).read

    def meant(self, text: str) -> str:
        return self._wording.meant(text)

    def meaning(self, meant: str) -> Array:
        return self.encoder.vector(meant)

    def read(self, meant: Sequence[str]) -> PiecesRead:
        """Read a text in parts."""
        return self.encoder.read_parts(meant)

    def letters(self, meant: str) -> Array:
        counted = features(meant, BUCKETS)
        row = np.zeros(BUCKETS, dtype=np.float32)
        row[list(counted)] = 1 + np.log(list(counted.values()))
        return row


@cache
def _shared() -> tuple[WordPieces, Encoder]:
    """What is the same for every engine of a process: it is nearly all of what one takes."""
    pieces = wordpieces()
    return pieces, Encoder(pieces)


def joined(meaning: Array, letters: Array) -> Array:
    """Put the two views side by side, each of length 1, so that neither drowns the other."""
    length = max(float(np.sqrt((letters * letters).sum())), 1e-9)
    return np.concatenate([meaning, letters / np.float32(length)])


def texts(entries: Iterable[Entry]) -> list[str]:
    return [text for entry in entries for text in (entry.title, *entry.asks)]
