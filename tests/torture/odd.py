"""Makes odd updates of whole ones: fields missing, null, of a wrong type, huge; and what is no JSON."""

import copy
import json
import random
from collections.abc import Callable, Sequence
from typing import Any

from tests.torture.shapes import Json

Shape = Callable[[random.Random, Sequence[int]], tuple[str, Json]]
HALVES = ("\ud800", "\udc00", "I cannot \ud83d breathe", "\udfff\ud800")
WRONG: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    5,
    1.5,
    "",
    "5",
    [],
    [1],
    {},
    {"id": 5},
    [[]],
    2**31,
    2**63,
    10**30,
    -(2**63) - 1,
    float("inf"),
    float("nan"),
    1e300,
    253_402_300_800,
    "x" * 20_000,
    "\x00",
    *HALVES,
)
STRANGE_KEYS = ("telepathy", "self", "api_kwargs", "bot", "class", "", "\ud800", "__init__", "_id_attrs")
OFTEN_WHOLE = 0.25
MUTATIONS = 3


def odd_update(chance: random.Random, number: int, people: Sequence[int], shape: Shape) -> bytes:
    """The bytes of one update; about a quarter of them are whole."""
    kind, payload = shape(chance, people)
    update: Any = json.loads(json.dumps({"update_id": number, kind: payload}))  # no part of it twice
    if chance.random() < OFTEN_WHOLE:
        return _written(update)
    for _ in range(chance.randrange(1, MUTATIONS + 1)):
        _spoil(chance, update)
    return _tear(chance, _written(update))


def _written(update: object) -> bytes:
    return json.dumps(update).encode()


def _spoil(chance: random.Random, update: Any) -> None:  # noqa: ANN401  (JSON of any type)
    """Change one place, anywhere inside."""
    places = [*_places(update)]
    if not places:
        return
    holder, key = chance.choice(places)
    match chance.randrange(4):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[chance.choice(STRANGE_KEYS)] = copy.deepcopy(chance.choice(WRONG))
        case _:
            holder[key] = copy.deepcopy(chance.choice(WRONG))


def _places(value: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401
    """Every member and element, but for the number of the update, by which it is found again."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        here = waiting.pop()
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        for key in keys:
            if key != "update_id":
                found.append((here, key))
            if isinstance(here[key], dict | list):
                waiting.append(here[key])
    return found


def _tear(chance: random.Random, raw: bytes) -> bytes:
    """Now and then, bytes that no library writes."""
    match chance.randrange(40):
        case 0:
            return raw[:-1] + b',"deep":' + b"[" * 3000 + b"]" * 3000 + b"}"
        case 1:
            return raw[:-1] + b',"message":{}}'  # a second one of that name
        case 2:
            return raw[:-1] + b',"long":' + b"9" * 5000 + b"}"
        case 3:
            return raw[:-1] + b',"message": nonsense}'
        case 4:
            return raw[:-1] + b',"x":"\xff\xfe"}'
        case _:
            return raw
