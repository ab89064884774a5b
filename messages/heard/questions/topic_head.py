"""Which topic of a clinic's advice a text asks about, as training learnt it from how people put that."""

import hashlib
import io
import json
from collections.abc import Iterator
from importlib.resources.abc import Traversable

import numpy as np

from messages.heard.finds import LikelyTopics
from messages.heard.questions.kinds import KINDS, Kinds
from messages.heard.questions.weights import Array

TOPICS = "topics.npz"  # beside the proposals of the language
ASKED = "asked.jsonl"  # how people ask about each topic, and what is about none
SINCE = "asked_since.jsonl"  # the same, by more hands
NONE = "none"
_LEAST, _TENTH = 1e-3, np.float32(0.1)  # of a share that is looked at; how much its logarithm counts
_WORTH = 0.03  # the share from which a topic is named at all


class TopicHead:
    """Weighs how a text is seen, what it may ask of the article, and which kinds of things it names."""

    def __init__(self, folder: Traversable) -> None:
        """Read what was learnt, from a folder of proposals. Raises where that is missing or broken."""
        self._kinds = Kinds.read(folder / KINDS)
        with np.load(io.BytesIO((folder / TOPICS).read_bytes()), allow_pickle=False) as held:
            told = json.loads(str(held["told"]))
            self._weights = held["weights"].astype(np.float32) * held["scale"]
            self._bias: Array = held["bias"]
        self.classes, self.digest = tuple[str, ...](told["classes"]), str(told["digest"])

    def likely(self, row: Array, shares: Array, *typed: str) -> LikelyTopics:
        """The topics that a text may ask about. `row` is how it is seen, `shares` those of all entries."""
        weighed = features(row, shares, self._kinds.brought_up(*typed)) @ self._weights + self._bias
        chances = np.exp(weighed - weighed.max())
        chances /= chances.sum()
        order = np.argsort(-chances, kind="stable").tolist()
        return tuple((self.classes[at], float(chances[at])) for at in order if chances[at] >= _WORTH)


def features(row: Array, shares: Array, kinds: Array) -> Array:
    """All that is weighed of a text, in a row."""
    return np.concatenate([row, kinds, np.log(shares + np.float32(_LEAST)) * _TENTH])


def asked_in(language: Traversable, *lists: str) -> Iterator[tuple[str, str]]:
    """What people asked, by these lists of a language: a topic, or `NONE`, and the text."""
    for name in lists:
        for line in (language / "advice" / name).read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            yield told["topic"], told["text"]


def digest(folder: Traversable, head: str) -> str:
    """Tell what it is learnt from: the lists of a folder, and the `head` of the entries."""
    lists = [(folder / name).read_text(encoding="utf-8") for name in (ASKED, SINCE, KINDS)]
    return hashlib.sha256(json.dumps([lists, head]).encode()).hexdigest()
