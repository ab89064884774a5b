"""The head of the engine, as it is kept: what training learnt of the packaged entries."""

import hashlib
import io
import json
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np

from messages.heard.questions.sight import TYPING
from messages.heard.questions.weights import Array
from messages.said.faq import Entries

HEAD = "head.npz"  # beside the entries of the language


@dataclass(frozen=True)
class Head:
    """What training learnt: weights of features for each class, and how telling letters are."""

    classes: tuple[str, ...]
    weights: Array
    bias: Array
    telling: Array
    digest: str

    @classmethod
    def read(cls, file: Traversable) -> "Head":
        with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as held:
            told = json.loads(str(held["told"]))
            weights = held["weights"].astype(np.float32) * held["scale"]
            parts = held["bias"], held["telling"]
            return cls(tuple(told["classes"]), weights, *parts, told["digest"])


def digest(entries: Entries, folder: Traversable) -> str:
    """Tell how entries are asked for, and typed, from any other way: a head belongs to one of them."""
    parts = sorted((entry.id, entry.title, entry.kind, entry.asks) for entry in entries.values())
    typing = (folder / TYPING).read_text(encoding="utf-8")
    return hashlib.sha256(json.dumps([parts, typing]).encode()).hexdigest()
