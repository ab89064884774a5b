"""Odd updates by the thousand for a real process: what becomes of each, and of the process."""

import asyncio
import itertools
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.rehearsal import EmbeddedTelegram, Person
from bot.store import engine
from tests.bot.rehearsal.api import API
from tests.surroundings import KEY, TOKEN, environment
from tests.torture.odd import Shape, odd_update
from tests.torture.shapes import described, pattern

CHUNK = 500  # offered at a time, so that the other side holds no more than that
TOLD = 10_000  # updates between two lines of how far it is
PEOPLE = 20
PATIENCE = 300.0  # seconds for a chunk, or for an answer
LOOK = 0.2  # seconds between two looks
PAGE = os.sysconf("SC_PAGE_SIZE")
MB = 1024 * 1024


@dataclass
class Tally:
    """What was put in, and what came of it. `memory` is in MB, by the count of updates in by then."""

    numbers: set[int] = field(default_factory=set)
    states: Counter[str] = field(default_factory=Counter)
    deaths: int = 0
    deaf: int = 0
    memory: list[float] = field(default_factory=list)
    log: int = 0
    seconds: float = 0.0

    @property
    def offered(self) -> int:
        return len(self.numbers)

    @property
    def lost(self) -> int:
        return self.offered - self.states["done"] - self.states["quarantined"]

    @property
    def growth(self) -> float:
        """MB, from after the first fifth to the end: before that, what is loaded late is still coming in."""
        return self.memory[-1] - self.memory[len(self.memory) // 5] if self.memory else 0.0

    def lines(self) -> Iterator[str]:
        yield f"updates in: {self.offered} in {self.seconds:.0f} s"
        yield f"applied: {self.states['done']}"
        yield f"quarantined: {self.states['quarantined']}"
        yield f"lost: {self.lost}"
        yield f"deaths: {self.deaths}"
        yield f"unanswered barriers: {self.deaf}"
        yield f"RSS growth: {self.growth:.1f} MB (now {self.memory[-1] if self.memory else 0:.0f} MB)"
        yield f"log: {self.log} bytes"

    @property
    def well(self) -> bool:
        return not (self.lost or self.deaths or self.deaf)


class Victim:
    """The bot's process, started again where it dies."""

    def __init__(self, folder: Path, telegram: EmbeddedTelegram) -> None:
        self.folder, self.log = folder, folder / "bot.log"
        self.path = folder / "data" / "aftercare.db"
        self._environment = environment(folder, TELEGRAM_API_URL=telegram.url, PYTHONDONTWRITEBYTECODE="1")
        self._process: asyncio.subprocess.Process | None = None

    async def begin(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self.folder,
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    async def revive(self) -> bool:
        """Start it where it is dead; whether it was."""
        dead = self._process is None or self._process.returncode is not None
        if dead:
            await self.begin()
        return dead

    async def end(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    @property
    def memory(self) -> float:
        pid = self._process.pid if self._process else 0
        try:
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / MB
        except OSError:
            return 0.0

    def states(self) -> dict[int, str]:
        """The state of each update on file."""
        db = engine.connect(self.path, KEY, mode="ro")
        try:
            return dict(db.execute("SELECT update_id, state FROM inbox").fetchall())
        finally:
            db.close()


async def fuzz(updates: int, seed: int, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Offer so many odd updates to a process, and see what becomes of them; `tell` hears how far it is."""
    tally, chance, began = Tally(), random.Random(seed), time.monotonic()  # noqa: S311  (no secret)
    telegram = EmbeddedTelegram(token=TOKEN, clock=lambda: datetime.now(UTC))
    await telegram.start()
    people = [telegram.person(f"Person {number}").id for number in range(PEOPLE)]
    other = telegram.person("Somebody else")  # whom nothing odd is about
    shapes = itertools.cycle([pattern, described] if API else [pattern])
    with tempfile.TemporaryDirectory() as folder:
        victim = Victim(Path(folder), telegram)
        await victim.begin()
        try:
            await _barrier(telegram, victim, other, tally)
            while tally.offered < updates:
                for _ in range(min(CHUNK, updates - tally.offered)):
                    shape = next(shapes)
                    tally.numbers.add(telegram.offer(partial(_odd, chance, people, shape)))
                await _barrier(telegram, victim, other, tally)
                tally.memory.append(victim.memory)
                if tally.offered % TOLD == 0:
                    tell(f"{tally.offered} updates in, {tally.memory[-1]:.0f} MB, {tally.deaths} deaths")
                telegram.calls.clear()
            states = await _settled(victim, tally)
        finally:
            await victim.end()
        tally.states = Counter(states[number] for number in tally.numbers & states.keys())
        tally.log = victim.log.stat().st_size
    await telegram.stop()
    tally.seconds = time.monotonic() - began
    return tally


def _odd(chance: random.Random, people: list[int], shape: Shape, number: int) -> bytes:
    return odd_update(chance, number, people, shape)


async def _barrier(telegram: EmbeddedTelegram, victim: Victim, person: Person, tally: Tally) -> None:
    """All before has been taken, and somebody who writes now is answered; a dead process is revived."""
    heard = len(person.chat.bot_messages)
    person.say("/help")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        tally.deaths += await victim.revive()
        if not telegram.pending and any("This is what" in m.words for m in person.chat.bot_messages[heard:]):
            return
        await asyncio.sleep(LOOK)
    tally.deaf += 1


async def _settled(victim: Victim, tally: Tally) -> dict[int, str]:
    """The states when nothing waits any more, or when nothing changes any more."""
    states = victim.states()
    end = time.monotonic() + PATIENCE
    while "waiting" in states.values() and time.monotonic() < end:
        tally.deaths += await victim.revive()
        await asyncio.sleep(LOOK)
        states = victim.states()
    return states
