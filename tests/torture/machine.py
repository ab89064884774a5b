"""A machine with a clock of its own on which the bot runs, and the people who are with it."""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot import content
from bot.app import house_of, open_store
from bot.care.ground import red_flag
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Caller
from bot.care.ground.house import House
from bot.model import Role
from bot.rehearsal import EmbeddedTelegram, Person
from bot.store import patients, staff, vitals
from bot.store.tx import Row, Tx
from messages.heard.red_flags.finding import Tier
from tests.crash.busy import HEAD, KINDS, TIP, write_content
from tests.crash.enrolling import enrol
from tests.crash.lives import Lives
from tests.surroundings import TOKEN

STEPS = 5
RETENTION = timedelta(days=14)
SECOND_TELLING = timedelta(minutes=2)  # of an emergency that nobody has seen
WORDS = "I cannot breathe"
SECOND = timedelta(seconds=1)


def now() -> datetime:
    """The true time."""
    return datetime.now(UTC)


def unhurried_steps(folder: Path, apart: int) -> Path:
    """Steps that are seconds apart, and none of them stale within the hour."""
    names = [f"tip_{n}" for n in range(1, STEPS + 1)]
    tips = [
        TIP.format(n=n, after=f"{apart * n}s", kind=KINDS[n % 3], expires="1h") for n in range(1, STEPS + 1)
    ]
    return write_content(folder, HEAD + "".join(tips), {name: f"This is {name}." for name in names})


class Machine(Lives):
    """Its clock is off by what its file says; the same file goes with every process on it."""

    def __init__(self, folder: Path, telegram: EmbeddedTelegram, content: Path) -> None:
        super().__init__(folder, telegram, content)
        self.environment |= {"OWNER_IDS": "77", "RETENTION_DAYS": str(RETENTION.days)}
        self._file = folder / "clock"
        self.kim = telegram.person("Kim", user_id=77)
        self.kim.chat.started = True
        self.pat, self.alma = telegram.person("Pat"), telegram.person("Alma")
        self.pat.chat.started = self.alma.chat.started = True
        self._others = itertools.count(1)
        self.again = now()  # when the emergency is to be told the second time
        self.shift(timedelta())

    def somebody(self) -> Person:
        """Somebody new, whom nothing was written to a moment ago."""
        return self.telegram.person(f"Somebody {next(self._others)}")

    def shift(self, off: timedelta) -> None:
        """Set the clock, off by so much from the true time."""
        draft = self._file.with_suffix(".new")
        draft.write_text(str(off.total_seconds()))
        draft.replace(self._file)

    async def begin(self, *before: str) -> None:
        """Start the bot; it hears from Telegram when this returns."""
        seen = len(self.telegram.calls)
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *before, *self._program("run"), cwd=self.folder, env=self.environment, stderr=log
            )
        await self.telegram.until(lambda: self.telegram.polled and len(self.telegram.calls) > seen)

    async def told(self, *words: str) -> tuple[int, str]:
        """A command that is run to its end beside the bot; its exit code, and what it printed."""
        process = await asyncio.create_subprocess_exec(
            *self._program(*words),
            cwd=self.folder,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await process.communicate()
        return process.returncode or 0, printed.decode()

    def _program(self, *words: str) -> Sequence[str]:
        return (sys.executable, "-m", "tests.torture.shifted", str(self._file), *words)

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def steps(self) -> list[Row]:
        """Of the patient whose reminders are under way."""
        return [row for row in self.rows() if row["step"] and row["chat_id"] == self.pat.id]

    @property
    def lines(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines()

    def furnish(self, apart: int) -> None:
        """An owner, a patient with reminders under way, one in an emergency, and one nearly past retention.

        The emergency is told a second time while the reminders are.
        """
        store = open_store(self.settings)
        house = house_of(self.settings, content.load(self.settings.content_dir))
        at = now()
        self.again = (at + (STEPS - 1) * apart * SECOND).replace(
            microsecond=0
        ) - SECOND  # chats and tables hold seconds
        try:
            store.run_now(_staff, self.kim, at)
            store.run_now(enrol, [self.pat.id], house, at, at)
            store.run_now(partial(_old, now=at - RETENTION + timedelta(days=1)))
            store.run_now(
                partial(_emergency, chat=self.alma.id, house=house, now=self.again + SECOND - SECOND_TELLING)
            )
            store.run_now(lambda tx: vitals.put(tx, vitals.ALIVE, "", now=now()))
        finally:
            store.close()


def _staff(tx: Tx, owner: Person, at: datetime) -> None:
    staff.join(tx, chat_id=owner.id, name=owner.name, language="en", role=Role.OWNER, now=at)


def _old(tx: Tx, *, now: datetime) -> None:
    patients.add(tx, code="OLD", chat_id=9_999, language="en", wording="test/en", now=now)


def _emergency(tx: Tx, *, chat: int, house: House, now: datetime) -> None:
    enrol(tx, [chat], house, now, now)
    patient = patients.by_chat(tx, chat)
    if patient is None:
        raise AssertionError("nobody was enrolled")
    red_flag.urgent(Desk.at(tx, now, house), Caller(chat, "en"), Tier.EMERGENCY, WORDS)


def tellings(owner: Person) -> list[datetime]:
    """When somebody of the clinic was told of an emergency, by the true time."""
    return [one.at for one in owner.chat.bot_messages if one.words.startswith("EMERGENCY")]


@asynccontextmanager
async def a_machine(folder: Path, apart: int) -> AsyncIterator[Machine]:
    telegram = EmbeddedTelegram(token=TOKEN, clock=now)
    await telegram.start()
    try:
        machine = Machine(folder, telegram, unhurried_steps(folder / "content", apart))
        machine.furnish(apart)
        try:
            yield machine
        finally:
            await machine.finish()
    finally:
        await telegram.stop()
