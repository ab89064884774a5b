"""Which entry a text asks for: its meaning and its letters, weighed by a trained head."""

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from messages.encoder import SIZE, Encoder
from messages.faq import Entries, Entry
from messages.weights import Array
from messages.wording import Typing, Wording, features
from messages.wordpieces import WordPieces

HEAD, TYPING = "head.npz", "typing.toml"  # beside the entries of the language
BUCKETS = 4096  # numbers under which words and their parts are counted
_LIKE = 0.8  # of 1: so near must a text be to one that a clinic's own entry is asked in


@dataclass(frozen=True)
class Found:
    """The likeliest entry, and its share of all that is likely, between 0 and 1."""

    entry: str
    share: float


@dataclass(frozen=True)
class Head:
    """What training learnt: a weight for each feature and class, and how telling each letter feature is."""

    classes: tuple[str, ...]
    weights: Array
    bias: Array
    telling: Array
    digest: str

    @classmethod
    def read(cls, file: Traversable) -> "Head":
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as held:
            told = json.loads(str(held["told"]))
            weights = held["weights"].astype(np.float32) * held["scale"]
            return cls(tuple(told["classes"]), weights, held["bias"], held["telling"], told["digest"])


class Sight:
    """Sees a text as a row of numbers: its meaning first, then its words and their parts."""

    def __init__(self, entries: Entries, folder: Traversable) -> None:
        """Know the words of the packaged entries, and how people type, from their folder."""
        pieces = WordPieces(files("messages") / "wordpieces.txt")
        self.typing = Typing.read(folder / TYPING)
        self._wording = Wording(texts(entries.values()), pieces, self.typing.short)
        self._encoder = Encoder(pieces)

    def meant(self, text: str) -> str:
        return self._wording.meant(text)

    def meaning(self, meant: str) -> Array:
        return self._encoder.vector(meant)

    def letters(self, meant: str) -> Array:
        counted = features(meant, BUCKETS)
        row = np.zeros(BUCKETS, dtype=np.float32)
        row[list(counted)] = 1 + np.log(list(counted.values()))
        return row


class Engine:
    """Finds the entry that a text asks for, and says how sure it is."""

    def __init__(self, entries: Entries, folder: Traversable) -> None:
        """Learn nothing: read the head in the packaged `folder`, and see the clinic's own entries.

        Raises an exception of any kind where a package, a file or the head is missing or broken.
        """
        packaged = {name: entry for name, entry in entries.items() if not entry.own}
        self._head = Head.read(folder / HEAD)
        self._sight = Sight(packaged, folder)
        said = sorted(entries.values(), key=lambda entry: entry.own)
        self._said = {self._bare(text): entry.id for entry in said for text in (*entry.asks, entry.title)}
        asked = [
            (entry.id, text) for entry in entries.values() if entry.own for text in (entry.title, *entry.asks)
        ]
        self._own = [name for name, _ in asked]
        self._ways = np.array([self._meaning(text) for _, text in asked]).reshape(len(asked), SIZE)

    def find(self, text: str) -> Found:
        """Give the likeliest entry; a clinic's own one wherever the text is near one of its phrasings."""
        if said := self._said.get(self._bare(text)):
            return Found(said, 1.0)
        meant = self._sight.meant(text)
        meaning = self._sight.meaning(meant)
        if self._own:
            near = self._ways @ meaning
            if near.max() >= _LIKE:
                return Found(self._own[int(near.argmax())], float(near.max()))
        shares = self._shares(joined(meaning, self._sight.letters(meant) * self._head.telling))
        best = int(shares.argmax())
        return Found(self._head.classes[best], float(shares[best]))

    def parts(self, text: str) -> list[str]:
        """Give the parts of a long text; none, where it is of one piece."""
        return self._sight.typing.parts(text)

    def _bare(self, text: str) -> str:
        """Give a text as it is compared word for word; of one that is all signs, the signs."""
        meant = self._sight.meant(text).strip()
        return meant.strip(" ?.!") or meant

    def _meaning(self, text: str) -> Array:
        return self._sight.meaning(self._sight.meant(text))

    def _shares(self, row: Array) -> Array:
        weighed = row @ self._head.weights + self._head.bias
        shares = np.exp(weighed - weighed.max())
        return np.asarray(shares / shares.sum(), dtype=np.float32)


def joined(meaning: Array, letters: Array) -> Array:
    """Put the two views side by side, each of length 1, so that neither drowns the other."""
    length = max(float(np.sqrt((letters * letters).sum())), 1e-9)
    return np.concatenate([meaning, letters / np.float32(length)])


def texts(entries: Iterable[Entry]) -> list[str]:
    return [text for entry in entries for text in (entry.title, *entry.asks)]


def digest(entries: Entries, folder: Traversable) -> str:
    """Tell how entries are asked for, and typed, from any other way: a head belongs to one of them."""
    parts = sorted((entry.id, entry.title, entry.kind, entry.asks) for entry in entries.values())
    typing = (folder / TYPING).read_text(encoding="utf-8")
    return hashlib.sha256(json.dumps([parts, typing]).encode()).hexdigest()
