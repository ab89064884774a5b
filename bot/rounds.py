"""What the bot sees to beside the conversation: menus that follow roles, new entries, signs of life."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot

from bot import VERSION, heap
from bot.care.ground.house import House
from bot.clock import Hearsay
from bot.handlers.menu import follow_roles, set_menu
from bot.handlers.profile import set_profile
from bot.readers import QUIET, Readers
from bot.render.text import Renderer
from bot.store import advice, utterances, vitals
from bot.store.store import Store
from bot.store.tx import Tx

log = logging.getLogger(__name__)
RETRY_SECONDS = 5
SIGN_SECONDS = 10
A_MOMENT = 0.2  # seconds, in which nothing keeps the first question to Telegram
A_JUMP = timedelta(seconds=2)  # of the machine's clock, of which health is told at once
CLAIM = (
    "This bot has no owner yet. The first person who opens this link, or sends the bot the line below it, "
    "becomes the owner. It works once.\n  https://t.me/{name}?start={claim}\n  /start {claim}"
)


class Rounds:
    """`clock` gives aware UTC instants."""

    def __init__(
        self,
        store: Store,
        house: House,
        renderer: Renderer,
        readers: Readers,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        hearsay: Hearsay,
    ) -> None:
        self._store, self._house, self._renderer = store, house, renderer
        self._readers, self._clock, self._wake, self._hearsay = readers, clock, wake, hearsay
        self._roles = asyncio.Event()
        self._off = timedelta()  # by how much the machine's clock was off when a sign was left last

    def roles_changed(self) -> None:
        """Somebody's menu is no longer the one of their role."""
        self._roles.set()

    async def show_menus(self, bot: Bot) -> None:
        """Show everybody the commands of their role, for as long as the bot runs; and once who this is."""
        shown = described = False
        while True:
            self._roles.clear()
            done = False
            try:
                shown = shown or await set_menu(bot, self._house, self._renderer)
                done = shown and await follow_roles(bot, self._store, self._house, self._renderer)
                if done and not described:
                    described = True
                    await set_profile(bot, self._renderer)
            except Exception:  # a menu is no reason to end
                log.exception("the menus could not be shown; trying again")
            try:
                async with asyncio.timeout(None if done else RETRY_SECONDS):
                    await self._roles.wait()
            except TimeoutError:
                pass  # Telegram was not reached; again

    async def relearn(self) -> None:
        """Know the topics that the clinic has made itself, as they stand now."""
        current = await self._store.run(advice.all_current)
        self._readers.know(one for one in current if one.is_own and one.words)

    async def begin(self) -> None:
        """Leave the sign that the bot starts, when the time is known; and know the clinic's own topics."""

        def leave(tx: Tx) -> None:
            self._hear_operator(tx)
            vitals.begin(tx, now=self._clock())
            vitals.put(tx, vitals.VERSION, VERSION, now=self._clock())

        await self._store.run(leave)
        await self.relearn()

    async def keep_readers(self, settle: Callable[[], None]) -> None:
        """For as long as the bot runs: what reads texts is made as soon as Telegram has been asked for some.

        Whoever writes before that, or has written while the bot did not run, waits for the rest of it.
        """
        await asyncio.sleep(A_MOMENT)
        try:
            await asyncio.to_thread(self._make_ready)
        except Exception:  # whoever writes first finds out whether it can be made
            log.exception("what reads texts could not be made ready")
        settle()
        while True:
            await asyncio.sleep(QUIET)
            if self._readers.rest(asyncio.get_running_loop().time()):
                heap.trim()

    def _make_ready(self) -> None:
        self._readers.make_ready()
        for book in self._house.books.values():
            book.make_ready()

    def _hear_operator(self, tx: Tx) -> None:
        """Whether somebody has said meanwhile that the machine's clock is right."""
        if word := vitals.waiting_vouch(tx):
            vitals.settle_vouch(tx, self._hearsay.vouch(word))

    async def keep_leaving_signs(self) -> None:
        """For as long as the bot runs; the wall clock has no say in when."""
        while True:
            try:
                await self.leave_signs()
            except Exception:
                log.exception("no sign of life could be left")
            await self._rest()

    async def _rest(self) -> None:
        """Until it is time for the next sign, or the machine's clock jumps."""
        for _ in range(SIGN_SECONDS):
            await asyncio.sleep(1)
            if abs(self._hearsay.off() - self._off) > A_JUMP:
                return

    async def leave_signs(self) -> None:
        """Leave signs of life for whoever asks about health, and no words that were only read a while ago."""
        engine = (self._readers.trouble or vitals.WELL) if self._readers.are_ready else None

        def leave(tx: Tx) -> None:
            self._hear_operator(tx)
            now, doubted = self._clock(), self._hearsay.doubted()
            self._off = self._hearsay.off()
            if engine:
                vitals.put(tx, vitals.ENGINE, engine, now=now)
            vitals.put(tx, vitals.CLOCK, str(int(self._off.total_seconds())), now=now)
            seconds = "" if doubted is None else str(int(doubted.total_seconds()))
            vitals.put(tx, vitals.DOUBT, seconds, now=now)
            if self._hearsay.sure():
                vitals.put(tx, vitals.ALIVE, "", now=now)
            utterances.prune(tx, now - utterances.MOMENT)

        await self._store.run(leave)
