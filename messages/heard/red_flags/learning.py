"""Trains the second opinion on the texts beside the rules, once they have changed: `make train`.

That learns all anew, in twenty minutes of a processor. After some new texts five are enough for
`python -m messages.heard.red_flags.learning LINES LAWS`: as many newest lines and laws, on top of the rest.

Two layers of the encoder are learnt further, and what weighs their outcome; all below stays as it came. Every
gradient is written out: so few layers need no framework, and the same texts give the same opinion.
"""

import io
import random
import sys
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from messages.heard.questions import learnt_layers
from messages.heard.questions.adam import Adam
from messages.heard.questions.encoder import Encoder
from messages.heard.questions.layers import SIZE
from messages.heard.questions.learnt_layers import LearntParts
from messages.heard.questions.wordpieces import wordpieces
from messages.heard.red_flags.gradients import LearntText, slopes
from messages.heard.red_flags.second_opinion import (
    CLASSES,
    OPINION,
    OWN,
    READ,
    packed,
    unpacked,
)
from messages.heard.red_flags.told_texts import added, digest, texts
from messages.languages import REFERENCE, packaged

_SEED = 7
_ROUNDS = 3
_AT_ONCE = 32  # texts
_NEAR_IN_LENGTH = 512  # texts of which such a group is made, so that it is of like length
_STEP = 1.5e-4
_ROUNDS_FURTHER, _STEP_FURTHER = 4, 1.5e-4
_OF_FURTHER = (
    0.25  # of 1: how far an opinion moves to what so few texts made of it, sure of itself as that is
)


def main(folder: Traversable, *newest: str) -> None:
    held = Path(str(folder / OPINION))
    with threadpool_limits(1):
        parts = further(folder, *map(int, newest)) if newest else train(folder)
    np.savez_compressed(held, allow_pickle=False, **parts)
    print(f"{held.name}: {held.stat().st_size // 1024} KB")  # noqa: T201


def train(folder: Traversable) -> dict[str, npt.NDArray[Any]]:
    """Give the parts of an opinion. The same texts give the same opinion."""
    learnt = begun(Encoder(wordpieces(), layers=OWN[-1] + 1))
    _learn(learnt, list(texts(folder)), _ROUNDS, _STEP)
    return packed(learnt, digest(folder))


def further(folder: Traversable, lines: int, laws: int) -> dict[str, npt.NDArray[Any]]:
    """Give the parts of the opinion that is there, once it has learnt so many newest lines and laws."""
    with np.load(io.BytesIO((folder / OPINION).read_bytes()), allow_pickle=False) as held:
        before = unpacked(held)
    learnt = {name: part.copy() for name, part in before.items()}
    _learn(learnt, list(added(folder, lines, laws)), _ROUNDS_FURTHER, _STEP_FURTHER)
    moved = {name: part + _OF_FURTHER * (learnt[name] - part) for name, part in before.items()}
    return packed(moved, digest(folder))


def _learn(parts: LearntParts, told: Sequence[tuple[str, int]], rounds: int, step: float) -> None:
    below = Encoder(wordpieces(), layers=OWN[0])
    read = {text: below.read(text, READ).astype(np.float16) for text in dict(told)}
    learnt = [LearntText(read[text], right) for text, right in told]
    chance = np.random.default_rng(_SEED)
    order = random.Random(_SEED)  # noqa: S311 - nothing secret about it
    adam = Adam(parts, rounds * -(-len(learnt) // _AT_ONCE), step)
    for number in range(rounds):
        loss = 0.0
        for group in _groups(learnt, order):
            lost, found = slopes(parts, group, chance)
            adam.step(parts, found)
            loss += lost
        print(f"round {number + 1} of {rounds}: {loss * _AT_ONCE / len(learnt):.3f}", flush=True)  # noqa: T201


def begun(encoder: Encoder) -> LearntParts:
    """Where learning begins: the layers as they came, and nothing known of their outcome."""
    parts = learnt_layers.begun(encoder.layers, OWN)
    parts["out.0"] = np.zeros((2 * SIZE, len(CLASSES)), dtype=np.float32)
    parts["out.1"] = np.zeros(len(CLASSES), dtype=np.float32)
    return parts


def _groups(told: Sequence[LearntText], order: random.Random) -> list[list[LearntText]]:
    """All texts in another order, in groups of nearly the same length."""
    drawn = order.sample(range(len(told)), len(told))
    near = sorted(range(len(drawn)), key=lambda at: (at // _NEAR_IN_LENGTH, len(told[drawn[at]].read), at))
    cut = [
        [told[drawn[at]] for at in near[start : start + _AT_ONCE]] for start in range(0, len(near), _AT_ONCE)
    ]
    order.shuffle(cut)
    return cut


if __name__ == "__main__":
    main(packaged() / REFERENCE, *sys.argv[1:])
