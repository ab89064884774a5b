"""The page's requests and its live view, without a browser."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock
from bot.rehearsal.player import Player
from tests.patience import PATIENCE, patiently


@dataclass
class House:
    """The bot behind the page, as far as the page knows it."""

    due: datetime | None = None
    treated: datetime | None = None
    looked_at: list[datetime] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    may_begin: asyncio.Event = field(default_factory=asyncio.Event)
    sends: Callable[[datetime], None] = lambda _: None

    def __post_init__(self) -> None:
        self.may_begin.set()

    def looks(self, now: datetime) -> None:
        """The clock was moved."""
        self.looked_at.append(now)
        self.sends(now)

    def hooks(self, clock: RehearsalClock) -> PageHooks:
        async def next_due() -> datetime | None:
            return self.due

        async def treated(_: int) -> datetime | None:
            return self.treated

        async def begin_anew(zone: ZoneInfo, forget: Callable[[], None]) -> None:
            forget()
            await self.may_begin.wait()
            self.begun.append(str(zone))

        return PageHooks(next_due, lambda: self.looks(clock()), treated, begin_anew)


@dataclass
class Page:
    """The page's requests."""

    client: httpx.AsyncClient
    server: EmbeddedTelegram
    house: House
    clock: RehearsalClock
    player: Player

    async def act(self, act: str, **more: object) -> Any:  # noqa: ANN401 - each act has its own answer
        person = self.server.people[0].id
        answer = await self.client.post("/do", json={"act": act, "person": person, **more})
        return answer.json()

    async def listen(self, person: object = "") -> WebSocketClientConnection:
        """As a browser does, which always names the origin."""
        url = self.server.url.replace("http", "ws")
        origin = {"Origin": self.server.url}
        return await websocket_connect(
            HTTPRequest(f"{url}/live?person={person}", headers=origin, connect_timeout=PATIENCE)
        )


async def seen(socket: WebSocketClientConnection) -> dict[str, Any]:
    async with patiently():
        told = await socket.read_message()
    assert told is not None
    view: dict[str, Any] = json.loads(told)
    return view
