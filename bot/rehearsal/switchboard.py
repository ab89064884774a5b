"""From a method's name and raw parameters to the answer, through whatever trouble was ordered."""

import asyncio
import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.rehearsal.methods import DOES
from bot.rehearsal.parameters import spelled, understood
from bot.rehearsal.refusals import RefusalError
from bot.rehearsal.shapes import Ask, Upload
from bot.rehearsal.trouble import Orders, Page, Reset, ServerError, Silence, Slow, Trickle, Trouble, refusal
from bot.rehearsal.weather import Weather, met
from bot.rehearsal.world import World

BAD_GATEWAY = 502


@dataclass(frozen=True)
class Call:
    """One call of the bot: what it asked, when by the rehearsal's clock, and what came of it.

    `applied`: it took effect. `refusal`: Telegram's words against it. `trouble`: what hid the outcome.
    """

    method: str
    params: Mapping[str, Any]
    at: datetime
    result: Any = None
    refusal: str | None = None
    trouble: Trouble | None = None
    applied: bool = False

    @property
    def ok(self) -> bool:
        """It took effect, and the bot was told so."""
        return self.applied and self.trouble is None


@dataclass(frozen=True)
class Answer:
    """One HTTP answer."""

    status: int
    body: bytes
    kind: str = "application/json"
    retry_after: int | None = None
    encoding: str = ""
    pause: float = 0.0  # seconds between two bytes; 0 sends them all at once


class Switchboard:
    """Answers calls, and remembers every one in the order of their ends."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.orders = Orders()
        self.weather = Weather.WELL
        self.calls: list[Call] = []

    def begin_anew(self) -> None:
        self.orders.clear()
        self.calls.clear()

    async def answer(
        self, name: str, raw: Mapping[str, str], files: Mapping[str, Upload]
    ) -> Answer | Reset | Silence:
        method = spelled(name)
        if method is None:
            return refused(RefusalError(404, "Not Found: method not found"))
        call = Call(method, raw, self._world.clock())
        try:
            call = replace(call, params=understood(method, raw))
        except RefusalError as refusal_:
            self._remember(replace(call, refusal=refusal_.description))
            return refused(refusal_)
        return await self._carry_out(call, Ask(dict(call.params), files))

    async def _carry_out(self, call: Call, ask: Ask) -> Answer | Reset | Silence:
        trouble = self.orders.take(call.method, ask.params.get("chat_id")) or met(self.weather, call.method)
        if isinstance(trouble, Slow):
            await asyncio.sleep(trouble.each_way)
        answer = await self._answered(call, ask, trouble)
        if isinstance(trouble, Slow):
            await asyncio.sleep(trouble.each_way)
        return answer

    async def _answered(self, call: Call, ask: Ask, trouble: Trouble | None) -> Answer | Reset | Silence:
        if trouble and not trouble.applied:
            self._remember(replace(call, trouble=trouble))
            return _troubled(trouble, Answer(200, b""))
        try:
            result = DOES[call.method](self._world, ask)
            if inspect.isawaitable(result):
                result = await result
        except RefusalError as refusal_:
            self._remember(replace(call, refusal=refusal_.description, trouble=trouble))
            return _troubled(trouble, refused(refusal_))
        self._remember(replace(call, result=result, trouble=trouble, applied=True))
        return _troubled(trouble, _granted(result))

    def _remember(self, call: Call) -> None:
        self.calls.append(call)
        self._world.tell()


def _granted(result: object) -> Answer:
    """The result as JSON; what was offered as bytes in the place of an update stays as it is."""
    if isinstance(result, list):
        written = b"[" + b",".join(_written(one) for one in result) + b"]"
    else:
        written = _written(result)
    return Answer(200, b'{"ok": true, "result": ' + written + b"}")


def _written(value: object) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()


def refused(no: RefusalError) -> Answer:
    return Answer(no.code, json.dumps(no.json).encode(), retry_after=no.retry_after)


def _troubled(trouble: Trouble | None, told: Answer) -> Answer | Reset | Silence:
    """What leaves the house instead of what would have been told."""
    match trouble:
        case None | Slow():
            return told
        case Reset() | Silence():
            return trouble
        case Page(status, body, kind, encoding=encoding):
            return Answer(status, body, kind=kind, encoding=encoding)
        case Trickle(pause):
            return replace(told, pause=pause)
        case ServerError(status) if status == BAD_GATEWAY:
            return Answer(BAD_GATEWAY, b"<html><h1>502 Bad Gateway</h1></html>", kind="text/html")
        case _:
            return refused(refusal(trouble))
