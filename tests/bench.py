"""The figures the README quotes: `make bench`. Real processes over HTTP, with and without a heavy load."""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.model import Audience, Priority, Sort
from bot.rehearsal.people import Person
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.store import outbox, patients
from bot.store.store import Store
from bot.store.tx import Tx
from tests import bench_clinic, bench_pictures, bench_rehearsal, bench_text
from tests.measured import cpu_of, resident
from tests.surroundings import KEY, TOKEN, environment
from tests.tables import Table, write

PENDING = 100_000
UPDATES = 100
REST_SECONDS = 10
WARM = 0.05  # seconds of processor time in one second, below which it has made what reads texts
LOOKS = 60  # seconds at most until then
QUERIES = 2_000
PAUSE = 0.06  # seconds between two updates
SOON = 60  # seconds; after the rest and the updates have been measured
FIRST_CHAT = 10_000_000


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
            at_rest = resident(process.pid)
            answered = [await _answered(telegram, number) for number in range(UPDATES)]
            punctual = await _punctual(telegram, pat, soon)
        finally:
            process.terminate()
            await process.wait()
            await telegram.stop()
        return Figures(first_poll, at_rest, cpu, answered, punctual)


async def _at_rest(pid: int) -> float:
    """Percent of one core, once what reads texts has been made: a start does that after its first poll."""
    for _ in range(LOOKS):
        begun = cpu_of(pid)
        await asyncio.sleep(1.0)
        if cpu_of(pid) - begun < WARM:
            break
    before = cpu_of(pid)
    await asyncio.sleep(REST_SECONDS)
    return (cpu_of(pid) - before) / REST_SECONDS * 100


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


def slowest_but_five(figures: Figures) -> float:
    return sorted(figures.answered)[int(UPDATES * 0.95) - 1]


def rows(light: Sequence[Figures], heavy: Sequence[Figures], looks: tuple[float, float]) -> list[list[str]]:
    """What was measured, without and with the load; the median of all runs."""
    told: Mapping[str, tuple[Callable[[Figures], float], Callable[[float], str]]] = {
        "cold start to first poll": (lambda run: run.first_poll, lambda took: f"{took:.2f} s"),
        "resident at rest": (lambda run: run.resident, lambda size: f"{size:.0f} MB"),
        "CPU at rest": (lambda run: run.cpu, lambda share: f"{share:.2f} %"),
        "update answered, median": (lambda run: statistics.median(run.answered), _in_ms),
        "update answered, 95 of 100 within": (slowest_but_five, _in_ms),
        "reminder after its due instant": (lambda run: run.punctual, _in_ms),
    }
    measured = [
        [name, *(said(statistics.median(map(of, runs))) for runs in (light, heavy))]
        for name, (of, said) in told.items()
    ]
    return [*measured, ["look for what is due", *(f"{seconds * 1e6:.0f} µs" for seconds in looks)]]


def _in_ms(seconds: float) -> str:
    return f"{seconds * 1e3:.0f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pending", type=int, default=PENDING)
    parser.add_argument("--write", action="store_true", help="to docs/bench, and to README what it quotes")
    given = parser.parse_args()
    light = [asyncio.run(measure(0)) for _ in range(given.runs)]
    heavy = [asyncio.run(measure(given.pending)) for _ in range(given.runs)]
    looks = (due_query(0), due_query(given.pending))
    head = ("at rest", "nothing pending", f"{given.pending:,} pending")
    tables = [Table(head, rows(light, heavy, looks)), bench_clinic.table(given.runs), bench_text.table()]
    tables += [bench_pictures.table(given.runs), bench_rehearsal.table(given.runs)]
    for table in tables:
        sys.stdout.write(f"{table.text}\n\n")
    if given.write:
        write("at-rest", "One bot alone", tables, command="make bench", runs=given.runs)


if __name__ == "__main__":
    main()
