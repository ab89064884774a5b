"""A rehearsal that is kept: what Telegram and the page know is written as it happens, and taken up again."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Base64Bytes, TypeAdapter, ValidationError

from bot.rehearsal.files import Kept
from bot.rehearsal.menu import Menu, Scope
from bot.rehearsal.messages import Chat, Message, ReplyKeys, Toast
from bot.rehearsal.people import Person
from bot.rehearsal.shapes import Json, Upload
from bot.rehearsal.stage import Stage
from bot.rehearsal.starts import Start
from bot.rehearsal.tally import Counted, Tally
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.rehearsal.updates import Queued
from bot.rehearsal.world import Query

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptPerson:
    """Someone with a phone, and the chat on it."""

    id: int
    name: str
    language: str
    note: str
    messages: list[Message]
    toasts: list[Toast]
    started: bool
    blocked: bool
    met: bool
    keys: ReplyKeys | None
    guest: bool = False


@dataclass(frozen=True)
class KeptFile:
    """A file, and what Telegram tells of it."""

    facts: Json
    path: str
    name: str
    mime_type: str
    content: Base64Bytes


@dataclass(frozen=True)
class KeptMenu:
    """What the bot said of itself; lists, since JSON has no keys of several parts."""

    commands: list[tuple[Scope, str, list[Json]]]
    texts: list[tuple[str, str, str]]
    buttons: dict[int, Json]


@dataclass(frozen=True)
class KeptQueue:
    """The updates that are to come, and which have gone."""

    pending: list[Queued]
    count: int
    allowed: frozenset[str]
    confirmed: set[int]
    forgotten: set[int]


@dataclass(frozen=True)
class KeptStage:
    """All of it; which day a bot's own file knows is kept there."""

    start: Start
    turn: int
    people: list[KeptPerson]
    files: list[KeptFile]
    menu: KeptMenu
    queue: KeptQueue
    counted: Counted
    queries: list[Query] = field(default_factory=list)
    serial: int = 0
    chosen: Start | None = None


_WRITTEN = TypeAdapter(KeptStage)


def read(file: Path) -> KeptStage | None:
    """What is kept there; None where nothing is. Raises OSError, and ValueError for what cannot be read."""
    try:
        return _WRITTEN.validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise ValueError(f"{file} holds no rehearsal that this release can go on with") from error


def write(file: Path, stage: Stage, tally: Tally) -> None:
    """Keep everything as it is in this moment; whoever kills this process leaves the file whole."""
    new = file.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_bytes(_WRITTEN.dump_json(_kept(stage, tally)))
    new.replace(file)


@contextlib.asynccontextmanager
async def kept(file: Path, stage: Stage, tally: Tally) -> AsyncIterator[None]:
    """For as long as this is open everything is kept, after each change, and at the end once more."""
    work = asyncio.create_task(_after_each_change(file, stage, tally))
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        _tried(file, stage, tally)


async def _after_each_change(file: Path, stage: Stage, tally: Tally) -> None:
    while True:
        _tried(file, stage, tally)
        await stage.server.world.changed()


def _tried(file: Path, stage: Stage, tally: Tally) -> None:
    """A disk that is full is no reason to end a rehearsal that somebody is in the middle of."""
    try:
        write(file, stage, tally)
    except OSError as error:
        log.error("what is rehearsed now is not kept: %s", error)  # noqa: TRY400  (one line, and no trace)


def _kept(stage: Stage, tally: Tally) -> KeptStage:
    world = stage.server.world
    updates, menu = world.updates, world.menu
    return KeptStage(
        start=stage.start,
        turn=stage.turn,
        people=[_person(person) for person in stage.server.people],
        files=[
            KeptFile(one.facts, one.path, one.upload.name, one.upload.mime_type, one.upload.content)
            for one in world.files.all
        ],
        menu=KeptMenu(
            [(scope, tongue, commands) for (scope, tongue), commands in menu.commands.items()],
            [(name, tongue, text) for (name, tongue), text in menu.texts.items()],
            menu.buttons,
        ),
        queue=KeptQueue(updates.queued, updates.count, updates.allowed, updates.confirmed, updates.forgotten),
        counted=tally.counted,
        queries=[*world.queries.values()],
        serial=world.serial,
        chosen=stage.chosen,
    )


def _person(person: Person) -> KeptPerson:
    chat = person.chat
    return KeptPerson(
        id=person.id,
        name=person.name,
        language=person.language,
        note=person.note,
        messages=chat.messages,
        toasts=chat.toasts,
        started=chat.started,
        blocked=chat.blocked,
        met=chat.met,
        keys=chat.keys,
        guest=person.guest,
    )


def take_up(kept: KeptStage, server: EmbeddedTelegram) -> None:
    """Let a Telegram that nobody has spoken to yet be the one that was kept."""
    world = server.world
    for one in kept.people:
        _return(one, server)
    for file in kept.files:
        world.files.put(Kept(Upload(file.name, file.mime_type, file.content), file.facts, file.path))
    world.menu = _menu(kept.menu)
    world.queries.update({query.id: query for query in kept.queries})
    world.serial = kept.serial
    queue = kept.queue
    world.updates.take_up(
        queue.pending, queue.count, queue.allowed, confirmed=queue.confirmed, forgotten=queue.forgotten
    )
    world.tell()


def _return(one: KeptPerson, server: EmbeddedTelegram) -> None:
    person = server.person(one.name, language=one.language, user_id=one.id, note=one.note)
    person.guest = one.guest
    chat: Chat = person.chat
    chat.messages, chat.toasts, chat.keys = one.messages, one.toasts, one.keys
    chat.started, chat.blocked, chat.met = one.started, one.blocked, one.met


def _menu(kept: KeptMenu) -> Menu:
    commands = {(scope, tongue): told for scope, tongue, told in kept.commands}
    texts: Mapping[tuple[str, str], str] = {(name, tongue): text for name, tongue, text in kept.texts}
    return Menu(commands, dict(texts), kept.buttons)
