"""Learns how a clinic's own entries are found: `make train`, after the head.

Every packaged entry is an example of which differences between two texts do not matter: those between the
phrasings of one. Twenty made-up entries of a clinic's, each with other ways to ask for it, and ordinary texts
about something else are examples of when an entry that nobody knew is meant.
"""

import json
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard.own_topics import print_of
from messages.heard.questions.engine import Engine
from messages.heard.questions.own import KNOWN, LEVELS, KnownMeanings, OwnEntries, compared
from messages.heard.questions.sight import Sight
from messages.heard.questions.weights import Array
from messages.languages import REFERENCE, packaged
from messages.said import faq
from messages.said.faq import Entries

EXAMPLES, TOLD = "own_examples.toml", "red_flags/told.jsonl"  # beside the entries, and above them
ORDINARY = ("harmless", "ordinary")  # what a told text is that somebody may ask or tell
_IS = "is"
_EVERY = 6  # of the told texts that are ordinary, one in so many
_HELD = 0.5  # how much the spread within entries is held towards a like one in every direction
_ROUNDS, _STRICT = 20, 1.0

KnownParts = dict[str, npt.NDArray[Any]]


def main(folder: Traversable) -> None:
    entries = faq.load(packaged())[0][REFERENCE]
    held = Path(str(folder / KNOWN))
    parts = known(entries, folder)
    np.savez_compressed(held, allow_pickle=False, **parts)
    print(f"{held.name}: {len(parts['rows'])} phrasings, {held.stat().st_size // 1024} KB")  # noqa: T201


def known(entries: Entries, folder: Traversable) -> KnownParts:
    """Give what is known of packaged phrasings. The same entries, head and examples give the same."""
    sight = Sight(entries, folder)
    said = [(one.id, text) for one in entries.values() for text in (one.title, *one.asks)]
    of = {text: name for name, text in said}
    texts = sorted(of)
    meanings = np.array([sight.deepest(sight.read([sight.meant(text)]))[0] for text in texts])
    middle = meanings.mean(axis=0)
    way = _way(meanings, [of[text] for text in texts])
    rows = compared(meanings, middle, way)
    scale = np.abs(rows).max()
    parts = {
        "rows": np.round(rows / scale * LEVELS).astype(np.int8),
        "scale": scale,
        "prints": np.array([print_of(text) for text in texts], dtype=np.uint32),
        "middle": middle,
        "way": way.astype(np.float16),
        "weights": np.zeros(6, dtype=np.float32),
    }
    parts["weights"] = _weights(Engine(entries, folder), KnownMeanings.of(parts), folder)
    return parts


def _way(meanings: Array, names: Sequence[str]) -> Array:
    """What makes all directions count alike in which phrasings of one entry differ."""
    of = np.array(names)
    each = [meanings[of == name] for name in sorted(set(names))]
    apart = np.concatenate([rows - rows.mean(axis=0) for rows in each])
    spread = apart.T @ apart / len(apart)
    spread += _HELD * np.trace(spread) / len(spread) * np.eye(len(spread), dtype=np.float32)
    sizes, ways = np.linalg.eigh(spread.astype(np.float64))
    return np.asarray(ways @ np.diag(sizes**-0.5) @ ways.T, dtype=np.float32)


def _weights(engine: Engine, learnt: KnownMeanings, folder: Traversable) -> Array:
    """How what is seen of a text beside an own entry is weighed: a logistic regression over such pairs."""
    told = tomllib.loads((folder / EXAMPLES).read_text(encoding="utf-8"))
    asked = [(name, text) for name, one in told.items() for text in (one["title"], *one["asks"])]
    ways = np.array([_seen(engine, learnt, text)[0] for _, text in asked])
    own = OwnEntries(learnt, [name for name, _ in asked], ways)
    cases = [(name, text) for name, one in told.items() for text in one["unseen"]]
    seen, right = [], []
    for name, text in [*cases, *((None, text) for text in ordinary(_EVERY))]:
        row, shares = _seen(engine, learnt, text)
        seen.append(own.seen(row, own.against(row), shares))
        right.append(np.array([one == name for one in own.names], dtype=np.float64))
    return _fitted(np.concatenate(seen), np.concatenate(right))


def _seen(engine: Engine, learnt: KnownMeanings, text: str) -> tuple[Array, tuple[float, float]]:
    meant = engine.sight.meant(text)
    read = engine.sight.read([meant])
    row: Array = learnt.apart(engine.sight.deepest(read))[0]
    return row, engine.speaking(engine.shares(meant, read.means()[0]))


def ordinary(every: int) -> Iterator[str]:
    """One in `every` so many texts of those that alarm nobody."""
    lines = (packaged() / REFERENCE / TOLD).read_text(encoding="utf-8").splitlines()
    texts = [one["text"] for one in map(json.loads, filter(None, lines)) if one[_IS] in ORDINARY]
    yield from texts[::every]


def _fitted(seen: Array, right: npt.NDArray[np.float64]) -> Array:
    """Fit by Newton's steps, with everything but the last weight held down a little."""
    held = np.diag([_STRICT] * (seen.shape[1] - 1) + [0.0])
    weights = np.zeros(seen.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-(seen @ weights)))
        slope = seen.T @ (chances - right) + held @ weights
        bend = (seen * (chances * (1 - chances))[:, np.newaxis]).T @ seen + held
        weights -= np.linalg.solve(bend, slope)
    return weights.astype(np.float32)


if __name__ == "__main__":
    main(packaged() / REFERENCE / "faq")
