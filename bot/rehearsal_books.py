"""What the bot of a rehearsal has in its own file, for Telegram's count to be held against."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.rehearsal.tally import Books, Tally
from bot.rehearsal.world import World
from bot.store import engine
from bot.store.engine import StoreError
from bot.store.tallied import tallied
from bot.store.tx import Tx

log = logging.getLogger(__name__)
BooksRead = Callable[[Callable[[Tx], Books]], Awaitable[Books | None]]
EVERY = 0.2  # seconds between two looks whether the file was written to
ANSWERS = frozenset({"done", "sore", "signs"})  # of which a step of a plan has one, with "worried" beside it


def step_of(keys: Sequence[str]) -> str | None:
    """Which row of the outbox a step of a plan is, by the data of its buttons; None for any other message.

    An answer that asks or says the same again has one of the two, or the number of another message.
    """
    split = [key.split(":") for key in keys]
    rows = {parts[1] for parts in split if parts[0] == "worried" and len(parts) > 1}
    return next((parts[1] for parts in split if parts[0] in ANSWERS and parts[1] in rows), None)


async def keep(tally: Tally, world: World, path: Path, look: BooksRead) -> None:
    """Hold the count against the file at `path` whenever that has changed, for as long as this runs.

    `look` does the looking into it; what there is not, it sees as None.
    """
    seen: object = None
    while True:
        changed, confirmed = _written(path), tally.confirmed()
        if changed and (changed, confirmed) != seen:
            try:
                books = await look(_books)
            except (StoreError, OSError):  # it is being made, or put away
                seen = None
            else:
                seen = changed, confirmed
                if books and tally.note(books, confirmed):
                    world.tell()
        await asyncio.sleep(EVERY)


def _written(path: Path) -> list[tuple[int, int]]:
    """When the database and its log were written to, and how large they are; empty where there is none."""
    files = [path, engine.beside(path, engine.LOG)]
    found = [file.stat() for file in files if file.exists()]
    return [(one.st_mtime_ns, one.st_size) for one in found] if path.exists() else []


def _books(tx: Tx) -> Books:
    seen = tallied(tx)
    applied = frozenset(number for number, done in seen.updates.items() if done)
    return Books(frozenset(seen.updates), applied, seen.sent, seen.owed, seen.unknown)
