"""A fake Telegram at the outermost seam: chats that show messages, and a network that may fail."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.tls import NeverLeftError
from tests.crash.fuse import Fuse

Json = dict[str, Any]
BOT: Json = {"id": 123456789, "is_bot": True, "first_name": "Aftercare", "username": "aftercare_test_bot"}
RETRY_AFTER = 30


class Outcome(StrEnum):
    """What becomes of one sending; `applied`: the chat shows it although the bot hears otherwise."""

    OK = "ok"
    WAIT = "429"
    ERROR = "500"
    ERROR_APPLIED = "500 applied"
    RESET = "reset"
    RESET_APPLIED = "reset applied"
    UNREACHABLE = "connect error"
    FORBIDDEN = "403"

    @property
    def applied(self) -> bool:
        return self in (Outcome.OK, Outcome.ERROR_APPLIED, Outcome.RESET_APPLIED)

    @property
    def unclear(self) -> bool:
        return self in (Outcome.ERROR, Outcome.ERROR_APPLIED, Outcome.RESET, Outcome.RESET_APPLIED)


@dataclass(frozen=True)
class Shown:
    """A message as the chat shows it, and what held for the patient at that moment."""

    id: int
    chat: int
    at: datetime
    text: str
    buttons: tuple[tuple[str, str], ...]
    status: str | None = None
    zone: str | None = None

    @property
    def row(self) -> int | None:
        return row_of(self.buttons)


@dataclass(frozen=True)
class Attempt:
    """One message that left the bot: of which outbox row, where it can be told, and what became of it."""

    row: int | None
    text: str
    at: datetime
    outcome: Outcome


def row_of(buttons: tuple[tuple[str, str], ...]) -> int | None:
    """The outbox row of a step of the plan; its buttons name it."""
    data = [data for _, data in buttons]
    if any(found.startswith("again:") for found in data):
        return None  # the reply to an answer, which also has the button for the worried
    return next((int(found.partition(":")[2]) for found in data if found.startswith("worried:")), None)


@dataclass
class World:
    """Everything outside the bot that outlives it: time, chats, and updates not yet confirmed."""

    now: datetime
    shown: list[Shown] = field(default_factory=list)
    pending: list[Json] = field(default_factory=list)
    sent: list[Json] = field(default_factory=list)  # every update there ever was
    did: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # what people did, by kind
    ahead: list[Outcome] = field(default_factory=list)  # of the next sendings; then all is well
    weather: Outcome = Outcome.OK  # of all the others
    attempts: list[Attempt] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)

    def newest(self, chat: int, label: str) -> tuple[Shown, str] | None:
        """The newest message of a chat that has a button of that label, and its data."""
        for message in reversed(self.shown):
            for words, data in message.buttons:
                if message.chat == chat and words == label:
                    return message, data
        return None


Facts = Callable[[int], tuple[str | None, str | None]]


class Network(BaseRequest):
    """Carries the bot's requests into the world, through whatever the weather is."""

    def __init__(self, world: World, fuse: Fuse, facts: Facts) -> None:
        self._world, self._fuse, self._facts = world, fuse, facts

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        del method
        called = url.rpartition("/")[2]
        if called in ("sendMessage", "sendPhoto"):
            return self._send(called, request_data.parameters if request_data else {})
        self._fuse.burn(f"before {called}")
        return _granted(BOT if called == "getMe" else True)

    def _send(self, called: str, asked: Mapping[str, Any]) -> tuple[int, bytes]:
        """A text, or a picture with a caption, which is shown by its words here."""
        self._fuse.burn(f"before {called} left")
        world = self._world
        outcome = world.ahead.pop(0) if world.ahead else world.weather
        rows = asked.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = tuple((button["text"], button["callback_data"]) for row in rows for button in row)
        text = asked["text"] if called == "sendMessage" else asked["caption"]
        world.attempts.append(Attempt(row_of(buttons), text, world.now, outcome))
        message = self._show(int(asked["chat_id"]), text, buttons) if outcome.applied else None
        self._fuse.burn(f"before {called} was answered")
        return _answer(outcome, message)

    def _show(self, chat: int, text: str, buttons: tuple[tuple[str, str], ...]) -> Json:
        world = self._world
        shown = Shown(len(world.shown) + 1, chat, world.now, text, buttons, *self._facts(chat))
        world.shown.append(shown)
        return message_json(shown.id, chat, shown.at, shown.text, BOT)


def message_json(message_id: int, chat: int, at: datetime, text: str, sender: Json) -> Json:
    face = {"id": chat, "type": "private", "first_name": "Pat"}
    date = int(at.timestamp())
    return {"message_id": message_id, "chat": face, "from": sender, "date": date, "text": text}


def _granted(result: object) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


def _refused(code: int, words: str, **parameters: int) -> tuple[int, bytes]:
    extra = {"parameters": parameters} if parameters else {}
    return code, json.dumps({"ok": False, "error_code": code, "description": words, **extra}).encode()


def _answer(outcome: Outcome, message: Json | None) -> tuple[int, bytes]:
    match outcome:
        case Outcome.OK:
            return _granted(message)
        case Outcome.WAIT:
            return _refused(429, "Too Many Requests: retry after 30", retry_after=RETRY_AFTER)
        case Outcome.FORBIDDEN:
            return _refused(403, "Forbidden: bot was blocked by the user")
        case Outcome.ERROR | Outcome.ERROR_APPLIED:
            return _refused(500, "Internal Server Error")
        case Outcome.RESET | Outcome.RESET_APPLIED:
            raise NetworkError("the connection was torn")
        case Outcome.UNREACHABLE:
            raise NeverLeftError("no connection")
