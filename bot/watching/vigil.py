"""Looks every minute at how the bot is, and tells the supervisor, a service outside, and the owners."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.care.clinic import troubles
from bot.care.ground.desk import Desk
from bot.care.ground.house import House
from bot.clock import Hearsay
from bot.health import How, examine, is_well
from bot.store import pulse
from bot.store.store import Store
from bot.store.tx import Tx
from bot.watching.heartbeat import Heartbeat
from bot.watching.metrics import Looked

log = logging.getLogger(__name__)
EVERY = 60.0  # seconds
A_LEAP = timedelta(minutes=5)  # of the time between two looks: the machine slept, or somebody moved the clock


class Vigil:
    """`clock` gives aware UTC instants; `max_age` is how old Telegram's last answer may be.

    `show` takes a line for the supervisor.
    """

    def __init__(
        self,
        store: Store,
        house: House,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        *,
        max_age: timedelta,
        heartbeat: Heartbeat | None = None,
        show: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._store, self._house, self._wake = store, house, wake
        self._clock, self._hearsay = clock, Hearsay(clock)
        self._max_age, self._heartbeat, self._show = max_age, heartbeat, show
        self._red: frozenset[str] = frozenset()
        self._last: datetime | None = None

    async def keep(self) -> None:
        """For as long as the bot runs."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.watch()
            except Exception:  # who watches is no reason to end
                log.exception("nobody could look at how the bot is")

    async def watch(self) -> None:
        """Look once, and tell whoever is to be told."""
        looked = await self._store.run(self._noted)
        self._wake()
        red = [one for one in looked.found if one.how is How.RED]
        for one in red:
            if one.check not in self._red:
                log.warning("health is red: %s", one.words)
        self._red = frozenset(one.check for one in red)
        self._show("; ".join(map(str, red)) or "all is well")
        starting = any(one.how is How.STARTING for one in looked.found)
        if self._heartbeat and is_well(looked.found) and not starting:
            await self._heartbeat.beat()

    async def look(self) -> Looked:
        """How the bot is now; nobody is told by that."""
        return await self._store.run(self._looked)

    def _looked(self, tx: Tx) -> Looked:
        now = self._clock() + self._hearsay.off()
        seen = pulse.look(tx, now)
        return Looked(seen, examine(seen, now=now, max_age=self._max_age), now)

    def _noted(self, tx: Tx) -> Looked:
        looked = self._looked(tx)
        red = frozenset(one.check for one in looked.found if one.how is How.RED)
        now, last = self._clock(), self._last
        self._last = now
        if last is None or timedelta() <= now - last <= A_LEAP:  # after a leap all seems late, for a moment
            troubles.noted(Desk.at(tx, now, self._house), red)
        return looked
