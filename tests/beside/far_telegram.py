"""A Telegram as far away as the real one and as strict, which itself costs next to nothing."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

ROUND_TRIP = 0.08  # seconds
MOST = 30  # messages in any second that are taken, over all
WAIT = 5  # seconds that one too many asks the bot to wait
LONGEST_POLL = 20.0  # seconds
BLANK = b"\r\n\r\n"
GRANTED = {"ok": True, "result": True}
ME = {"id": 123456789, "is_bot": True, "first_name": "Aftercare", "username": "aftercare_bench_bot"}


@dataclass(frozen=True)
class Arrival:
    """One message that reached Telegram, by the loop's clock; whether it was taken."""

    at: float
    chat: int
    taken: bool


@dataclass
class FarTelegram:
    """One bot's; it keeps when each message came, and offers updates when told to."""

    most: int = MOST
    round_trip: float = ROUND_TRIP
    arrivals: list[Arrival] = field(default_factory=list)
    polled_at: float | None = None  # when it was asked for updates for the first time
    _taken: deque[float] = field(default_factory=deque)
    _pending: list[dict[str, Any]] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: int = 0
    _server: asyncio.Server | None = None

    async def start(self) -> str:
        """Listen on the loopback; its URL."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Line(self), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        if self._server:
            self._server.close()

    def write(self, chat: int, text: str, *, date: int) -> None:
        """Somebody writes to the bot."""
        self._numbers += 1
        person = {"id": chat, "is_bot": False, "first_name": "Pat", "language_code": "en"}
        place = {"id": chat, "type": "private", "first_name": "Pat"}
        entity = {"type": "bot_command", "offset": 0, "length": len(text)}
        said = {"message_id": self._numbers, "from": person, "chat": place, "date": date, "text": text}
        self._pending.append({"update_id": self._numbers, "message": {**said, "entities": [entity]}})
        self._news.set()

    def refused(self) -> int:
        return sum(not arrival.taken for arrival in self.arrivals)

    def fullest_second(self) -> int:
        """The most messages that came within any one second."""
        window, fullest = deque[float](), 0
        for arrival in self.arrivals:
            window.append(arrival.at)
            while window[0] <= arrival.at - 1.0:
                window.popleft()
            fullest = max(fullest, len(window))
        return fullest

    async def answer(self, method: str, asked: dict[str, str]) -> dict[str, Any]:
        match method:
            case "getUpdates":
                return {"ok": True, "result": await self._updates(asked)}
            case "sendMessage" | "sendPhoto" | "sendDocument":
                answer = self._message(int(asked["chat_id"]), asked.get("text", ""))
            case "getMe":
                answer = {"ok": True, "result": ME}
            case _:
                answer = GRANTED
        await asyncio.sleep(self.round_trip)
        return answer

    def _message(self, chat: int, text: str) -> dict[str, Any]:
        now = asyncio.get_running_loop().time()
        while self._taken and self._taken[0] <= now - 1.0:
            self._taken.popleft()
        taken = len(self._taken) < self.most
        self.arrivals.append(Arrival(now, chat, taken))
        if not taken:
            words = f"Too Many Requests: retry after {WAIT}"
            return {"ok": False, "error_code": 429, "description": words, "parameters": {"retry_after": WAIT}}
        self._taken.append(now)
        place = {"id": chat, "type": "private", "first_name": "Pat"}
        said = {"message_id": len(self.arrivals), "from": ME, "chat": place, "date": 1_700_000_000}
        return {"ok": True, "result": {**said, "text": text}}

    async def _updates(self, asked: dict[str, str]) -> list[dict[str, Any]]:
        """What is new; half a round trip lies on either side of it."""
        if self.polled_at is None:
            self.polled_at = asyncio.get_running_loop().time()
        offset, patience = int(asked.get("offset", 0)), float(asked.get("timeout", 0))
        await asyncio.sleep(self.round_trip / 2)
        self._pending = [one for one in self._pending if one["update_id"] >= offset]
        try:
            async with asyncio.timeout(min(patience, LONGEST_POLL)):
                while not self._pending:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            pass
        await asyncio.sleep(self.round_trip / 2)
        return list(self._pending)


class _Line(asyncio.Protocol):
    """One connection that is kept; a request at a time."""

    def __init__(self, telegram: FarTelegram) -> None:
        self._telegram, self._got = telegram, b""
        self._work: asyncio.Task[None] | None = None
        self._line: asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._line = transport

    def connection_lost(self, _: Exception | None) -> None:
        if self._work:
            self._work.cancel()

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, blank, body = self._got.partition(BLANK)
        if not blank:
            return
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if len(body) < int(length or 0):
            return
        self._got = b""
        method = head.split(b" ", 2)[1].decode().rpartition("/")[2]
        asked = {name: found[-1] for name, found in parse_qs(body.decode(errors="replace")).items()}
        self._work = asyncio.create_task(self._answer(method, asked))

    async def _answer(self, method: str, asked: dict[str, str]) -> None:
        answer = await self._telegram.answer(method, asked)
        body = json.dumps(answer).encode()
        status = b"200 OK" if answer["ok"] else b"429 Too Many Requests"
        head = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._line.write(head % (status, len(body)) + body)
