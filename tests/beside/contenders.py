"""Ours and what people use instead, as processes that are started on the same reminders."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.store import patients
from bot.store.store import Store
from bot.store.tx import Tx
from tests.bench import _owe
from tests.beside.far_telegram import FarTelegram
from tests.beside.others import FIRST_CHAT, SCHEDULED
from tests.surroundings import KEY, environment

OURS = "aftercare"
WHO = {
    OURS: "this bot",
    "plain": "JobQueue",
    "limiter": "JobQueue, AIORateLimiter",
    "store": "APScheduler's SQLAlchemyJobStore, AIORateLimiter",
}
AT_ONCE = 20_000  # reminders of ours in a transaction


def fill(path: Path, count: int, due: datetime) -> float:
    """As many patients with a reminder each; the seconds that it took to write these down."""
    store = Store(path, KEY)
    began = time.perf_counter()
    for first in range(0, count, AT_ONCE):
        store.run_now(_owed, range(first, min(count, first + AT_ONCE)), due)
    taken = time.perf_counter() - began
    store.close()
    return taken


def _owed(tx: Tx, numbers: range, due: datetime) -> None:
    now = datetime.now(UTC)
    for number in numbers:
        chat = FIRST_CHAT + number
        one = patients.add(tx, code=f"P{number}", chat_id=chat, language="en", wording="w", now=now)
        tx.run("UPDATE patients SET zone = 'UTC' WHERE id = :id", id=one.id)
        _owe(tx, one.id, chat, due)


@dataclass
class Contender:
    """One of them, with so many reminders due at one instant."""

    who: str
    folder: Path
    url: str
    count: int
    due: datetime
    scheduled: float = 0.0  # seconds until all were
    began: float = 0.0  # when its newest process was started, by the loop
    _process: asyncio.subprocess.Process = field(init=False)

    async def begin(self, *, again: bool = False) -> None:
        """Start it, once more on what the one before has left."""
        if self.who == OURS and not again:
            path = self.folder / "data" / "aftercare.db"
            self.scheduled = await asyncio.to_thread(fill, path, self.count, self.due)
        self.began = asyncio.get_running_loop().time()
        with (self.folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, *self._command(again=again)),
                cwd=self.folder,
                env=environment(self.folder, TELEGRAM_API_URL=self.url, QUIET_HOURS="off"),
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        if self.who != OURS and self._process.stdout and not again:
            line = (await self._process.stdout.readline()).decode()
            self.scheduled = float(line.removeprefix(SCHEDULED))

    def _command(self, *, again: bool) -> list[str]:
        if self.who == OURS:
            return ["-m", "bot", "run"]
        count = 0 if again else self.count
        return ["-m", "tests.beside.others", self.who, self.url, str(count), str(self.due.timestamp())]

    @property
    def pid(self) -> int:
        return self._process.pid

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()


@asynccontextmanager
async def contending(
    who: str, count: int, due: datetime, folder: Path
) -> AsyncIterator[tuple[Contender, FarTelegram]]:
    """Before a Telegram that is far away and strict; it is not started yet."""
    telegram = FarTelegram()
    one = Contender(who, folder, await telegram.start(), count, due)
    try:
        yield one, telegram
    finally:
        await one.kill()
        await telegram.stop()
