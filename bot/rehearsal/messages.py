"""Messages as both sides of a chat see them, and the chats that hold them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.rehearsal.shapes import Json, Words

# A client shows "typing" for five seconds, or until the message comes.
TYPING_LASTS = timedelta(seconds=5)


@dataclass(frozen=True)
class Button:
    """One inline button."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Message:
    """One message as it is shown now; an edit makes a new value with the same id."""

    id: int
    chat: Json
    sender: Json
    at: datetime
    body: Mapping[str, Any]
    edited_at: datetime | None = None
    deleted: bool = False

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def text(self) -> str | None:
        return self.body.get("text")

    @property
    def caption(self) -> str | None:
        return self.body.get("caption")

    @property
    def words(self) -> str:
        """What there is to read: the text, else the caption, else nothing."""
        return self.text or self.caption or ""

    @property
    def edited(self) -> bool:
        return self.edited_at is not None

    @property
    def buttons(self) -> tuple[tuple[Button, ...], ...]:
        """Rows of inline buttons, as shown."""
        rows = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return tuple(
            tuple(Button(b["text"], b.get("callback_data"), b.get("url")) for b in row) for row in rows
        )

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button.label for row in self.buttons for button in row)

    def button(self, label: str) -> Button | None:
        return next((b for row in self.buttons for b in row if b.label == label), None)

    @property
    def json(self) -> Json:
        shown: Json = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat,
            "date": int(self.at.timestamp()),
        }
        if self.edited_at:
            shown["edit_date"] = int(self.edited_at.timestamp())
        return {**shown, **self.body}


@dataclass(frozen=True)
class Toast:
    """The answer to a tap, as the client shows it: a passing line, or an alert to be closed."""

    query_id: str
    text: str
    alert: bool
    at: datetime


@dataclass(frozen=True)
class ReplyKeys:
    """A keyboard in the place of one's own, which a message of the bot's brought."""

    message_id: int
    sends: dict[str, str]  # label → contact or location where it sends that, instead of its words


@dataclass
class Chat:
    """A private chat or a group, with everything ever shown in it (deleted messages stay, marked)."""

    face: Json
    clock: Callable[[], datetime]
    messages: list[Message] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    started: bool = False
    blocked: bool = False
    met: bool = False
    member: bool = True
    acting: tuple[str, datetime] | None = None
    keys: ReplyKeys | None = None

    @property
    def id(self) -> int:
        return int(self.face["id"])

    @property
    def private(self) -> bool:
        return bool(self.face["type"] == "private")

    @property
    def bot_messages(self) -> list[Message]:
        return [message for message in self.messages if message.by_bot and not message.deleted]

    @property
    def last(self) -> Message | None:
        """The newest message of the bot that can still be seen."""
        return next((m for m in reversed(self.messages) if m.by_bot and not m.deleted), None)

    @property
    def typing(self) -> bool:
        return self.acting is not None and self.clock() < self.acting[1] + TYPING_LASTS

    def message(self, message_id: int) -> Message | None:
        """Ids count from 1 in each chat, so that code which confuses two chats is caught."""
        in_range = 0 < message_id <= len(self.messages)
        return self.messages[message_id - 1] if in_range else None

    def put(self, message: Message) -> None:
        if message.id == len(self.messages) + 1:
            self.messages.append(message)
        else:
            self.messages[message.id - 1] = message


def text_body(words: Words) -> Json:
    return {"text": words.text, **({"entities": list(words.entities)} if words.entities else {})}


def caption_body(words: Words) -> Json:
    if not words.text:
        return {}
    found = {"caption_entities": list(words.entities)} if words.entities else {}
    return {"caption": words.text, **found}
