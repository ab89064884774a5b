"""A bot in a process of its own, configured by the environment alone, that is killed again and again."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from bot import content
from bot.app import house_of, open_store
from bot.rehearsal import EmbeddedTelegram
from bot.settings import Settings
from bot.store import engine
from bot.store.tx import Row
from tests.crash.enrolling import enrol
from tests.surroundings import KEY, environment


class Lives:
    """One bot after the other on the same file."""

    def __init__(self, folder: Path, telegram: EmbeddedTelegram, content: Path, **given: str) -> None:
        self.telegram = telegram
        self.log = folder / "bot.log"
        self.folder = folder
        self.environment = environment(
            folder,
            TELEGRAM_API_URL=telegram.url,
            QUIET_HOURS="off",
            CONTENT_DIR=str(content),
            PYTHONDONTWRITEBYTECODE="1",
            **given,
        )
        self._process: asyncio.subprocess.Process | None = None

    @property
    def settings(self) -> Settings:
        given = {name.lower(): value for name, value in self.environment.items()}
        return Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]

    def enrol(self, chats: Iterable[int], now: datetime) -> None:
        """Patients whose session ended now; the bot must not be running."""
        words = content.load(self.settings.content_dir)
        store = open_store(self.settings)
        try:
            store.run_now(enrol, chats, house_of(self.settings, words), now, now)
        finally:
            store.close()

    def rows(self, table: str = "outbox") -> list[Row]:
        """Look into the file while the bot has it open; reading takes no lock of ours."""
        db = engine.connect(self.settings.database_path, KEY, mode="ro")
        try:
            return [dict(row) for row in db.query(f"SELECT * FROM {table}")]
        finally:
            db.close()

    async def begin(self, *before: str) -> None:
        """Start one; `before` are the words of a program that starts it."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(*before, sys.executable, "-m", "bot", "run"),
                cwd=self.folder,
                env=self.environment,
                stderr=log,
            )

    @property
    def pid(self) -> int | None:
        """Of the process, while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def ended(self) -> int:
        """Wait for an end of its own; the exit code."""
        if self._process is None:
            raise AssertionError("it was never started")
        return await self._process.wait()

    async def kill_when(self, holds: Callable[[], object]) -> None:
        """Wait for it, then SIGKILL; the kernel has freed the file's lock when this returns."""
        try:
            await self.telegram.until(holds)
        except TimeoutError:
            raise AssertionError(self.log.read_text(encoding="utf-8")[-3000:]) from None
        finally:
            await self._end(signal.SIGKILL)

    async def finish(self) -> int:
        """The orderly end; its exit code."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """SIGKILL, at once."""
        await self._end(signal.SIGKILL)

    async def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(how)
        return await process.wait()
