"""Learns the last layers of the encoder further, so that what asks for the same thing lies near each other.

Two texts that ask for one thing are drawn nearer than each is to all others that are read with them: what
asks for other things, and what asks for nothing at all.
"""

import random
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from messages.heard.questions import learnt_layers
from messages.heard.questions.adam import Adam
from messages.heard.questions.encoder import ALL, Encoder
from messages.heard.questions.learnt_layers import LearntParts, packed
from messages.heard.questions.nearing import FURTHER, NEARING
from messages.heard.questions.nearing_slopes import PieceGroup, slopes
from messages.heard.questions.own_examples import Examples, ordinary
from messages.heard.questions.sight import Sight
from messages.heard.questions.topic_head import ASKED, NONE, asked_in
from messages.heard.questions.wordpieces import wordpieces
from messages.languages import REFERENCE, packaged
from messages.said import faq
from messages.said.faq import Entries, EntryKind

_SEED = 7
_STEPS = 600
_STEP = 1.5e-4
_PAIRS, _BESIDE = 24, 12  # of texts that are read together, and what asks for nothing alike
_MOST = 30  # texts of one thing that count
_PIECES = 48  # of a text
_EVERY = 8  # of the texts that alarm nobody, one in so many
_LETTERS = 4  # that a text has at least, which is more than a smile

PiecesOf = dict[str, npt.NDArray[np.float16]]


def write(parts: LearntParts, folder: Traversable) -> None:
    held = Path(str(folder / "faq" / NEARING))
    np.savez_compressed(held, allow_pickle=False, **packed(parts))
    print(f"{held.name}: {held.stat().st_size // 1024} KB")  # noqa: T201


def learnt(examples: Sequence[Examples], folder: Traversable) -> LearntParts:
    """Give the layers. The same entries and examples give the same layers."""
    entries = faq.load(packaged())[0][REFERENCE]
    things, beside = [*_things(examples, entries, folder)], [*_beside(examples, entries, folder)]
    sight = Sight(entries, folder / "faq")
    texts = {text for thing in things for text in thing} | {*beside}
    read = {text: sight.read([sight.meant(text)]).rows[:_PIECES].astype(np.float16) for text in sorted(texts)}
    parts, chance = begun(), random.Random(_SEED)  # noqa: S311 - nothing secret about it
    adam = Adam(parts, _STEPS, _STEP)
    with threadpool_limits(1):
        for _ in range(_STEPS):
            drawn = [read[text] for text in _drawn(things, beside, chance)]
            adam.step(parts, slopes(parts, FURTHER, PieceGroup.of(drawn), _PAIRS)[1])
    return parts


def _things(examples: Sequence[Examples], entries: Entries, folder: Traversable) -> Iterator[list[str]]:
    """Ways to ask for one thing each: an entry of a clinic's, one that is packaged, a topic of its advice."""
    for one in examples:
        yield from ([*entry.phrasings, *entry.unseen] for entry in one.entries.values())
    for entry in entries.values():
        if entry.kind is not EntryKind.SMALLTALK:
            yield [text for text in (entry.title, *entry.asks) if sum(map(str.isalpha, text)) >= _LETTERS]
    about: dict[str, list[str]] = {}
    for topic, text in asked_in(folder, ASKED):
        about.setdefault(topic, []).append(text)
    yield from (texts for topic, texts in about.items() if topic != NONE)


def _beside(examples: Sequence[Examples], entries: Entries, folder: Traversable) -> Iterator[str]:
    """What is about none of them."""
    for one in examples:
        yield from one.about_none()
    for entry in entries.values():
        if entry.kind is EntryKind.SMALLTALK:
            yield from (entry.title, *entry.asks)
    yield from (text for topic, text in asked_in(folder, ASKED) if topic == NONE)
    yield from ordinary(folder, _EVERY)


def _drawn(things: Sequence[Sequence[str]], beside: Sequence[str], chance: random.Random) -> list[str]:
    """Texts that ask for the same in pairs, first one of each and then the other, and others beside them."""
    often = [min(len(thing), _MOST) ** 0.5 for thing in things]
    drawn: dict[int, list[str]] = {}
    while len(drawn) < _PAIRS:
        (at,) = chance.choices(range(len(things)), often)
        if at not in drawn:
            drawn[at] = chance.sample(things[at], 2)
    one, other = zip(*drawn.values(), strict=True)
    return [*one, *other, *chance.sample(beside, _BESIDE)]


def begun() -> LearntParts:
    """Where learning begins: the layers as they came."""
    return learnt_layers.begun(Encoder(wordpieces(), layers=ALL).layers, FURTHER)
