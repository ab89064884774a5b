"""A clinic to test in: the real bot on a real encrypted file, talking HTTP to an embedded Telegram."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import settings
from bot.app import house_of, open_store
from bot.companion import Companion
from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.settings import Settings
from bot.store import outbox
from tests.bot.made_once import content_of, lay_out, readers_of, unhurried
from tests.patience import patiently
from tests.surroundings import CLINIC, TOKEN

FIRST_PAUSE = 0.01
MONDAY = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def hurried() -> float:
    """A monotonic clock on which a second's pause takes a millisecond."""
    return time.monotonic() * 1000


class Clinic:
    """The bot, its Telegram and its clock, and the few things a test does with them."""

    def __init__(self, folder: Path, clock: Clock, telegram: EmbeddedTelegram, **given: object) -> None:
        self.clock = clock
        self.telegram = telegram
        self.settings = clinic_settings(folder, telegram.url, **given)
        self.companion: Companion | None = None
        self.believed: Callable[[], datetime] = clock  # the time that the bot goes by

    @property
    def bot(self) -> Companion:
        if self.companion is None:
            raise AssertionError("the bot is not running")
        return self.companion

    async def open(self, tell_operator: Callable[[str], None] = lambda _: None) -> None:
        """Start the bot; what it tells the operator goes where it is asked for."""
        words = content_of(self.settings.content_dir)
        lay_out(self.settings.database_path)
        self.companion = Companion(
            self.settings,
            house_of(self.settings, words),
            words.catalog,
            unhurried(open_store(self.settings, clock=self.clock)),
            clock=self.believed,
            monotonic=hurried,
            readers=readers_of(self.settings.content_dir),
            tell_operator=tell_operator,
            first_pause=FIRST_PAUSE,
        )
        await self.companion.start()

    async def close(self) -> None:
        if self.companion:
            await self.companion.stop()
            self.companion.store.close()
            self.companion = None

    async def reopen(self) -> None:
        await self.close()
        await self.open()

    async def says(self, person: Person, words: str, since: int = 0) -> Message:
        """Wait until the bot says something to the person that contains `words`, after message id `since`."""

        def found() -> Message | None:
            fitting = [m for m in person.chat.bot_messages if words in m.words and m.id > since]
            return fitting[-1] if fitting else None

        message = await self.telegram.until(found)
        assert message is not None
        return message

    async def hear(self, person: Person, text: str, words: str) -> Message:
        """The person writes `text`; the bot's answer, which contains `words`."""
        return await self.says(person, words, person.say(text).id)

    async def press(self, person: Person, label: str, words: str) -> Message:
        """The person taps a button; the bot's answer, which contains `words`."""
        newest = max((m.id for m in person.chat.messages), default=0)
        person.tap(label)
        return await self.says(person, words, newest)

    async def toast(self, person: Person, tap: Callable[[], object]) -> str:
        """Do a tap; what it flashes up."""
        seen = len(person.chat.toasts)
        tap()
        await self.telegram.until(lambda: len(person.chat.toasts) > seen)
        return person.chat.toasts[-1].text

    async def agree(self, person: Person) -> Message:
        """A person meets the bot and consents; the first question."""
        person.start()
        await self.says(person, "Is that all right with you?")
        return await self.press(person, "I agree", "When did your session end?")

    async def enrol(self, person: Person, ended: str = "today 14:30") -> Message:
        """Take a person through the whole registration; the plan."""
        await self.agree(person)
        await self.hear(person, ended, "Is that right?")
        await self.press(person, "Yes", "where you are?")
        plan = await self.press(person, "Yes", "This is your plan.")
        await self.says(person, "by what name does", plan.id)
        return plan

    async def next_message(self, person: Person) -> Message:
        """Move the clock to the next due message and wait for it."""
        await self.settled()
        due = await self.bot.next_due()
        if due is None:
            raise AssertionError("nothing more is planned")
        seen = person.chat.bot_messages[-1].id
        self.clock.now = max(self.clock.now, due)
        self.bot.pump.wake()
        message = await self.says(person, "", seen)
        await self.settled()
        return message

    async def settled(self) -> None:
        """Nothing is being sent any more: what followed from the sending is on disk."""
        async with patiently():
            while await self.bot.store.run(outbox.in_sending):
                pass

    def facts(self) -> list[dict[str, object]]:
        """What is known about patients and owed to them, replies left out."""
        return self.bot.store.run_now(
            lambda tx: [
                *tx.all("SELECT * FROM patients"),
                *tx.all("SELECT * FROM treatments"),
                *tx.all("SELECT * FROM answers"),
                *tx.all("SELECT * FROM worries"),
                *tx.all("SELECT id, state, due_at, answered FROM outbox WHERE sort <> 'reply'"),
            ]
        )

    async def barrier(self, person: Person) -> None:
        """Everything before this has been dealt with when it returns."""
        await self.hear(person, "/help", "This is what ")


def clinic_settings(folder: Path, url: str, **given: object) -> Settings:
    return settings.read(
        **{
            "_env_file": None,
            **{name.lower(): value for name, value in CLINIC.items()},
            "telegram_api_url": url,
            "database_path": folder / "data" / "aftercare.db",
            **given,
        }
    )


@asynccontextmanager
async def a_clinic(folder: Path, now: datetime = MONDAY, **given: object) -> AsyncIterator[Clinic]:
    clock = Clock(now)
    telegram = EmbeddedTelegram(token=TOKEN, clock=clock)
    await telegram.start()
    clinic = Clinic(folder, clock, telegram, **given)
    try:
        await clinic.open()
        yield clinic
    finally:
        await clinic.close()
        await telegram.stop()


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Clinic]:
    async with a_clinic(tmp_path) as opened:
        yield opened


@pytest.fixture
def pat(clinic: Clinic) -> Person:
    return clinic.telegram.person("Pat")
