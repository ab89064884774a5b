"""An update as the bytes that came: read whole, or, where that cannot be, for who wrote and what."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.constants import ChatType

from bot import answers
from bot.store.inbox import Kept

MOST_AT_ONCE = 100  # updates in one answer of Telegram's
MOST_NUMBER = 2**31 - 1  # Telegram counts updates in 31 bits
MOST_TEXT = 8192  # characters; Telegram allows half of that
MOST_ID = 2**52  # of a person, by the Bot API
NUMBER = re.compile(rb"[1-9][0-9]{0,9}")
HALF_A_SIGN = re.compile(rb"\\u[dD][89a-fA-F]")  # a surrogate, which alone is no character
WRITTEN = (Update.MESSAGE, Update.EDITED_MESSAGE)


class NotAnUpdateError(Exception):
    """JSON that is no object, or no update of the number under which it is kept."""


@dataclass(frozen=True)
class Glimpse:
    """What could be read of an update.

    `person` is whoever wrote or tapped in a private chat, and None elsewhere. `kind` is one of the Bot API's
    kinds, and `update` where it cannot be told.
    """

    kind: str = "update"
    sender: int | None = None
    person: int | None = None
    language: str | None = None
    text: str = ""


def numbered(found: Sequence[bytes]) -> list[Kept]:
    """Each update under its number; one that has none that can be read, or another's, under one of ours."""
    kept: dict[int, Kept] = {}
    for raw in found:
        number = _number(raw)
        if number is None or number in kept:
            number = -1 - int.from_bytes(hashlib.sha256(raw).digest()[:7])
        kept[number] = Kept(number, raw)
    return list(kept.values())


def _number(raw: bytes) -> int | None:
    found = NUMBER.fullmatch(_members(raw).get("update_id", b""))
    return int(found[0]) if found and int(found[0]) <= MOST_NUMBER else None


def confirmed(offset: int, kept: Sequence[Kept]) -> int:
    """What to ask for next, when these are on disk: the first number of which nothing is known yet.

    Telegram gives updates in order, without leaving any out. So those behind the last number that could be
    read have at least the numbers that follow it. Where none could be read, nothing shows that Telegram
    answered, and to ask for more would give up updates that nobody has seen. The next one that can be read,
    in the same answer, settles it; only an answer that is full has no place for one.
    """
    known = [place for place, one in enumerate(kept) if one.update_id > 0]
    if known:
        return kept[known[-1]].update_id + len(kept) - known[-1]
    return offset + len(kept) if offset and len(kept) >= MOST_AT_ONCE else offset


def read(kept: Kept) -> dict[str, Any]:
    """The whole update as JSON. Raises ValueError, RecursionError or NotAnUpdateError."""
    told = json.loads(kept.raw.decode("utf-8", "replace"))
    if not isinstance(told, dict) or type(told.get("update_id")) is not int:
        raise NotAnUpdateError
    if told["update_id"] != kept.update_id:
        raise NotAnUpdateError
    if HALF_A_SIGN.search(kept.raw):
        whole: dict[str, Any] = _of_characters(told)
        return whole
    return told


def _of_characters(value: Any) -> Any:  # noqa: ANN401  (JSON of any type)
    """The same without halves of characters, which no database and no message can hold."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [_of_characters(one) for one in value]
        case dict():
            return {_of_characters(name): _of_characters(one) for name, one in value.items()}
        case _:
            return value


def glimpse(raw: bytes) -> Glimpse:
    """What can be read of an update whatever else is wrong with it."""
    told = _members(raw)
    kind = next((one for one in Update.ALL_TYPES if one in told), None)
    if kind is None:
        return Glimpse()
    happened = _members(told[kind])
    sender = _members(happened.get("from", b""))
    person = _id(sender.get("id"))
    message = _members(happened.get("message", b"")) if kind == Update.CALLBACK_QUERY else happened
    chat = _members(message.get("chat", b""))
    speaks = kind in (*WRITTEN, Update.CALLBACK_QUERY)
    private = answers.value(chat.get("type")) == ChatType.PRIVATE
    return Glimpse(
        kind=str(kind),
        sender=person,
        person=(person or _id(chat.get("id"))) if speaks and private else None,
        language=_text(sender.get("language_code")) or None,
        text=_text(happened.get("text")) if kind in WRITTEN else "",
    )


def _members(raw: bytes) -> Mapping[str, bytes]:
    try:
        return answers.members(raw)
    except ValueError:
        return {}


def _id(raw: bytes | None) -> int | None:
    found = answers.value(raw)
    return found if type(found) is int and 0 < found <= MOST_ID else None


def _text(raw: bytes | None) -> str:
    found = answers.value(raw)
    return str(_of_characters(found))[:MOST_TEXT] if isinstance(found, str) else ""
