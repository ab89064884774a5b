"""Which entry a text asks for: its meaning and its letters, weighed by a trained head."""

import copy
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from messages.heard.questions.encoder import Encoder
from messages.heard.questions.own import KNOWN, KnownMeanings, OwnEntries
from messages.heard.questions.weights import Array
from messages.heard.questions.wording import Typing, Wording, bare, features
from messages.heard.questions.wordpieces import WordPieces
from messages.said.faq import Entries, Entry, EntryKind

HEAD, TYPING = "head.npz", "typing.toml"  # beside the entries of the language
BUCKETS = 4096  # numbers under which words and their parts are counted
KIN = (  # entries whose shares count together; where none of them stands out, the first, general one is meant
    ("conditions", "muscle-pain", "sports", "headaches", "joints", "posture"),
    ("how-works", "tightness", "blood-flow", "pain-signals", "movement"),
)
_CLEAR = 0.5  # of the share of its kin: with less, an entry does not stand out
WORRIED = "worried"  # the entry of whoever says that something is wrong
_REMEMBERED = 100  # texts
_LONG_REMEMBERED = 2000  # phrasings of a clinic
_OWN = 0.8  # the share of a clinic's own entry, of which no training knows how sure it is
ASIDE = "off-topic"  # the entry that has nothing to say


@dataclass(frozen=True)
class Found:
    """The likeliest entry, and the share of it and its kin of all that is likely, between 0 and 1.

    Where that is a worry, `calm` is what it would be of somebody who has none.
    """

    entry: str
    share: float
    calm: "Found | None" = None


@dataclass(frozen=True)
class Head:
    """What training learnt: weights of features for each class, how telling letters are, a mean meaning."""

    classes: tuple[str, ...]
    weights: Array
    bias: Array
    telling: Array
    middle: Array
    digest: str

    @classmethod
    def read(cls, file: Traversable) -> "Head":
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as held:
            told = json.loads(str(held["told"]))
            weights = held["weights"].astype(np.float32) * held["scale"]
            parts = held["bias"], held["telling"], held["middle"]
            return cls(tuple(told["classes"]), weights, *parts, told["digest"])


@dataclass(frozen=True)
class Kin:
    """Classes whose shares count together, by their numbers, and the one that stands for all of them."""

    members: list[int]
    general: int | None = None


class Sight:
    """Sees a text as a row of numbers: its meaning first, then its words and their parts."""

    def __init__(self, entries: Entries, folder: Traversable) -> None:
        """Know the words of the packaged entries, and how people type, from their folder."""
        pieces, self.encoder = _shared()
        self.typing = Typing.read(folder / TYPING)
        self._wording = Wording(texts(entries.values()), pieces, self.typing)

    def meant(self, text: str) -> str:
        return self._wording.meant(text)

    def meaning(self, meant: str) -> Array:
        return self.encoder.vector(meant)

    def meanings(self, meant: Sequence[str]) -> Array:
        """Give the meaning of a text in parts, then that of each part."""
        return self.encoder.vectors(meant)

    def letters(self, meant: str) -> Array:
        counted = features(meant, BUCKETS)
        row = np.zeros(BUCKETS, dtype=np.float32)
        row[list(counted)] = 1 + np.log(list(counted.values()))
        return row


@cache
def _shared() -> tuple[WordPieces, Encoder]:
    """What is the same for every engine of a process: it is nearly all of what one takes."""
    pieces = WordPieces(files("messages.heard.questions") / "wordpieces.txt")
    return pieces, Encoder(pieces)


class Engine:
    """Finds the entry that a text asks for, and says how sure it is."""

    def __init__(self, entries: Entries, folder: Traversable) -> None:
        """Learn nothing: read the head in the packaged `folder`, and see the clinic's own entries.

        Raises an exception of any kind where a package, a file or the head is missing or broken.
        """
        packaged = {name: entry for name, entry in entries.items() if not entry.own}
        self._head = Head.read(folder / HEAD)
        self._sight = Sight(packaged, folder)
        self._known = lru_cache(1)(lambda: KnownMeanings.read(folder / KNOWN))
        self.way = lru_cache(_LONG_REMEMBERED)(self._way)
        self._learn(entries)

    def with_entries(self, entries: Entries) -> "Engine":
        """The same engine, with other entries of the clinic's own."""
        other = copy.copy(self)
        other._learn(entries)  # noqa: SLF001  (one of the same kind)
        return other

    def _learn(self, entries: Entries) -> None:
        self._kin = _kin(self._head.classes, entries)
        said = sorted(entries.values(), key=lambda entry: entry.own)
        each = ((entry.id, text) for entry in said for text in (*entry.asks, entry.title))
        self._said = {bare(self._sight.meant(text)): name for name, text in each}
        own = [one for one in entries.values() if one.own]
        self._own = self._own_entries(own) if own else None
        self._found_lately = lru_cache(_REMEMBERED)(self._find)

    def _own_entries(self, own: Sequence[Entry]) -> OwnEntries:
        asked = [(one.id, text) for one in own for text in (one.title, *one.asks)]
        ways = np.array([self.way(text) for _, text in asked])
        return OwnEntries(self._known(), [name for name, _ in asked], ways)

    def caught(self, entry: Entry) -> set[int]:
        """What of the packaged phrasings an entry of the clinic's own would take, by their prints."""
        return self._own_entries([entry]).caught()

    def _way(self, text: str) -> Array:
        return self._apart(self._sight.meaning(self._sight.meant(text)))

    @property
    def encoder(self) -> Encoder:
        return self._sight.encoder

    def find(self, text: str) -> Sequence[Found]:
        """Give the likeliest entry of a text, then that of each of its last parts, where it has several.

        A clinic's own entry is given wherever a text is near one of its phrasings. What was found a moment
        ago is remembered: a text is read beside those before it.
        """
        return self._found_lately(text)

    def _find(self, text: str) -> Sequence[Found]:
        whole = self._sight.meant(text)
        before, parts = self._sight.typing.parted(text)
        if not parts:
            return [self._found(whole, self._sight.meaning(whole))]
        meant = [self._sight.meant(part) for part in parts]
        begun = [self._sight.meant(before)] if before else []
        together, *each = self._sight.meanings([*begun, *meant])
        found = zip([whole, *meant], [together, *each[len(begun) :]], strict=True)
        return [self._found(one, meaning) for one, meaning in found]

    def _found(self, meant: str, meaning: Array) -> Found:
        if said := self._said.get(bare(meant)):
            return Found(said, 1.0)
        shares = self._shares(joined(meaning, self._sight.letters(meant) * self._head.telling))
        if self._own and (own := self._own.meant(self._apart(meaning), self._speaking(shares))):
            return Found(own, _OWN)
        found = self.likeliest(shares)
        if found.entry != WORRIED:
            return found
        shares[self._head.classes.index(WORRIED)] = 0
        return replace(found, calm=self.likeliest(shares / shares.sum()))

    def _speaking(self, shares: Array) -> float:
        """The share of the likeliest entry that has something to say."""
        return float(np.delete(shares, self._head.classes.index(ASIDE)).max())

    def _apart(self, meaning: Array) -> Array:
        """Take from a meaning what all texts have in common, so that the rest tells them apart."""
        rest = meaning - self._head.middle
        return np.asarray(rest / np.sqrt(rest @ rest), dtype=np.float32)

    def likeliest(self, shares: Array) -> Found:
        """Take the likeliest kin, and of them the likeliest one, or the general one where none stands out.

        `shares` are of all classes of the head, in its order.
        """
        kin = max(self._kin, key=lambda kin: float(shares[kin.members].sum()))
        share = float(shares[kin.members].sum())
        best = max(kin.members, key=lambda member: float(shares[member]))
        if kin.general is not None and shares[best] < _CLEAR * share:
            best = kin.general
        return Found(self._head.classes[best], share)

    def _shares(self, row: Array) -> Array:
        weighed = row @ self._head.weights + self._head.bias
        shares = np.exp(weighed - weighed.max())
        return np.asarray(shares / shares.sum(), dtype=np.float32)


def _kin(classes: Sequence[str], entries: Entries) -> list[Kin]:
    """Put every class with its kin: those named as such, all small talk, and any other one by itself."""
    number = {name: at for at, name in enumerate(classes)}
    known = [[number[name] for name in names] for names in KIN if number.keys() >= {*names}]
    named = [Kin(members, members[0]) for members in known]
    small = Kin([number[name] for name in classes if entries[name].kind is EntryKind.SMALLTALK])
    taken = {at for kin in (*named, small) for at in kin.members}
    return [*named, small, *(Kin([at]) for at in range(len(classes)) if at not in taken)]


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
