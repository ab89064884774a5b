"""The Bot API as data, where that file is present, and plain requests to the server."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.rehearsal import EmbeddedTelegram

_FILE = Path(__file__).parents[4] / "shared" / "botapi" / "api.json"
API: dict[str, Any] = json.loads(_FILE.read_text()) if _FILE.exists() else {}
needs_api = pytest.mark.skipif(not API, reason="the Bot API's description (../shared/botapi) is not here")

_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
    "Float": (int, float),
}


class Api:
    """Requests as any client may send them."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def __call__(self, method: str, **params: object) -> dict[str, Any]:
        answer = await self.client.post(method, json=params)
        told: dict[str, Any] = answer.json()
        assert told["ok"] == answer.is_success
        assert answer.is_success or told["error_code"] == answer.status_code
        return told

    async def result(self, method: str, **params: object) -> Any:  # noqa: ANN401 - each method has its own
        told = await self(method, **params)
        assert told["ok"], told
        return told["result"]

    async def refusal(self, method: str, **params: object) -> tuple[int, str]:
        told = await self(method, **params)
        assert not told["ok"], told
        return told["error_code"], told["description"]


def check_everything_said(server: EmbeddedTelegram) -> None:
    for call in server.calls:
        if call.applied:
            check(_ours(call.result), API["methods"][call.method]["returns"], call.method)
    check(_ours(server.pending), ["Array of Update"], "pending")


def _ours(value: object) -> object:
    """Bytes in the place of an update are what a test offered, and no word of the server's."""
    return [one for one in value if not isinstance(one, bytes)] if isinstance(value, list) else value


def check(value: object, types: list[str], where: str) -> None:
    problems = [_problem(value, kind, where) for kind in types]
    assert None in problems, "; ".join(filter(None, problems))


def _problem(value: object, kind: str, where: str) -> str | None:
    """Why this value is not of this type; None when it is."""
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return f"{where} is no array"
        inner = kind.removeprefix("Array of ")
        return next(
            (p for n, item in enumerate(value) if (p := _problem(item, inner, f"{where}[{n}]"))), None
        )
    if kind in _PLAIN:
        right = isinstance(value, _PLAIN[kind]) and isinstance(value, bool) == (kind in {"Boolean", "True"})
        return None if right else f"{where} is no {kind}: {value!r}"
    described = API["types"][kind]
    if "subtypes" in described:
        problems = [_problem(value, sub, where) for sub in described["subtypes"]]
        return None if None in problems else "; ".join(filter(None, problems))
    return _object_problem(value, described, f"{where}:{kind}")


def _object_problem(value: object, described: dict[str, Any], where: str) -> str | None:
    if not isinstance(value, dict):
        return f"{where} is no object"
    fields = {field["name"]: field for field in described.get("fields", [])}
    if unknown := set(value) - set(fields):
        return f"{where} has no {sorted(unknown)}"
    if missing := {name for name, field in fields.items() if field["required"]} - set(value):
        return f"{where} lacks {sorted(missing)}"
    for name, inner in value.items():
        problems = [_problem(inner, kind, f"{where}.{name}") for kind in fields[name]["types"]]
        if None not in problems:
            return "; ".join(filter(None, problems))
    return _constant_problem(value, fields, where)


def _constant_problem(value: dict[str, Any], fields: dict[str, Any], where: str) -> str | None:
    """`type` and `status` tell the members of a family apart, by a word that only their descriptions give."""
    for name in {"type", "status", "source"} & set(value) & set(fields):
        _, always, word = fields[name]["description"].partition("always “")
        if always and word.partition("”")[0] != value[name]:
            return f"{where}.{name} is {value[name]!r}"
    return None
