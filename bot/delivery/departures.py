"""Who was claimed stands in line for a moment to leave; those who wait for an answer pass by."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from bot.delivery.pace import Pace
from bot.model import Priority


class Departures:
    """Reminders stand one behind the other; alerts and replies leave as soon as there is room."""

    def __init__(
        self,
        pace: Pace,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pace, self._monotonic, self._sleep = pace, monotonic, sleep
        self._first = asyncio.Lock()

    async def leave(self, chat: int, priority: Priority) -> float:
        """Wait for the moment, and leave; or the seconds for which all were asked to wait meanwhile."""
        in_line = priority is Priority.REMINDER
        async with self._first if in_line else contextlib.nullcontext():
            planned = now = self._monotonic()
            while not (held := self._pace.held(priority, now)):
                moment = self._pace.moment(priority, now)
                if moment <= now:
                    self._pace.leave(chat, now, planned)
                    break
                planned = moment
                await self._sleep(moment - now)
                now = self._monotonic()
        return held
