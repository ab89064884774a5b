"""Learns which topic of a clinic's advice a text asks about: `make train`, after the head that it rests on.

It learns from how people asked about each topic and beside all of them, from the phrasings of the entries,
and from what is told, not asked: a beer that somebody had is no question about beer.
"""

import json
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from messages.heard import advised
from messages.heard.advised import Topics
from messages.heard.questions import own_examples
from messages.heard.questions.engine import Engine
from messages.heard.questions.fitting import fitted, levelled
from messages.heard.questions.kinds import KINDS, Kinds
from messages.heard.questions.own_examples import ordinary
from messages.heard.questions.topic_head import ASKED, NONE, SINCE, TOPICS, asked_in, digest, features
from messages.heard.questions.variations import VARIATIONS, Ways
from messages.heard.questions.weights import Array
from messages.languages import REFERENCE, packaged
from messages.said import advice, faq
from messages.said.faq import Entries

_STATES = ("bruise", "tiredness")  # topics that are told and not asked about: "I am so tired"
_STRICT = 60.0
_FEWER = 1.4  # by what texts about no topic are rarer among questions than here, as a logarithm
_FIRST = "made"  # examples of a clinic's entries that are about none of the topics
_EVERY = 4  # of the texts that alarm nobody, one in so many

TaughtText = tuple[str, str]  # a topic, or `NONE`, and a text


def main(folder: Traversable) -> None:
    entries = faq.load(packaged())[0][REFERENCE]
    topics = advised.load(advice.load(packaged())[0], packaged())[0][REFERENCE]
    engine = Engine(entries, folder / "faq")
    said = [*asked(folder), *from_entries(entries, topics), *beside(folder, topics)]
    held = Path(str(folder / "advice" / TOPICS))
    np.savez_compressed(held, allow_pickle=False, **train(engine, said, folder))
    print(f"{held.name}: {len(said)} texts, {held.stat().st_size // 1024} KB")  # noqa: T201


def asked(folder: Traversable) -> Iterator[TaughtText]:
    """What people asked, each text as it stands and as others type it."""
    ways = Ways.read(folder / "faq" / VARIATIONS)
    for topic, text in asked_in(folder, ASKED, SINCE):
        for typed in ways.of(text):
            yield topic, typed


def from_entries(entries: Entries, topics: Topics) -> Iterator[TaughtText]:
    """The phrasings of the entries: those of a topic's own, and of all that the article answers."""
    for one in entries.values():
        about = topics.about(one.id) != (one.id,) or one.id in topics.proposals
        for text in (one.title, *one.asks):
            named = topics.asked(one.id, text) if about else (NONE,)
            if len(named) == 1:
                yield named[0], text


def beside(folder: Traversable, topics: Topics) -> Iterator[TaughtText]:
    """What is about no topic: a clinic's other entries, and what is told and not asked."""
    for one in own_examples.read(folder)[_FIRST].entries.values():
        yield from ((NONE, text) for text in (*one.phrasings, *one.unseen))
    kinds = Kinds.read(folder / "advice" / KINDS)
    states = [kinds.topics.index(name) for name in _STATES]
    for text in ordinary(folder, _EVERY):
        if "?" not in text and not topics.asks_leave(text) and not kinds.brought_up(text)[states].any():
            yield NONE, text


def train(engine: Engine, said: Sequence[TaughtText], folder: Traversable) -> dict[str, npt.NDArray[Any]]:
    """Give the parts of a head. The same texts give the same head."""
    kinds = Kinds.read(folder / "advice" / KINDS)
    classes = [*kinds.topics, NONE]
    seen = np.array([_seen(engine, kinds, text) for _, text in said])
    right = np.array([classes.index(topic) for topic, _ in said])
    weights, bias = fitted(seen, right, len(classes), _STRICT)
    bias[classes.index(NONE)] -= np.float32(_FEWER)
    levels, scale = levelled(weights)
    told = {"classes": classes, "digest": digest(folder / "advice", engine.head_digest)}
    return {"weights": levels, "scale": scale, "bias": bias, "told": np.array(json.dumps(told))}


def _seen(engine: Engine, kinds: Kinds, text: str) -> Array:
    meant = engine.sight.meant(text)
    row = engine.row(meant, engine.sight.meaning(meant))
    return features(row, engine.shares_of(row), kinds.brought_up(text, meant))


if __name__ == "__main__":
    main(packaged() / REFERENCE)
