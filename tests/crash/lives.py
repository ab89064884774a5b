"""A bot in a process of its own, configured by the environment alone, that is killed again and again."""

import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from bot.rehearsal import EmbeddedTelegram
from bot.settings import Settings
from tests.surroundings import environment


class Lives:
    """One bot after the other on the same file."""

    def __init__(self, folder: Path, telegram: EmbeddedTelegram, content: Path) -> None:
        self.telegram = telegram
        self.log = folder / "bot.log"
        self._folder = folder
        self.environment = environment(
            folder,
            TELEGRAM_API_URL=telegram.url,
            QUIET_HOURS="off",
            CONTENT_DIR=str(content),
            PYTHONDONTWRITEBYTECODE="1",
        )
        self._process: asyncio.subprocess.Process | None = None

    @property
    def settings(self) -> Settings:
        given = {name.lower(): value for name, value in self.environment.items()}
        return Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]

    async def begin(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=self._folder, env=self.environment, stderr=log
            )

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

    async def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        if process.returncode is None:
            process.send_signal(how)
        return await process.wait()
