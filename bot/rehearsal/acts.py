"""What one can do on the page: as a person, or with time."""

from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping

from bot.rehearsal.links import starting_links
from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import CannotError, Stage
from bot.rehearsal.strip_acts import STRIP_ACTS
from bot.rehearsal.summary import summary_of
from bot.rehearsal.time_acts import TIME_ACTS

LONGEST_NAME = 40
LARGEST_FILE = 2_000_000  # bytes; more than the bot reads, so that its answer to that can be seen
_DONE: Json = {}


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


async def _press(stage: Stage, asked: Json) -> Json:
    _as(asked, stage).press(str(asked["label"]))
    return _DONE


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


async def _document(stage: Stage, asked: Json) -> Json:
    """A file that was chosen at the page, as a clinic sends its diary."""
    name, content = str(asked["name"]), b64decode(str(asked["content"]), validate=True)
    if not 0 < len(content) <= LARGEST_FILE:
        raise CannotError(f"Please choose a file of 1 byte to {LARGEST_FILE // 1_000_000} MB.")
    kind = "text/calendar" if name.casefold().endswith(".ics") else "text/csv"
    _as(asked, stage).document(content, name, kind)
    return _DONE


async def _scan(stage: Stage, asked: Json) -> Json:
    """Hold another phone before a picture on this one: the link that its camera reads, if it reads any."""
    from bot.rehearsal.scanning import link_in  # noqa: PLC0415  (the page opens before any of it is needed)

    chat, world = _as(asked, stage).chat, stage.server.world
    message = chat.message(int(asked["message"]))
    kept = world.files.get(message.body["photo"][-1]["file_id"]) if message else None
    links = starting_links(chat.bot_messages, world.me["username"])
    return {"link": link_in(kept.upload.content, links) if kept else None}


async def _join(stage: Stage, asked: Json) -> Json:
    name = " ".join(str(asked.get("name", "")).split())
    if not name:
        raise CannotError("Please give them a name first.")
    return {"person": stage.server.guest(name[:LONGEST_NAME]).id}


async def _summary(stage: Stage, _: Json) -> Json:
    gists = await stage.hooks.gists() if stage.hooks.gists else []
    return {"summary": {**summary_of(stage), "sessions": gists}}


ACTS: Mapping[str, Callable[[Stage, Json], Awaitable[Json]]] = {
    "say": _say,
    "edit": _edit,
    "tap": _tap,
    "press": _press,
    "start": _start,
    "open": _open,
    "block": _block,
    "unblock": _unblock,
    "send": _send,
    "document": _document,
    "join": _join,
    "scan": _scan,
    "summary": _summary,
    **TIME_ACTS,
    **STRIP_ACTS,
}
