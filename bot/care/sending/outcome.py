"""How the sending of a message went."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from bot.model import Message


class Result(Enum):
    """What is known after a sending."""

    SENT = auto()
    NOT_SENT = auto()  # proven: it never left
    WAIT = auto()  # Telegram asks for patience; proven unsent
    UNCLEAR = auto()  # it may have arrived
    BLOCKED = auto()  # this chat cannot be written to, by Telegram's own words
    REFUSED = auto()  # Telegram does not take this message


@dataclass(frozen=True)
class Outcome:
    """How the sending of one message went; `wait` is Telegram's retry_after."""

    message: Message
    result: Result
    telegram_id: int | None = None
    wait: timedelta = timedelta(0)
    error: str | None = None
