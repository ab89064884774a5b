"""Trains the head on the packaged entries, once they have changed: `make train`."""

import json
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.questions import own_training, topic_training
from messages.heard.questions.fitting import fitted, levelled
from messages.heard.questions.head import HEAD, digest
from messages.heard.questions.sight import Sight, joined
from messages.heard.questions.variations import VARIATIONS, Ways
from messages.languages import REFERENCE, packaged
from messages.said import faq
from messages.said.faq import Entries

_STRICT = 60.0  # how much the weights are held down; more is looser

HeadParts = dict[str, npt.NDArray[Any]]


def main(folder: Traversable) -> None:
    entries = faq.load(packaged())[0][REFERENCE]
    held = Path(str(folder / HEAD))
    np.savez_compressed(held, allow_pickle=False, **train(entries, folder))
    print(f"{held.name}: {len(entries)} entries, {held.stat().st_size // 1024} KB")  # noqa: T201
    own_training.main(packaged() / REFERENCE)
    topic_training.main(packaged() / REFERENCE)


def train(entries: Entries, folder: Traversable) -> HeadParts:
    """Give the parts of a head. The same entries give the same head."""
    sight = Sight(entries, folder)
    said = _varied(entries, Ways.read(folder / VARIATIONS))
    classes = sorted(entries)
    said = [(name, sight.meant(text)) for name, text in said]
    letters = np.array([sight.letters(meant) for _, meant in said])
    telling = np.log((1 + len(said)) / (1 + (letters > 0).sum(axis=0))).astype(np.float32) + 1
    meanings = np.array([sight.meaning(meant) for _, meant in said])
    seen = [joined(meaning, row * telling) for meaning, row in zip(meanings, letters, strict=True)]
    right = np.array([classes.index(name) for name, _ in said])
    weights, bias = fitted(np.array(seen), right, len(classes), _STRICT)
    levels, scale = levelled(weights)
    belongs = json.dumps({"classes": classes, "digest": digest(entries, folder)})
    return {
        "weights": levels,
        "scale": scale,
        "bias": bias,
        "telling": telling,
        "told": np.array(belongs),
    }


def _varied(entries: Entries, ways: Ways) -> list[tuple[str, str]]:
    """Give every text of every entry as it stands, and as others may type it."""
    return [
        (name, typed)
        for name in sorted(entries)
        for text in (entries[name].title, *entries[name].asks)
        if any(map(str.isalpha, text))  # a smile says nothing but itself
        for typed in ways.of(text)
    ]


if __name__ == "__main__":
    main(packaged() / REFERENCE / "faq")
