"""The page's requests and its live view, without a browser."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bot.rehearsal import EmbeddedTelegram, RehearsalClock
from tests.patience import PATIENCE, patiently


@dataclass
class House:
    """The bot behind the page, as far as the page knows it."""

    due: datetime | None = None
    looked_at: list[datetime] = field(default_factory=list)


@dataclass
class Page:
    """The page's requests."""

    client: httpx.AsyncClient
    server: EmbeddedTelegram
    house: House
    clock: RehearsalClock

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
