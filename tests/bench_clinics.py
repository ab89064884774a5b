"""Many clinics in one process, `make bench-clinics CLINICS=200`: what each costs, and a herd at nine.

Each wait has an end, and what did not come by then is counted as such: on however slow a machine it
is over within an hour, with 200 clinics too.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.rehearsal.telegram import EmbeddedTelegram
from bot.store import engine, patients
from bot.store.backup import writing
from bot.store.store import Store
from bot.store.tx import Tx, stamp
from tests.bench import FIRST_CHAT, _owe
from tests.measured import cpu_of, resident
from tests.premises import bot_of, clinic_folder, key_of
from tests.surroundings import BARE

PATIENTS = 20  # of each clinic, to whom something is due at nine
REST_SECONDS = 60.0
START_SECONDS = 600.0  # at most
BEFORE_NINE = 15.0  # seconds from the end of the rest
LATEST = 180.0  # seconds after nine
ENDING = 90.0  # seconds until it is killed


@dataclass
class Cost:
    """What one run with so many clinics takes."""

    clinics: int
    listening: int  # clinics of which Telegram has heard
    first: float  # seconds from spawn until the first of them listens
    all: float  # the same, until the last one does
    resident: float  # MB at rest
    threads: int
    files: int
    cpu: float  # percent of one core at rest
    late: list[float]  # seconds after nine at which each message arrived
    busy: float  # seconds of processor time that the herd took


def utc() -> datetime:
    return datetime.now(UTC)


def made(folder: Path) -> bytes:
    """A database with its patients, to whom nothing is due yet, with the key of the first clinic."""
    path = folder / "made.db"
    store = Store(path, key_of(0))
    store.run_now(_enrol)
    store.close()
    return path.read_bytes()


def lay_out(folder: Path, number: int, url: str, database: bytes) -> None:
    """A clinic of its own of that: with its key, and with other patients than the one before."""
    home = clinic_folder(folder, f"clinic-{number}", url, number, QUIET_HOURS="off")
    path = home / "data" / "aftercare.db"
    path.parent.mkdir(mode=0o700)
    path.write_bytes(database)
    engine.rekey(path, key_of(0), key_of(number))
    further = chats(number).start - chats(0).start

    def move(tx: Tx) -> None:
        for table in ("patients", "outbox"):
            tx.run(f"UPDATE {table} SET chat_id = chat_id + :further", further=further)

    writing(path, key_of(number), move)


def chats(number: int) -> range:
    return range(FIRST_CHAT + number * 100, FIRST_CHAT + number * 100 + PATIENTS)


def _enrol(tx: Tx) -> None:
    """Their messages wait for a time that is set later, as nobody knows how long a start takes."""
    for chat in chats(0):
        one = patients.add(tx, code=f"P{chat}", chat_id=chat, language="en", wording="w", now=utc())
        tx.run("UPDATE patients SET zone = 'UTC' WHERE id = :id", id=one.id)
        _owe(tx, one.id, chat, utc() + timedelta(days=1))


class House:
    """All clinics of one run, with their Telegram."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.telegrams: list[EmbeddedTelegram] = []
        self.arrived: list[float] = []
        self.process: asyncio.subprocess.Process

    async def prepare(self) -> None:
        for number in range(self.count):
            beside = self.telegrams[0] if self.telegrams else None
            self.telegrams.append(EmbeddedTelegram(token=bot_of(number), clock=utc, beside=beside))
            for chat in chats(number):
                self.telegrams[-1].person(f"P{chat}", user_id=chat).chat.started = True  # long ago
        await self.telegrams[0].start()
        with tempfile.TemporaryDirectory() as apart:
            database = made(Path(apart))
        for number in range(self.count):
            lay_out(self.folder, number, self.telegrams[0].url, database)

    async def begin(self) -> tuple[int, float, float]:
        """Start it; how many clinics listen, and the seconds until the first does, and the last one."""
        started = time.perf_counter()
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=self.folder,
            env={**BARE, "CLINICS_DIR": str(self.folder), "LOG_LEVEL": "WARNING"},
            stdout=asyncio.subprocess.DEVNULL,  # a link for the owner of each
        )
        first, listening = 0.0, set[int]()  # a poll ends and begins again: once seen is enough
        while len(listening) < self.count and time.perf_counter() - started < START_SECONDS:
            await asyncio.sleep(0.1)
            listening |= {number for number, telegram in enumerate(self.telegrams) if telegram.polled}
            first = first or (time.perf_counter() - started if listening else 0.0)
        return len(listening), first, time.perf_counter() - started

    def owe_at(self, nine: datetime) -> None:
        """All that waits is due at nine, in every clinic."""

        def owe(tx: Tx) -> None:
            until = stamp(nine + timedelta(hours=2))
            tx.run("UPDATE outbox SET due_at = :at, expires_at = :until", at=stamp(nine), until=until)

        for number in range(self.count):
            writing(self.folder / f"clinic-{number}" / "data" / "aftercare.db", key_of(number), owe)

    async def herd(self, nine: datetime) -> list[float]:
        wanted, until = self.count * PATIENTS, time.monotonic() + LATEST + BEFORE_NINE
        said: list[datetime] = []
        while len(said) < wanted and time.monotonic() < until:
            await asyncio.sleep(0.5)
            calls = (call for telegram in self.telegrams for call in telegram.calls)
            said = [call.at for call in calls if call.method == "sendMessage" and call.ok]
        return [(at - nine).total_seconds() for at in said]

    async def end(self) -> None:
        self.process.terminate()
        try:
            async with asyncio.timeout(ENDING):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
        await self.telegrams[0].stop()


def _count(pid: int, what: str) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/{what}").iterdir())


async def measure(count: int, rest: float) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), count)
        await house.prepare()
        listening, first, last = await house.begin()
        try:
            pid = house.process.pid
            await asyncio.sleep(rest / 4)  # menus are set, and what follows of a start is done
            before = cpu_of(pid)
            await asyncio.sleep(rest)
            cpu = (cpu_of(pid) - before) / rest * 100
            memory, files = resident(pid), _count(pid, "fd")
            threads = _count(pid, "task")
            nine = (utc() + timedelta(seconds=BEFORE_NINE)).replace(microsecond=0)
            await asyncio.to_thread(house.owe_at, nine)
            spent = cpu_of(pid)
            late = await house.herd(nine)
            spent = cpu_of(pid) - spent
        finally:
            await house.end()
        return Cost(count, listening, first, last, memory, threads, files, cpu, late, spent)


def told(one: Cost, many: Cost, busy: float) -> list[tuple[str, str]]:
    """`busy` is how many programs wanted a processor before all began."""
    more = many.clinics - one.clinics
    return [
        ("processors, load of others before", f"{os.cpu_count()}, {busy:.1f}"),
        ("clinics", f"{many.clinics}"),
        ("clinics that listen", f"{many.listening}"),
        ("first clinic listens after", f"{many.first:.1f} s"),
        ("last clinic listens after", f"{many.all:.1f} s"),
        ("resident with one clinic", f"{one.resident:.0f} MB"),
        ("resident with all", f"{many.resident:.0f} MB"),
        ("each further clinic", f"{(many.resident - one.resident) / more:.2f} MB"),
        ("threads, open files", f"{many.threads}, {many.files}"),
        ("CPU at rest, of one core", f"{many.cpu:.1f} %"),
        *_punctuality(many),
        ("processor time of the herd", f"{many.busy:.1f} s"),
    ]


def _punctuality(many: Cost) -> list[tuple[str, str]]:
    """Of those that arrived; how many have not within three minutes, stands beside them."""
    late, due = sorted(many.late), many.clinics * PATIENTS
    if not late:
        return [("messages due at nine", f"{due}, and none arrived within {LATEST:.0f} s")]
    return [
        ("messages due at nine", f"{due}, arrived within {LATEST:.0f} s: {len(late)}"),
        ("after nine, median", f"{statistics.median(late):.1f} s"),
        ("after nine, 95 of 100 within", f"{late[int(len(late) * 0.95) - 1]:.1f} s"),
        ("after nine, the last one", f"{late[-1]:.1f} s"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clinics", type=int, default=200)
    parser.add_argument("--rest", type=float, default=REST_SECONDS, help="seconds of rest that are measured")
    given = parser.parse_args()
    if given.clinics <= 1:
        parser.error("the first clinic is measured anyway; ask for two or more")
    busy = os.getloadavg()[0]
    one, many = (asyncio.run(measure(count, given.rest)) for count in (1, given.clinics))
    for name, figure in told(one, many, busy):
        sys.stdout.write(f"{name:36}{figure}\n")


if __name__ == "__main__":
    main()
