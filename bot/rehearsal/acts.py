"""What one can do on the page: as a person, or with the clock."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.rehearsal.shapes import Json
from bot.rehearsal.telegram import EmbeddedTelegram

LONGEST_NAME = 40
_DONE: Json = {}


class CannotError(Exception):
    """Said to the person at the page, in plain words."""


@dataclass(frozen=True)
class Stage:
    """Everything the page shows and moves."""

    server: EmbeddedTelegram
    clock: RehearsalClock
    next_due: Callable[[], Awaitable[datetime | None]]
    clock_moved: Callable[[], None]
    zone: ZoneInfo

    def person(self, person_id: object) -> Person:
        for person in self.server.people:
            if str(person.id) == str(person_id):
                return person
        raise CannotError("That person is not here.")


def _as(asked: Json, stage: Stage) -> Person:
    return stage.person(asked.get("person"))


async def _say(stage: Stage, asked: Json) -> Json:
    text = str(asked.get("text", "")).strip()
    if not text:
        raise CannotError("There is nothing to send yet.")
    _as(asked, stage).say(text)
    return _DONE


async def _edit(stage: Stage, asked: Json) -> Json:
    text = str(asked.get("text", "")).strip()
    if not text:
        raise CannotError("An edited message needs some words.")
    _as(asked, stage).edit(int(asked["message"]), text)
    return _DONE


async def _tap(stage: Stage, asked: Json) -> Json:
    return {"query": _as(asked, stage).tap_data(int(asked["message"]), str(asked["data"]))}


async def _start(stage: Stage, asked: Json) -> Json:
    _as(asked, stage).start()
    return _DONE


async def _open(stage: Stage, asked: Json) -> Json:
    _as(asked, stage).open(str(asked["link"]))
    return _DONE


async def _block(stage: Stage, asked: Json) -> Json:
    person = _as(asked, stage)
    person.block()
    return {"say": f"{person.name} has blocked the bot."}


async def _unblock(stage: Stage, asked: Json) -> Json:
    person = _as(asked, stage)
    person.unblock()
    return {"say": f"{person.name} has unblocked the bot."}


async def _send(stage: Stage, asked: Json) -> Json:
    person = _as(asked, stage)
    sends: dict[str, Callable[[], Message]] = {
        "photo": person.photo,
        "voice": person.voice,
        "sticker": person.sticker,
        "location": person.location,
        "contact": person.contact,
    }
    sends[asked["what"]]()
    return _DONE


async def _join(stage: Stage, asked: Json) -> Json:
    name = " ".join(str(asked.get("name", "")).split())
    if not name:
        raise CannotError("Please give them a name first.")
    return {"person": stage.server.person(name[:LONGEST_NAME]).id}


async def _move(stage: Stage, asked: Json) -> Json:
    stage.clock.move(timedelta(minutes=int(asked["minutes"])))
    return _woken(stage)


async def _next(stage: Stage, _: Json) -> Json:
    """Move to the very instant of the next due message: the bot sends it when it wakes there."""
    due = await stage.next_due()
    if due is None:
        return {"say": "Nothing more is planned."}
    stage.clock.move(max(due - stage.clock(), timedelta()))
    return _woken(stage)


def _woken(stage: Stage) -> Json:
    stage.clock_moved()
    stage.server.world.tell()
    return {"say": f"It is now {stage.clock().astimezone(stage.zone):%A %H:%M}."}


ACTS: Mapping[str, Callable[[Stage, Json], Awaitable[Json]]] = {
    "say": _say,
    "edit": _edit,
    "tap": _tap,
    "start": _start,
    "open": _open,
    "block": _block,
    "unblock": _unblock,
    "send": _send,
    "join": _join,
    "move": _move,
    "next": _next,
}
