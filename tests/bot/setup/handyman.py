"""Somebody at the screen of a setup, in a folder of their own, with a Telegram that knows one token."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import click

from bot.env import file as env_file
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.setup.answers import Answers
from bot.setup.course import Course
from bot.setup.terminal import Terminal
from tests.bot.conftest import Clock
from tests.bot.made_once import content_of

TOKEN = "987654321:AAEabcdefghijklmnopqrstuvwxyz012345"
ANSWERS = (TOKEN, "Praxis am Park", "+49 30 23125 123", "Berlin", "y", "112", "3")


class Handyman:
    """Answers in turn; where none is left, that is Ctrl-C."""

    def __init__(self, folder: Path, telegram: EmbeddedTelegram) -> None:
        self.folder, self.telegram, self.clock = folder, telegram, Clock()
        self.screen: list[str] = []
        self.file = folder / ".env"
        self.file.write_text(
            f"# mine\nTELEGRAM_API_URL={telegram.url}\nDATABASE_PATH={folder}/data/aftercare.db\n"
            f"DATABASE_KEY_FILE={folder}/secrets/database.key\nBACKUP_DIR={folder}/backups\n",
            encoding="utf-8",
        )

    async def answers(self, *answers: str, dry_run: bool = False) -> list[str]:
        """Run a setup with these answers; what was on the screen."""
        self.screen, left = [], iter(answers)
        course = Course(Terminal(lambda asked: self._read(asked, left), self.screen.append), self.clock)
        course.answers, course.load = Answers(self.file), content_of
        with contextlib.suppress(click.Abort):
            await asyncio.to_thread(course.rehearse if dry_run else course.run)
        return self.screen

    def _read(self, asked: str, left: Iterator[str]) -> str:
        self.screen.append(asked)
        try:
            return next(left)
        except StopIteration:
            raise click.Abort from None

    @property
    def values(self) -> dict[str, str]:
        return env_file.read(self.file).values

    def set_at_telegram(self) -> list[str]:
        return [call.method for call in self.telegram.calls if call.method.startswith("set")]

    def link(self) -> str:
        """The owner's link, as it stands on the screen."""
        (line,) = [line for line in self.screen if "https://t.me/" in line]
        return line.split()[-1]


@asynccontextmanager
async def a_handyman(folder: Path) -> AsyncIterator[Handyman]:
    telegram = EmbeddedTelegram(token=TOKEN, clock=Clock())
    await telegram.start()
    try:
        yield Handyman(folder, telegram)
    finally:
        await telegram.stop()
