"""The bot in the test's own hands: real inbox, handlers, store and pump, driven step by step."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.app import house_of
from bot.care.ground.house import House
from bot.companion import Companion
from bot.content import Content
from bot.delivery.departures import Departures
from bot.settings import Settings
from bot.store import outbox, patients
from bot.store.tx import Row, Tx
from tests.bot.conftest import clinic_settings
from tests.bot.made_once import content_of, lay_out, readers_of
from tests.crash.fuse import CrashError, FragileStore, Fuse
from tests.crash.network import Network, World
from tests.surroundings import KEY

T = TypeVar("T")
MOST_TURNS = 400  # of one settling, so that a bot that never comes to rest is seen
MOST_DEATHS = 3  # in one beat
SOON = timedelta(minutes=10)  # what is due within this is waited for: a repetition after an error


@dataclass(frozen=True)
class Place:
    """What is the same for every life of the bot."""

    settings: Settings
    house: House
    words: Content

    @classmethod
    def at(cls, folder: Path, **given: object) -> "Place":
        settings = clinic_settings(folder, "http://127.0.0.1:9", **given)
        words = content_of(settings.content_dir)
        return cls(settings, house_of(settings, words), words)


class Ward:
    """One bot on one file, the world beside it, and the fuse that ends its lives."""

    def __init__(self, place: Place, path: Path, world: World) -> None:
        self.place, self.path, self.world = place, path, world
        self.fuse = Fuse()
        self.seconds = 0.0  # of the monotonic clock
        self._bot: Companion | None = None
        self._store: FragileStore | None = None
        self.deaths = 0

    @property
    def bot(self) -> Companion:
        if self._bot is None:
            raise AssertionError("the bot is not running")
        return self._bot

    @property
    def store(self) -> FragileStore:
        if self._store is None:
            raise AssertionError("the file is not open")
        return self._store

    async def open(self) -> None:
        """Start as `Companion.start` does, but with polling and the pace in our own hands."""
        self._store = FragileStore(lay_out(self.path), KEY, self.fuse)
        network = Network(self.world, self.fuse, self._facts)
        self._bot = Companion(
            self.place.settings,
            self.place.house,
            self.place.words.catalog,
            self._store,
            clock=self.world.clock,
            monotonic=lambda: self.seconds,
            request=network,
            polling=network,
            readers=readers_of(self.place.settings.content_dir),
        )
        pump = self._bot.pump
        pump._sender._departures = Departures(pump._pace, lambda: self.seconds, self._let_pass)
        await self._bot.prepare()
        await self._bot.application.initialize()
        self._bot.application._running = True  # its updates come from `hear`

    async def _let_pass(self, seconds: float) -> None:
        """While something waits for its moment: nobody else moves that clock meanwhile."""
        self.seconds += seconds
        await asyncio.sleep(0)

    def _facts(self, chat: int) -> tuple[str | None, str | None]:
        """What holds for the patient of a chat; looking is no step of the bot's."""
        found = self.look(lambda tx: patients.by_chat(tx, chat))
        if found is None:
            return None, None
        return found.status.value, found.zone.key if found.zone else None

    def look(self, at: Callable[[Tx], T]) -> T:
        return self.store.run_now(at)

    def rows(self, table: str = "outbox") -> list[Row]:
        return self.look(lambda tx: tx.all(f"SELECT * FROM {table} ORDER BY 1"))

    def close(self) -> None:
        """The orderly end."""
        if self._store:
            self._store.close()
        self._store = self._bot = None

    async def abandon(self) -> None:
        """The process is dead: nothing of it goes on, and its file is as the last commit left it."""
        await _all_others(cancel=True)
        if self._store:
            self._store.abandon()
        self._store = self._bot = None

    async def surviving(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do it; where the process dies meanwhile, start again on the same file and go on with it."""
        for _ in range(MOST_DEATHS):
            try:
                if self._bot is None:
                    await self.open()
                await act()
            except CrashError:
                self.deaths += 1
                await self.abandon()
                self.fuse.mend()
            else:
                return
        raise AssertionError("the bot died again and again")

    async def until(self, end: datetime) -> None:
        """Live on until then, and a little longer where something is due soon after."""
        last = max(end, self.world.now + SOON)

        async def live() -> None:
            await self._settle()
            for _ in range(MOST_TURNS):
                due = self.look(outbox.next_due)
                if due is None or due > last:
                    break
                self.world.now = max(self.world.now, due)
                await self._settle()
            self.world.now = max(self.world.now, end)
            await self._settle()

        await self.surviving(live)

    async def _settle(self) -> None:
        """Hear everything and send everything that may be sent at this instant."""
        for _ in range(MOST_TURNS):
            await self.hear()
            pause = await self.bot.pump.turn()
            await _all_others()
            if pause is not None:
                self.seconds += pause
            elif not self.bot.pump._finished and not self.world.pending:
                return
        raise AssertionError("the bot does not come to rest")

    async def rest(self) -> None:
        """Until everything under way has ended."""
        await _all_others()

    async def hear(self) -> None:
        """As polling and the inbox do: keep the whole batch, let it be confirmed, then deal with it."""
        bot = self.bot
        if self.world.pending:
            granted = {"ok": True, "result": self.world.pending}
            await bot.polling.hear(json.dumps(granted).encode())
            self.world.pending.clear()
        while await bot.inbox.deal_with_next():
            pass
        await _all_others()


async def _all_others(*, cancel: bool = False) -> None:
    """Wait until whatever runs beside us has ended; a death in there is ours as well."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        if cancel:
            task.cancel()
    ends = await asyncio.gather(*others, return_exceptions=True)
    if not cancel:
        for end in ends:
            if isinstance(end, BaseException):
                raise end
