"""Watches over the files of the running bot: whether they are still there, and how far they have come."""

import asyncio
import logging
from collections.abc import Callable

from bot.store import stamps
from bot.store.engine import StoreError
from bot.store.store import Store

log = logging.getLogger(__name__)

LOOK_SECONDS = 2
LOOKS_A_SIGN = int(stamps.EVERY.total_seconds()) // LOOK_SECONDS


async def watch(store: Store, fail: Callable[[str], None]) -> None:
    """Until the files are not ours any more; `fail` ends the process then, with the reason."""
    looks = 0
    while not (why := await store.lost()):
        await asyncio.sleep(LOOK_SECONDS)
        looks += 1
        if looks % LOOKS_A_SIGN == 0:
            await _sign(store)
    fail(why)


async def _sign(store: Store) -> None:
    try:
        await store.sign()
    except StoreError as error:
        log.warning("no sign could be left: %s", error)
