"""Learns how a clinic's own entries are found: `make train`, after the head.

Made-up entries of a clinic's, each with other ways to ask for it and some with texts that only sound like it,
are examples of when an entry that nobody knew is meant; ordinary texts and all that is packaged, of when none
is. What is seen of an entry must not be learnt from it, so two hands' examples are kept for that: how they
are seen is learnt from the others, and how that is weighed, from them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.own_topics import print_of
from messages.heard.questions import nearing_training, own_examples
from messages.heard.questions.engine import Engine
from messages.heard.questions.fitting import fitted, levelled
from messages.heard.questions.nearing import Nearing
from messages.heard.questions.own import KNOWN, LEVELS, KnownMeanings, OwnEntries
from messages.heard.questions.own_examples import Examples, ordinary
from messages.heard.questions.own_sight import OwnSight
from messages.heard.questions.own_weighing import Beside, Weighing, weighing
from messages.heard.questions.sight import texts
from messages.heard.questions.topic_head import ASKED, asked_in
from messages.languages import REFERENCE, packaged
from messages.said import faq
from messages.said.faq import Entries, EntryKind

_HELD = ("near", "sounding")  # examples from which it is learnt how what is seen is weighed
_AT_ONCE = 20  # entries of one hand that stand beside each other, as many as a clinic may have
_TELLS, _ASKS_PACKAGED, _ASKS_ELSE = range(3)
_LOOSE = 30.0  # how little the weights of that are held down
_EVERY, _EVERY_TOLD = 5, 2  # of the texts that alarm nobody, one in so many; of those that only tell
_SEEN_OFTEN = 8  # texts with a word of a group, at least
_OFTEN_TAKEN = (0.01, 0.02, 0.05)  # of texts that are about no entry
# Words in which somebody may ask; a text without any only tells.
_ASKS = re.compile(
    r"\?|\b(?:(?:can|could|may|might|should|shall|would|will|do|does|did|is|are|was|am|has|have)"
    r" (?:i|you|u|it|he|she|we|they|there|my|your|the|this|that|anyone|somebody|someone)"
    r"|how|whats?|when|wheres?|which|who|why|whose|any|ok|okay|allowed|possible|pls|please|or (?:not|nah)"
    r"|yes or no|wondering|tell me|recommend|advice|help)\b",
    re.IGNORECASE,
)
KnownParts = dict[str, npt.NDArray[Any]]


def main(language: Traversable) -> None:
    entries = faq.load(packaged())[0][REFERENCE]
    examples = own_examples.read(language)
    learnt_from = [one for name, one in examples.items() if name not in _HELD]
    layers = nearing_training.learnt(learnt_from, language)
    nearing_training.write(layers, language)
    engine = Engine(entries, language / "faq", own=OwnSight(language / "faq", Nearing(lambda: layers)))
    parts = _known(engine, learnt_from, entries, language)
    known = KnownMeanings.of(parts)
    beside = [[*_beside(examples[name], engine, known, entries, language)] for name in _HELD]
    for figure in crossed(*beside):
        print(figure)  # noqa: T201
    write(parts, weighing([one for each in beside for one in each]), language)


def write(parts: KnownParts, weighing: Weighing, language: Traversable) -> None:
    held = Path(str(language / "faq" / KNOWN))
    parts = parts | {"ranks": weighing.ranks, "weights": weighing.weights}
    np.savez_compressed(held, allow_pickle=False, **parts)
    print(f"{held.name}: {len(parts['rows'])} phrasings, {held.stat().st_size // 1024} KB")  # noqa: T201


def crossed(*hands: Sequence[Beside]) -> Iterator[str]:
    """How well the entries by one hand are found with what was weighed on those by the other."""
    for at, hand in enumerate(hands):
        learnt = weighing(hands[1 - at])
        right, sure, others = list[bool](), list[float](), list[float]()
        for one in hand:
            found = [learnt.judged(rows) for rows in one.seen]
            asked = int((one.meant >= 0).sum())
            right += (best == meant for (best, _), meant in zip(found[:asked], one.meant, strict=False))
            sure += (chance for _, chance in found[:asked])
            others += (chance for _, chance in found[asked : asked + one.hard])
        order = sorted(others, reverse=True)
        figures = [f"{_HELD[at]}: {np.mean(right):.1%} of {len(right)} rank first"]
        for share in _OFTEN_TAKEN:
            told = np.array(right) & (np.array(sure) > order[int(share * len(order))])
            figures.append(f"{told.mean():.1%} are told with {share:.0%} of {len(others)} others")
        yield ", ".join(figures)


def _known(
    engine: Engine, examples: Sequence[Examples], entries: Entries, language: Traversable
) -> KnownParts:
    """Give what is known of packaged phrasings, and what tells whether a text asks."""
    said = sorted({*texts(entries.values())})
    seen = [engine.seen(text) for text in said]
    ways = np.array([one.way for one in seen])
    scale = np.abs(ways).max()
    told = [engine.groups(text) for text in ordinary(language, _EVERY)]
    groups = np.array([*(one.groups for one in seen), *told])
    classed = [*_classed(examples, entries, language)]
    right = np.array([number for number, _ in classed])
    head, bias = fitted(np.array([engine.asking(text) for _, text in classed]), right, 3, _LOOSE)
    levels, levels_scale = levelled(head)
    return {
        "rows": np.round(ways / scale * LEVELS).astype(np.int8),
        "scale": scale,
        "prints": np.array([print_of(text) for text in said], dtype=np.uint32),
        "telling": np.log((1 + len(groups)) / (_SEEN_OFTEN + groups.sum(axis=0))).astype(np.float32),
        "head": levels,
        "head_scale": levels_scale,
        "bias": bias,
        "ranks": np.zeros(1, dtype=np.float32),
        "weights": np.zeros(1, dtype=np.float32),
    }


def _classed(
    examples: Sequence[Examples], entries: Entries, language: Traversable
) -> Iterator[tuple[int, str]]:
    """Texts that only tell, that ask something packaged, and that ask something else, by those numbers."""
    for one in examples:
        for entry in one.entries.values():
            yield from ((_ASKS_ELSE, text) for text in (*entry.asks, *entry.unseen))
        yield from ((_ASKS_PACKAGED if _ASKS.search(text) else _TELLS, text) for text in one.about_none())
    small, said = list[str](), list[str]()
    for packaged_one in entries.values():
        (small if packaged_one.kind is EntryKind.SMALLTALK else said).extend(packaged_one.asks)
    said += (text for _, text in asked_in(language, ASKED))
    told = [*ordinary(language, _EVERY_TOLD)]
    yield from ((_ASKS_PACKAGED, text) for text in said if _ASKS.search(text))
    yield from ((_ASKS_PACKAGED, text) for text in told[::_EVERY] if "?" in text)
    yield from ((_TELLS, text) for text in (*small, *told[::_EVERY_TOLD]) if not _ASKS.search(text))


def _beside(
    examples: Examples, engine: Engine, known: KnownMeanings, entries: Entries, language: Traversable
) -> Iterator[Beside]:
    """What is seen of texts, about an entry or none, beside as many entries as a clinic may have."""
    seen = cache(engine.seen)
    ordinarily = [*ordinary(language, _EVERY), *texts(entries.values())[::_EVERY]]
    names = sorted(examples.entries)
    for begin in range(0, len(names), _AT_ONCE):
        some = [examples.entries[name] for name in names[begin : begin + _AT_ONCE]]
        own = OwnEntries(
            known, [(str(at), seen(text)) for at, each in enumerate(some) for text in each.phrasings]
        )
        asked = [(at, text) for at, each in enumerate(some) for text in each.unseen]
        hard = [*(text for each in some for text in each.near), *examples.others]
        rows = [own.seen(seen(text)) for text in (*(text for _, text in asked), *hard, *ordinarily)]
        meant = [*(at for at, _ in asked), *([-1] * (len(rows) - len(asked)))]
        yield Beside(np.array(rows), np.array(meant), len(hard))


if __name__ == "__main__":
    main(packaged() / REFERENCE)
