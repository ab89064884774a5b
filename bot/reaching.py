"""The way to Telegram at a start: tried until it answers, and said where it does not."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from telegram.error import InvalidToken

from bot.polling import WRONG_TOKEN
from bot.telegram_application import why_unreached
from schedules.growing import growing

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 5.0
REFUSALS = 3  # of the token, in a row, until it is believed
SILENCE = 3.0  # seconds without an answer until somebody who looks on hears that
SILENT = "Telegram has not answered yet; the start waits for it"


async def reach(
    initialize: Callable[[], Awaitable[None]],
    ended: asyncio.Event,
    fail: Callable[[str], None],
    first_pause: float = FIRST_PAUSE,
    silence: float = SILENCE,
) -> bool:
    """Whether Telegram was reached, and not `ended` before. A machine may start before its network does."""
    tries = refusals = 0
    while not ended.is_set():
        try:
            await (initialize() if tries else _with_a_word(initialize, silence))
        except InvalidToken:  # which will never work
            refusals += 1
            if refusals >= REFUSALS:
                fail(WRONG_TOKEN)
        except Exception as error:  # noqa: BLE001  (an odd answer is one of them)
            refusals = 0
            if not tries:
                log.warning("Telegram cannot be reached: %s; trying again", why_unreached(error).rstrip("?"))
        else:
            return True
        tries += 1
        await _wait(ended, growing(first_pause, LONGEST_PAUSE, tries))
    return False


async def _with_a_word(initialize: Callable[[], Awaitable[None]], silence: float) -> None:
    waiting = asyncio.get_running_loop().call_later(silence, log.warning, SILENT)
    try:
        await initialize()
    finally:
        waiting.cancel()


async def _wait(ended: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await ended.wait()
