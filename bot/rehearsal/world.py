"""The state behind the embedded Telegram, and a bell for whoever waits for a change of it."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.rehearsal.files import Files
from bot.rehearsal.menu import Menu
from bot.rehearsal.messages import Chat, Message
from bot.rehearsal.shapes import Json
from bot.rehearsal.updates import Updates


@dataclass(frozen=True)
class Query:
    """A tap that waits for its answer."""

    id: str
    chat_id: int
    at: datetime


@dataclass
class Hook:
    """Where a bot wants its updates brought; without a `url` it asks for them. And what failed last."""

    url: str = ""
    secret: str = ""
    failed: str = ""
    failed_at: int = 0


@dataclass
class World:
    """One bot, everyone who talks to it, and everything said."""

    me: Json
    clock: Callable[[], datetime]
    chats: dict[int, Chat] = field(default_factory=dict)
    users: dict[int, Json] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    menu: Menu = field(default_factory=Menu)
    hook: Hook = field(default_factory=Hook)
    updates: Updates = field(init=False)
    serial: int = 0  # of the newest tap or group
    _change: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.updates = Updates(self.clock, self.tell)

    def begin_anew(self) -> None:
        """Forget every chat, tap, file and update, and what a bot said of itself."""
        self.chats.clear()
        self.users.clear()
        self.queries.clear()
        self.files.clear()
        self.menu, self.hook = Menu(), Hook()
        self.updates = Updates(self.clock, self.tell)

    def next_serial(self) -> int:
        self.serial += 1
        return self.serial

    def changed(self) -> Coroutine[Any, Any, object]:
        """What ends at the next change of anything, counted from this call, whenever it is waited for."""
        return self._change.wait()

    def tell(self) -> None:
        """Wake everyone who waits for a change; those who come later wait for the next one."""
        change, self._change = self._change, asyncio.Event()
        change.set()

    def post(self, chat: Chat, sender: Json, body: Mapping[str, object]) -> Message:
        message = Message(len(chat.messages) + 1, chat.face, sender, self.clock(), body)
        chat.put(message)
        if message.by_bot:
            chat.acting = None
        self.tell()
        return message

    def revise(
        self, chat: Chat, message: Message, body: Mapping[str, object], *, hide: bool = False
    ) -> Message:
        """Show an edited body. A change of buttons alone is not marked as edited (`hide`), as in Telegram."""
        edited_at = message.edited_at if hide else self.clock()
        edited = replace(message, body=body, edited_at=edited_at)
        chat.put(edited)
        self.tell()
        return edited

    def delete(self, chat: Chat, message: Message) -> None:
        chat.put(replace(message, deleted=True))
        self.tell()

    def update(self, kind: str, payload: Json) -> None:
        self.updates.add(kind, payload)
        self.tell()
