"""Updates as bytes, offered to the bot, and what it has set aside of them."""

import json
from collections.abc import Callable
from typing import Any

from bot.rehearsal.people import Person
from bot.store import inbox
from bot.store.inbox import UpdateSetAside
from tests.bot.conftest import Clinic
from tests.patience import patiently

Form = Callable[[int], bytes]
GROUP = {"id": -1009999, "type": "supergroup", "title": "x"}
SORRY = "Something went wrong on my side"


def message(person: Person, number: int, **more: object) -> bytes:
    """A message as Telegram writes it, and whatever a test puts into it."""
    whole: dict[str, Any] = {
        "message_id": number % 10_000,
        "date": 1_795_444_920,
        "from": {"id": person.id, "is_bot": False, "first_name": "Pat", "language_code": "en"},
        "chat": {"id": person.id, "type": "private", "first_name": "Pat"},
        "text": "hello",
        **more,
    }
    return json.dumps({"update_id": number, "message": whole}).encode()


def of(kind: str, payload: object) -> Form:
    return lambda number: json.dumps({"update_id": number, kind: payload}).encode()


def set_aside(clinic: Clinic) -> list[UpdateSetAside]:
    return clinic.bot.store.run_now(inbox.all_set_aside)


async def barrier(clinic: Clinic, person: Person) -> None:
    """What was offered before has been dealt with, also what was tried again."""
    await clinic.barrier(person)
    await dealt_with(clinic)


async def dealt_with(clinic: Clinic) -> None:
    """Nothing waits any more."""
    async with patiently():
        while await clinic.bot.store.run(inbox.waiting):
            pass
