"""The figures the README quotes: `make bench`. Real processes over HTTP, with and without a heavy load."""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model import Audience, Priority, Sort
from bot.rehearsal.people import Person
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.store import outbox, patients
from bot.store.store import Store
from bot.store.tx import Tx
from tests import bench_clinic, bench_rehearsal, bench_text
from tests.surroundings import KEY, TOKEN, environment

PENDING = 100_000
UPDATES = 100
REST_SECONDS = 10
QUERIES = 2_000
PAUSE = 0.06  # seconds between two updates
SOON = 25  # seconds; after the rest and the updates have been measured
FIRST_CHAT = 10_000_000
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Figures:
    """One run's measurements."""

    first_poll: float  # seconds from spawn
    resident: float  # MB at rest
    cpu: float  # percent of one core at rest
    answered: list[float]  # seconds from the sending of an update to the arrival of its answer
    punctual: float  # seconds after the due instant at which a reminder arrived


def utc() -> datetime:
    return datetime.now(UTC)


def fill(path: Path, pending: int) -> datetime:
    """A database with that many reminders waiting, and one more that is due soon; when that is."""
    store = Store(path, KEY)
    store.run_now(_fill, pending)
    soon = (utc() + timedelta(seconds=SOON)).replace(microsecond=0)
    store.run_now(_owe, 1, FIRST_CHAT, soon)
    store.close()
    return soon


def _fill(tx: Tx, pending: int) -> None:
    now = utc()
    for number in range(max(pending // 10, 1)):
        patient = patients.add(
            tx, code=f"P{number}", chat_id=FIRST_CHAT + number, language="en", wording="w", now=now
        )
        tx.run("UPDATE patients SET zone = 'UTC' WHERE id = :id", id=patient.id)
        for step in range(10 if pending else 0):
            _owe(
                tx, patient.id, patient.chat_id, now + timedelta(hours=1, minutes=number % 5000, seconds=step)
            )


def _owe(tx: Tx, patient: int, chat: int, due: datetime) -> None:
    outbox.put(
        tx,
        chat_id=chat,
        sort=Sort.REMINDER,
        key="dry_needling.first_drink",
        audience=Audience.PATIENT,
        language="en",
        due=due,
        expires=due + timedelta(hours=2),
        facts={"kind": "hydration", "ask": None, "only_if": None, "carries": []},
        patient_id=patient,
        step="first_drink",
    )


async def measure(pending: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data" / "aftercare.db"
        soon = fill(path, pending)
        telegram = EmbeddedTelegram(token=TOKEN, clock=utc)
        pat = telegram.person("Pat", user_id=FIRST_CHAT)
        await telegram.start()
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=folder,
            env=environment(Path(folder), TELEGRAM_API_URL=telegram.url, QUIET_HOURS="off"),
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await telegram.until(lambda: telegram.polled, timeout=30)
            first_poll = time.perf_counter() - started
            pat.start()
            await telegram.until(lambda: pat.chat.bot_messages)
            cpu = await _at_rest(process.pid)
            resident = _resident(process.pid)
            answered = [await _answered(telegram, number) for number in range(UPDATES)]
            punctual = await _punctual(telegram, pat, soon)
        finally:
            process.terminate()
            await process.wait()
            await telegram.stop()
        return Figures(first_poll, resident, cpu, answered, punctual)


async def _at_rest(pid: int) -> float:
    before = _cpu(pid)
    await asyncio.sleep(REST_SECONDS)
    return (_cpu(pid) - before) / REST_SECONDS * 100


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def _answered(telegram: EmbeddedTelegram, number: int) -> float:
    """From another chat each time, and not faster than the bot's own pace, which is kept on purpose."""
    await telegram.until(lambda: telegram.polled)
    await asyncio.sleep(PAUSE)
    person = telegram.person(f"Person {number}")
    person.unblock()
    sent = time.perf_counter()
    person.say("/start")
    await telegram.until(lambda: person.chat.bot_messages)
    return time.perf_counter() - sent


async def _punctual(telegram: EmbeddedTelegram, person: Person, due: datetime) -> float:
    """How long after its due instant a reminder arrived."""
    reminder = await telegram.until(
        lambda: [m for m in person.chat.bot_messages if (m.text or "").startswith("Time for")],
        timeout=SOON * 2,
    )
    return (reminder[0].at - due).total_seconds()


def due_query(pending: int) -> float:
    """Seconds that one look for due messages takes, all priorities, with nothing due."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data" / "aftercare.db"
        fill(path, pending)
        store = Store(path, KEY)

        def look(tx: Tx) -> float:
            now, started = utc(), time.perf_counter()
            for _ in range(QUERIES):
                for priority in Priority:
                    outbox.due(tx, now=now, priority=priority, except_chats=())
                outbox.next_due(tx)
            return (time.perf_counter() - started) / QUERIES

        taken = store.run_now(look)
        store.close()
        return taken


def median(figures: Figures) -> float:
    return statistics.median(figures.answered)


def slowest_but_five(figures: Figures) -> float:
    return sorted(figures.answered)[int(UPDATES * 0.95) - 1]


def rows(light: Figures, heavy: Figures) -> list[tuple[str, str, str]]:
    """What was measured, without and with the load."""
    both = (light, heavy)
    looks = (due_query(0), due_query(PENDING))
    measured = {
        "cold start to first poll": [f"{run.first_poll:.2f} s" for run in both],
        "resident at rest": [f"{run.resident:.0f} MB" for run in both],
        "CPU at rest": [f"{run.cpu:.2f} %" for run in both],
        "update answered, median": [f"{median(run) * 1e3:.0f} ms" for run in both],
        "update answered, 95 of 100 within": [f"{slowest_but_five(run) * 1e3:.0f} ms" for run in both],
        "reminder after its due instant": [f"{run.punctual * 1e3:.0f} ms" for run in both],
        "look for what is due": [f"{seconds * 1e6:.0f} µs" for seconds in looks],
    }
    return [(name, without, with_load) for name, (without, with_load) in measured.items()]


def main() -> None:
    light, heavy = asyncio.run(measure(0)), asyncio.run(measure(PENDING))
    heading = ("", "nothing pending", f"{PENDING:,} pending")
    for name, without, with_load in (heading, *rows(light, heavy)):
        sys.stdout.write(f"{name:36}{without:>18}{with_load:>20}\n")
    bench_clinic.main()
    bench_text.main()
    bench_rehearsal.main()


if __name__ == "__main__":
    main()
