"""A program that runs until it is told to end, and the bot of a clinic, or of many, as such a one."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot import heap
from bot.exits import FAILED, give_up, or_give_up
from bot.premises.shared import Premises
from bot.settings import Settings, secrets_of

if TYPE_CHECKING:
    from bot.content import Content
    from bot.store.store import Store

Wake = Callable[[], object]


def run_bot(
    found: Settings,
    begin: str,
    words: "Content | None" = None,
    clock: Callable[[], datetime] | None = None,
    wakes: Callable[[Wake], None] = lambda _: None,
    *,
    new_bot: bool = False,
) -> None:
    """Everything that can be known to be wrong is said before anything is changed.

    `words` are those of these settings, where they are loaded already. `clock` is a rehearsal's alone;
    `wakes` is told what to call, in any thread, when that was moved.
    """
    heap.grow()
    from bot import content, logs
    from bot.app import compose, now_utc
    from bot.recovery import open_store
    from bot.serving import serve

    logs.setup(found.log_level, found.log_format, secrets_of(found))
    said = words or or_give_up(lambda: content.load(found.content_dir, trusting=True))

    def opened() -> "Store":
        return open_store(found, said, begin, click.echo, clock or now_utc, new_bot=new_bot)

    store = or_give_up(opened)

    async def whole(told: asyncio.Event) -> str | None:
        companion, loop = compose(found, said, store, clock), asyncio.get_running_loop()
        heap.settle()
        wakes(lambda: loop.call_soon_threadsafe(companion.pump.wake))
        return await serve(companion, until=told)

    try:
        or_give_up(lambda: until_told(whole))
    finally:
        store.close()


def run_all(premises: Premises) -> None:
    """What is wrong with one clinic is told in its own lines, and keeps no other from anything."""
    from bot import logs
    from bot.clinics.process import serve

    shared = premises.shared
    discreet = logs.setup(shared.log_level, shared.log_format, ())
    or_give_up(premises.look)

    async def whole(told: asyncio.Event) -> None:
        await serve(premises, discreet, until=told)

    until_told(whole)


def until_told(work: Callable[[asyncio.Event], Coroutine[None, None, str | None]]) -> None:
    """Run until Ctrl-C or a TERM signal; exit non-zero where it ended by itself."""

    async def body() -> str | None:
        told = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, told.set)
        return await work(told)

    if failure := asyncio.run(body()):
        give_up([failure], FAILED)
