"""Trains the head on the packaged entries, once they have changed: `make train`."""

import json
import random
import re
import tomllib
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.questions import own_training
from messages.heard.questions.engine import HEAD, digest
from messages.heard.questions.sight import Sight, joined
from messages.heard.questions.weights import Array
from messages.languages import REFERENCE, packaged
from messages.said import faq
from messages.said.faq import Entries

VARIATIONS = "variations.toml"
_TIMES = 2  # variations of each text
_SEED = 7
_SWAPPED, _MISTYPED, _BEFORE, _AFTER = 0.5, 0.3, 0.3, 0.2  # shares of the variations
_ROUNDS = 300
_STEP, _FAST, _SLOW, _TINY = 0.1, 0.9, 0.999, 1e-8  # Adam's, with a step that falls to nothing
_STRICT = 60.0  # how much the weights are held down; more is looser
_LEVELS = 127

HeadParts = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Ways:
    """How the same question is typed by different people."""

    before: list[str]
    after: list[str]
    swaps: list[tuple[str, str]]
    keys: list[str]


def main(folder: Traversable) -> None:
    entries = faq.load(packaged())[0][REFERENCE]
    held = Path(str(folder / HEAD))
    np.savez_compressed(held, allow_pickle=False, **train(entries, folder))
    print(f"{held.name}: {len(entries)} entries, {held.stat().st_size // 1024} KB")  # noqa: T201
    own_training.main(folder)


def train(entries: Entries, folder: Traversable) -> HeadParts:
    """Give the parts of a head. The same entries give the same head."""
    sight = Sight(entries, folder)
    told = tomllib.loads((folder / VARIATIONS).read_text(encoding="utf-8"))
    said = _varied(entries, Ways(told["before"], told["after"], told["swaps"], told["keys"]))
    classes = sorted(entries)
    said = [(name, sight.meant(text)) for name, text in said]
    letters = np.array([sight.letters(meant) for _, meant in said])
    telling = np.log((1 + len(said)) / (1 + (letters > 0).sum(axis=0))).astype(np.float32) + 1
    meanings = np.array([sight.meaning(meant) for _, meant in said])
    seen = [joined(meaning, row * telling) for meaning, row in zip(meanings, letters, strict=True)]
    weights, bias = _fitted(np.array(seen), np.array([classes.index(name) for name, _ in said]), len(classes))
    scale = np.abs(weights).max(axis=0) / _LEVELS
    belongs = json.dumps({"classes": classes, "digest": digest(entries, folder)})
    return {
        "weights": np.round(weights / scale).astype(np.int8),
        "scale": scale,
        "bias": bias,
        "telling": telling,
        "told": np.array(belongs),
    }


def _fitted(seen: Array, right: npt.NDArray[np.intp], classes: int) -> tuple[Array, Array]:
    """Fit a softmax regression by Adam over all texts at once, which needs no luck."""
    texts = len(seen)
    wide = np.hstack([seen, np.ones((texts, 1), dtype=np.float32)])
    weights = np.zeros((wide.shape[1], classes), dtype=np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for number in range(1, _ROUNDS + 1):
        weighed = wide @ weights
        shares = np.exp(weighed - weighed.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        shares[np.arange(texts), right] -= 1
        slope = wide.T @ shares / texts
        slope[:-1] += weights[:-1] / (_STRICT * texts)
        mean = _FAST * mean + (1 - _FAST) * slope
        spread = _SLOW * spread + (1 - _SLOW) * slope * slope
        step = _STEP * (1 - number / (_ROUNDS + 1))
        weights -= step * (mean / (1 - _FAST**number)) / (np.sqrt(spread / (1 - _SLOW**number)) + _TINY)
    return weights[:-1], weights[-1]


def _varied(entries: Entries, ways: Ways) -> list[tuple[str, str]]:
    """Give every text of every entry as it stands, and as others may type it.

    Each text has its own chances, so that another one beside it changes nothing about it.
    """
    said = []
    for name in sorted(entries):
        for text in (entries[name].title, *entries[name].asks):
            if any(map(str.isalpha, text)):  # a smile says nothing but itself
                chance = random.Random(f"{_SEED} {text}")  # noqa: S311 - nothing secret about it
                said.append((name, text))
                said += [(name, _variation(text, ways, chance)) for _ in range(_TIMES)]
    return said


def _variation(text: str, ways: Ways, chance: random.Random) -> str:
    if chance.random() < _SWAPPED:
        word, other = chance.choice(ways.swaps)
        text = re.sub(rf"\b{word}\b", other, text, count=1)
    if chance.random() < _MISTYPED:
        text = _mistyped(text, ways.keys, chance)
    if chance.random() < _BEFORE:
        text = chance.choice(ways.before) + text
    if chance.random() < _AFTER:
        text += chance.choice(ways.after)
    return text


def _mistyped(text: str, keys: list[str], chance: random.Random) -> str:
    """Leave out, swap, double or hit the wrong one of the letters inside a word."""
    inside = [place for place in range(1, len(text)) if text[place - 1 : place + 1].isalpha()]
    if not inside:
        return text
    at = chance.choice(inside)
    before, letter, after = text[: at - 1], text[at - 1 : at + 1], text[at + 1 :]
    row = next((row for row in keys if letter[1].lower() in row), "e")
    beside = row[max(row.find(letter[1].lower()) - 1, 0)]
    return before + chance.choice([letter[0], letter[::-1], letter + letter[1], letter[0] + beside]) + after


if __name__ == "__main__":
    main(packaged() / REFERENCE / "faq")
