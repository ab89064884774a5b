"""Which entry a text asks for: its meaning and its letters, weighed by a trained head."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources.abc import Traversable
from itertools import repeat

import numpy as np

from messages.heard.finds import LikelyTopics
from messages.heard.own_topics import print_of
from messages.heard.questions.encoder import Encoder
from messages.heard.questions.head import HEAD, Head
from messages.heard.questions.kin import kin_of
from messages.heard.questions.own import KNOWN, PERHAPS, TAKEN, KnownMeanings, OwnEntries
from messages.heard.questions.own_sight import OwnSight, SeenText, asking
from messages.heard.questions.sight import Sight, joined, texts
from messages.heard.questions.topic_head import TopicHead
from messages.heard.questions.weights import Array
from messages.heard.questions.wording import bare
from messages.said.faq import Entries, Entry

_CLEAR = 0.5  # of the share of its kin: with less, an entry does not stand out
WORRIED = "worried"  # the entry of whoever says that something is wrong
_REMEMBERED = 100  # texts
_LONG_REMEMBERED = 2000  # phrasings of a clinic
_OWN = 0.8  # the share of a clinic's own entry, of which no training knows how sure it is
ASIDE = "off-topic"  # the entry that has nothing to say
_LOOKED_AT = 20  # phrasings of others that are nearest, in looking for what an entry would catch
_NEAR, _WORTH_ASKING = 3, 0.1  # entries that it may be, and the share of each
View = tuple[Array, Array | None]  # of a text: its meaning, and that as it is compared with a clinic's own


@dataclass(frozen=True)
class Found:
    """The likeliest entry, and the share of it and its kin of all that is likely, between 0 and 1.

    Where that is a worry, `calm` is what it would be of somebody who has none. `near` are all
    that may be meant: the clinic's own first, then the packaged ones with a share worth asking about.
    `topics` are those of the clinic's advice that a whole text may ask about, and the share of each.
    """

    entry: str
    share: float
    calm: "Found | None" = None
    near: tuple[str, ...] = ()
    topics: LikelyTopics = ()


class Engine:
    """Finds the entry that a text asks for, and says how sure it is."""

    def __init__(
        self,
        entries: Entries,
        folder: Traversable,
        advice: TopicHead | None = None,
        own: OwnSight | None = None,
    ) -> None:
        """Learn nothing: read the head in the packaged `folder`, and see the clinic's own entries.

        `advice` tells which topics of a clinic's advice are asked about; without it none is. `own` sees texts
        beside a clinic's own entries, else as training in the folder left it.
        Raises an exception of any kind where a package, a file or the head is missing or broken.
        """
        packaged = {name: entry for name, entry in entries.items() if not entry.own}
        self._head, self._advice = Head.read(folder / HEAD), advice
        self.sight = Sight(packaged, folder)
        self._known = lru_cache(1)(lambda: KnownMeanings.read(folder / KNOWN))
        self._own_sight = own or OwnSight(folder)
        self._phrasing = lru_cache(_LONG_REMEMBERED)(self.seen)
        self._said_of_packaged = lru_cache(1)(lambda: self._said_of(packaged.values()))
        self._packaged_by_print = lru_cache(1)(
            lambda: {print_of(one): one for one in texts(packaged.values())}
        )
        self._learn(entries)

    def with_entries(self, entries: Entries) -> "Engine":
        """The same engine, with other entries of the clinic's own."""
        other = copy.copy(self)
        other._learn(entries)  # noqa: SLF001  (one of the same kind)
        return other

    def _learn(self, entries: Entries) -> None:
        self._kin = kin_of(self._head.classes, entries)
        own = [one for one in entries.values() if one.own]
        self._said_of_own, self._replaced = self._said_of(own), {one.id for one in own}
        self._own = self._own_entries(own) if own else None
        self._found_lately = lru_cache(_REMEMBERED)(self._find)

    def _said_of(self, entries: Iterable[Entry]) -> dict[str, str]:
        """The phrasings of entries as they are compared word for word, and which one each asks for."""
        each = ((entry.id, text) for entry in entries for text in (*entry.asks, entry.title))
        return {bare(self.sight.meant(text)): name for name, text in each}

    def _said(self, meant: str) -> str | None:
        """The entry that a text asks for in the very words of a phrasing; the clinic's own first."""
        same = bare(meant)
        if own := self._said_of_own.get(same):
            return own
        packaged = self._said_of_packaged().get(same)
        return None if packaged in self._replaced else packaged

    def _own_entries(self, own: Sequence[Entry]) -> OwnEntries:
        phrasings = [(one.id, self._phrasing(text)) for one in own for text in (one.title, *one.asks)]
        return OwnEntries(self._known(), phrasings)

    def caught(self, entry: Entry) -> set[int]:
        """What of the packaged phrasings an entry of the clinic's own would take, by their prints."""
        own, packaged = self._own_entries([entry]), self._packaged_by_print()
        near = [one for one in own.nearest(_LOOKED_AT) if one in packaged]
        return {one for one in near if own.likely(self._phrasing(packaged[one]))[1] >= TAKEN}

    def seen(self, text: str) -> SeenText:
        """What is seen of a text beside entries of a clinic's own."""
        meant = self.sight.meant(text)
        read = self.sight.read([meant])
        row = self.row(meant, read.means()[0])
        return self._seen(text, meant, row, self._own_sight.ways(read)[0], text)

    def asking(self, text: str) -> Array:
        """What tells whether a text asks."""
        meant = self.sight.meant(text)
        return asking(self.row(meant, self.sight.meaning(meant)), text)

    def groups(self, text: str) -> Array:
        """Which groups of like words a text has a word of."""
        return self._own_sight.groups(text, self.sight.meant(text))

    def _seen(self, typed: str, meant: str, row: Array, way: Array, marked: str) -> SeenText:
        groups = self._own_sight.groups(typed, meant)
        return SeenText(way, row[len(way) :], groups, asking(row, marked), self.speaking(self.shares_of(row)))

    def rest(self) -> None:
        """Take less room, until somebody asks again."""
        self.encoder.rest()
        self._own_sight.rest()

    @property
    def head_digest(self) -> str:
        return self._head.digest

    @property
    def encoder(self) -> Encoder:
        return self.sight.encoder

    def find(self, text: str) -> Sequence[Found]:
        """Give the likeliest entry of a text, then that of each of its last parts, where it has several.

        A clinic's own entry is given wherever a text is near one of its phrasings. What was found a moment
        ago is remembered: a text is read beside those before it.
        """
        return self._found_lately(text)

    def _find(self, text: str) -> Sequence[Found]:
        told = self.sight.told(text)
        together, *each = self._views(told.read)
        whole = self._found(told.whole, together, text, text)
        found = zip(told.parts, each[len(told.before) :], strict=False)
        return [whole, *(self._found(one, view, text) for one, view in found)]

    def _views(self, meant: Sequence[str]) -> list[View]:
        """What a text in parts means, and then each part."""
        read = self.sight.read(meant)
        own = self._own_sight.ways(read) if self._own else repeat(None)
        return [*zip(read.means(), own, strict=False)]

    def _found(self, meant: str, view: View, marked: str, whole: str = "") -> Found:
        """What is found in a text or a part of one that was `marked` so; of a `whole` one its topics too."""
        if said := self._said(meant):
            return Found(said, 1.0)
        meaning, way = view
        row = self.row(meant, meaning)
        shares = self.shares_of(row)
        topics = self._advice.likely(row, shares, whole, meant) if whole and self._advice else ()
        seen = None if way is None else self._seen(whole or meant, meant, row, way, marked)
        near, chance = self._own.likely(seen) if self._own and seen else ([], 0.0)
        if chance >= TAKEN:
            return Found(near[0], _OWN, topics=topics)
        if chance < PERHAPS:
            near = []
        found = replace(self._with_near(shares, near), topics=topics)
        if found.entry != WORRIED:
            return found
        shares[self._head.classes.index(WORRIED)] = 0
        calm = replace(self._with_near(shares / shares.sum(), near), topics=topics)
        return replace(found, calm=calm)

    def _with_near(self, shares: Array, own: Sequence[str]) -> Found:
        order = np.argsort(-shares, kind="stable")[:_NEAR].tolist()
        near = [self._head.classes[at] for at in order if shares[at] >= _WORTH_ASKING]
        return replace(self.likeliest(shares), near=(*own, *near))

    def speaking(self, shares: Array) -> tuple[float, float]:
        """The share of the likeliest entry that has something to say, and of the one that has not."""
        aside = self._head.classes.index(ASIDE)
        return float(np.delete(shares, aside).max()), float(shares[aside])

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

    def row(self, meant: str, meaning: Array) -> Array:
        """How the head sees a text."""
        return joined(meaning, self.sight.letters(meant) * self._head.telling)

    def shares(self, meant: str, meaning: Array) -> Array:
        """The share of each class of the head in a text."""
        return self.shares_of(self.row(meant, meaning))

    def shares_of(self, row: Array) -> Array:
        weighed = row @ self._head.weights + self._head.bias
        shares = np.exp(weighed - weighed.max())
        return np.asarray(shares / shares.sum(), dtype=np.float32)
