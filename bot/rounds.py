"""What the bot sees to beside the conversation: menus that follow roles, and signs of life."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from telegram import Bot

from bot.care.desk import House
from bot.handlers.menu import follow_roles, set_menu
from bot.readers import Readers
from bot.render.text import Renderer
from bot.store import vitals
from bot.store.store import Store
from bot.store.tx import Tx

RETRY_SECONDS = 5


class Rounds:
    """`clock` gives aware UTC instants."""

    def __init__(
        self,
        store: Store,
        house: House,
        renderer: Renderer,
        readers: Readers,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._house, self._renderer = store, house, renderer
        self._readers, self._clock = readers, clock
        self._roles = asyncio.Event()
        self._polled: datetime | None = None

    def polled(self) -> None:
        """Telegram has answered."""
        self._polled = self._clock()

    def roles_changed(self) -> None:
        """Somebody's menu is no longer the one of their role."""
        self._roles.set()

    async def show_menus(self, bot: Bot) -> None:
        """Show everybody the commands of their role, for as long as the bot runs."""
        shown = False
        while True:
            self._roles.clear()
            shown = shown or await set_menu(bot, self._house, self._renderer)
            done = shown and await follow_roles(bot, self._store, self._house, self._renderer)
            try:
                async with asyncio.timeout(None if done else RETRY_SECONDS):
                    await self._roles.wait()
            except TimeoutError:
                pass  # Telegram was not reached; again

    async def leave_signs(self, _: object = None) -> None:
        """Leave signs of life for whoever asks about health."""
        engine = self._readers.trouble or "well"

        def leave(tx: Tx) -> None:
            vitals.put(tx, "engine", engine, now=self._clock())
            if self._polled:
                vitals.put(tx, "polled", "", now=self._polled)

        await self._store.run(leave)
