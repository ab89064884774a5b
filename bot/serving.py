"""Runs the bot until it is told to end or cannot go on, with all that watches over it."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine

from bot import VERSION
from bot.companion import Companion
from bot.store import pulse
from bot.store.engine import StoreError
from bot.watch import watch
from bot.watchdog import Watchdog
from bot.watching.heartbeat import Heartbeat
from bot.watching.page import HealthPage, Look, of_one
from bot.watching.supervisor import ALIVE, READY, STOPPING, Supervisor
from bot.watching.vigil import Vigil
from schedules.duration import parse_duration

log = logging.getLogger(__name__)
STOPPING_SECONDS = 60.0  # longer than anything takes that is still being sent


async def serve(companion: Companion, *, until: asyncio.Event) -> str | None:
    """Run the bot of one clinic alone, until told to end or unable to go on; why, where it was the latter."""
    supervisor = Supervisor.of()
    vigil = vigil_of(companion, supervisor.show)
    page = open_page(of_one(vigil.look), companion.settings.metrics_port)
    watchdog = Watchdog(
        lambda: companion.inbox.busy_since, time.monotonic, well=lambda: supervisor.tell(ALIVE)
    )
    supervisor.tell(READY)
    supervisor.show("Telegram has not answered yet")
    try:
        return await keep(
            companion,
            *(watchdog.run(), vigil.keep()),
            until=until,
            runs=lambda: supervisor.show(f"version {VERSION} runs"),
            ends=lambda: supervisor.tell(STOPPING),
        )
    finally:
        if page:
            await page.close()


async def keep(
    companion: Companion,
    *watching: Coroutine[None, None, None],
    until: asyncio.Event,
    runs: Callable[[], None],
    ends: Callable[[], None] = lambda: None,
) -> str | None:
    """Run it with what watches over it; why it could not go on. `runs` and `ends` are called when it does."""
    ended = asyncio.create_task(companion.ended.wait())
    told = asyncio.create_task(until.wait())
    starting = asyncio.create_task(companion.start())
    beside = (ended, told, *map(asyncio.create_task, (*watching, watch(companion.store, companion.fail))))
    try:
        await asyncio.wait((starting, *beside), return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            await _introduce(companion)
            runs()
            await asyncio.wait(beside, return_when=asyncio.FIRST_COMPLETED)
        for task in beside:
            if task.done():
                task.result()
    finally:
        ends()
        for task in (starting, *beside):
            task.cancel()
        await asyncio.gather(starting, *beside, return_exceptions=True)
        await _stop(companion)
    return companion.failure


def vigil_of(companion: Companion, show: Callable[[str], None]) -> Vigil:
    """What looks every minute at how it is; `show` takes a line on that."""
    settings = companion.settings
    return Vigil(
        companion.store,
        companion.house,
        companion.clock,
        companion.pump.wake,
        max_age=parse_duration(settings.health_max_age),
        heartbeat=Heartbeat(settings.heartbeat_url.get_secret_value()) if settings.heartbeat_url else None,
        show=show,
    )


def open_page(look: Look, port: int | None) -> HealthPage | None:
    """Where METRICS_PORT wants one."""
    if port is None:
        return None
    page = HealthPage(look)
    page.open(port)
    return page


async def _introduce(companion: Companion) -> None:
    """One line of who runs, on what, and for how many."""
    if companion.ended.is_set():
        return
    patients, owed = await companion.store.run(pulse.numbers)
    log.info(
        "version %s runs as @%s on %s, with patients whose plan is running: %d, and messages owed: %d",
        VERSION,
        companion.application.bot.username,
        companion.store.path.absolute(),
        patients,
        owed,
    )


async def _stop(companion: Companion) -> None:
    """What cannot be written any more is dealt with at the next start; the rest is stopped all the same."""
    try:
        async with asyncio.timeout(STOPPING_SECONDS):
            await companion.stop()
    except StoreError as error:
        log.error("%s", error)  # noqa: TRY400  (one line is enough)
    except TimeoutError:
        log.error("not everything could be stopped in time")  # noqa: TRY400  (the same)
