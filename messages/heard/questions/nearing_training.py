"""Learns the last layers of the encoder further, so that what asks for the same thing lies near each other.

Two texts that ask for one thing are drawn nearer than each is to all others that are read with them: what
asks for other things, and what asks for nothing at all.
"""

import json
import random
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from messages.heard.questions.encoder import ALL, Encoder
from messages.heard.questions.nearing import FURTHER, NEARING, PAIRS, packed
from messages.heard.questions.nearing_slopes import FurtherParts, PieceGroup, slopes
from messages.heard.questions.own_examples import Examples, ordinary
from messages.heard.questions.sight import Sight, wordpieces
from messages.heard.questions.topic_head import ASKED, NONE
from messages.languages import REFERENCE, packaged
from messages.said import faq
from messages.said.faq import Entries, EntryKind

_SEED = 7
_STEPS = 600
_STEP, _FAST, _SLOW, _TINY = 1.5e-4, 0.9, 0.999, 1e-8  # Adam's
_WARM = 50  # steps until one has its full length
_DECAY = 0.01
_PAIRS, _BESIDE = 24, 12  # of texts that are read together, and what asks for nothing alike
_MOST = 30  # texts of one thing that count
_PIECES = 48  # of a text
_EVERY = 8  # of the texts that alarm nobody, one in so many
_LETTERS = 4  # that a text has at least, which is more than a smile

PiecesOf = dict[str, npt.NDArray[np.float16]]


def write(parts: FurtherParts, folder: Traversable) -> None:
    held = Path(str(folder / "faq" / NEARING))
    np.savez_compressed(held, allow_pickle=False, **packed(parts))
    print(f"{held.name}: {held.stat().st_size // 1024} KB")  # noqa: T201


def learnt(examples: Sequence[Examples], folder: Traversable) -> FurtherParts:
    """Give the layers. The same entries and examples give the same layers."""
    entries = faq.load(packaged())[0][REFERENCE]
    things, beside = [*_things(examples, entries, folder)], [*_beside(examples, entries, folder)]
    sight = Sight(entries, folder / "faq")
    texts = {text for thing in things for text in thing} | {*beside}
    read = {text: sight.read([sight.meant(text)]).rows[:_PIECES].astype(np.float16) for text in sorted(texts)}
    parts, chance = begun(), random.Random(_SEED)  # noqa: S311 - nothing secret about it
    adam = _NearingSteps(parts)
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
    for topic, text in asked(folder):
        about.setdefault(topic, []).append(text)
    yield from (texts for topic, texts in about.items() if topic != NONE)


def _beside(examples: Sequence[Examples], entries: Entries, folder: Traversable) -> Iterator[str]:
    """What is about none of them."""
    for one in examples:
        yield from one.about_none()
    for entry in entries.values():
        if entry.kind is EntryKind.SMALLTALK:
            yield from (entry.title, *entry.asks)
    yield from (text for topic, text in asked(folder) if topic == NONE)
    yield from ordinary(folder, _EVERY)


def asked(folder: Traversable) -> Iterator[tuple[str, str]]:
    for line in (folder / "advice" / ASKED).read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        yield told["topic"], told["text"]


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


def begun() -> FurtherParts:
    """Where learning begins: the layers as they came."""
    layers = Encoder(wordpieces(), layers=ALL).layers
    return {
        f"{number}.{name}.{at}": part.copy()
        for number in FURTHER
        for name in PAIRS
        for at, part in enumerate(getattr(layers[number], name))
    }


class _NearingSteps:
    """Takes steps against the slope, longer where it is steady; they fall to nothing at the end."""

    def __init__(self, parts: FurtherParts) -> None:
        self._mean = {name: np.zeros_like(part) for name, part in parts.items()}
        self._spread = {name: np.zeros_like(part) for name, part in parts.items()}
        self._taken = 0

    def step(self, parts: FurtherParts, found: FurtherParts) -> None:
        steep = np.sqrt(sum(float((part * part).sum()) for part in found.values()))
        shorter = np.float32(min(1.0, 1 / (steep + _TINY)))
        step = _STEP * min(1.0, self._taken / _WARM) * (1 - self._taken / _STEPS)
        self._taken += 1
        early, late = 1 - _FAST**self._taken, 1 - _SLOW**self._taken
        for name, part in found.items():
            slope = part * shorter
            mean, spread = self._mean[name], self._spread[name]
            mean *= _FAST
            mean += (1 - _FAST) * slope
            spread *= _SLOW
            spread += (1 - _SLOW) * slope * slope
            parts[name] *= np.float32(1 - step * _DECAY)
            parts[name] -= (step / early) * mean / (np.sqrt(spread / late) + _TINY)
