"""The figures of a clinician's day: from a line to the code, the list of ten thousand, the day among them."""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.rehearsal.people import Person
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.store.store import Store
from bot.store.tx import Tx, stamp
from tests.surroundings import KEY, TOKEN, environment
from tests.tables import Table

OWNER = 77
PATIENTS = 10_000
TIMES = 50
PAUSE = 1.1  # seconds; a chat is written to once a second, and an enrolment is two messages
FIRST_CHAT = 10_000_000
APART = 864  # seconds between two sessions
UNSEEN_UNTIL = 2_000


def utc() -> datetime:
    return datetime.now(UTC)


def fill(path: Path, count: int) -> None:
    store = Store(path, KEY)
    store.run_now(_fill, count)
    store.close()


def _fill(tx: Tx, count: int) -> None:
    """So many patients with a treatment each, over the last hundred days, each with what such a one has."""
    now = stamp(utc())
    for n in range(count):
        patient = tx.insert(
            "patients", code=f"C{n}", chat_id=FIRST_CHAT + n, language="en", status="active", created_at=now
        )
        treatment = tx.insert(
            "treatments",
            code=f"T{n}",
            patient_id=patient,
            protocol="dry_needling",
            digest="d",
            treated_at=now - n * APART,
            registered_at=now,
            label=f"File {n}",
            search=f"file {n}",
        )
        _live(tx, n, patient, treatment, now)


def _live(tx: Tx, n: int, patient: int, treatment: int, now: int) -> None:
    """Three check-ins of which most were answered, a link, and of some an alert that is not over."""
    for place in range(3):
        at = now - n * APART + place * 60
        tx.insert(
            "outbox",
            chat_id=FIRST_CHAT + n,
            patient_id=patient,
            treatment_id=treatment,
            sort="question",
            priority=2,
            unprompted=1,
            key="dry_needling.first_check",
            facts='{"kind": "check_in", "ask": "soreness"}',
            language="en",
            step=f"step{place}",
            due_at=at,
            state="sent",
            claimed_at=at,
        )
        if (n + place) % 4:
            asked = {"patient_id": patient, "treatment_id": treatment, "step": f"step{place}"}
            tx.insert("answers", **asked, ask="soreness", value=place, answered_at=at)
    seen = None if n % 100 == 0 and n < UNSEEN_UNTIL else now
    closed = None if n < UNSEEN_UNTIL else now
    alert = {
        "patient_id": patient,
        "tier": "same_day",
        "raised_at": now,
        "seen_at": seen,
        "closed_at": closed,
    }
    tx.insert("alerts", code=f"A{n}", **alert)
    tx.insert(
        "invitations",
        code=f"I{n}",
        opens="patient",
        hash=f"h{n}",
        nonce="n",
        label=f"File {n}",
        protocol="dry_needling",
        created_at=now - n * APART,
        expires_at=now - n * APART + 172_800,
        patient_id=patient if n % 10 else None,
        treatment_id=treatment if n % 10 else None,
    )


@asynccontextmanager
async def at_work(patients: int, patience: float) -> AsyncIterator[tuple[EmbeddedTelegram, Person, int]]:
    """A bot with so many patients that polls: its Telegram, an owner, and the number of its process."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "data" / "aftercare.db", patients)
        telegram = EmbeddedTelegram(token=TOKEN, clock=utc)
        kim = telegram.person("Kim", user_id=OWNER)
        await telegram.start()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=folder,
            env=environment(Path(folder), TELEGRAM_API_URL=telegram.url, OWNER_IDS=str(OWNER)),
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await telegram.until(lambda: telegram.polled, timeout=patience)
            yield telegram, kim, process.pid
        finally:
            process.terminate()
            await process.wait()
            await telegram.stop()


async def measure(count: int) -> dict[str, list[float]]:
    """Seconds from what an owner types to what they see, over HTTP, from a real process."""
    # Plans of another protocol are built anew before it polls.
    async with at_work(count, patience=90) as (telegram, kim, _):
        return {
            "line to code": [
                await _seen(telegram, kim, f"/enroll P{n} left knee", 2) for n in range(TIMES // 2)
            ],
            "list": [await _seen(telegram, kim, "/patients", 1) for _ in range(TIMES)],
            "day": [await _seen(telegram, kim, "/today", 1) for _ in range(TIMES)],
        }


async def _seen(telegram: EmbeddedTelegram, kim: Person, text: str, messages: int) -> float:
    """Until the first answer is there; then wait for the others, and for the pace."""
    await telegram.until(lambda: telegram.polled)
    began, sent = time.perf_counter(), kim.say(text)
    answers: Callable[[int], bool] = lambda count: sum(m.id > sent.id for m in kim.chat.bot_messages) >= count  # noqa: E731
    await telegram.until(lambda: answers(1))
    taken = time.perf_counter() - began
    await telegram.until(lambda: answers(messages), timeout=10)
    await asyncio.sleep(PAUSE)
    return taken


def table(runs: int) -> Table:
    """From a command to its first answer; the median of all of all runs."""
    names = {
        "line to code": "from `/enroll` to the QR code, median",
        "list": "`/patients`, median",
        "day": "`/today`, median",
    }
    found = {count: [asyncio.run(measure(count)) for _ in range(runs)] for count in (0, PATIENTS)}
    rows = [
        [said, *(_median(taken for run in of for taken in run[name]) for of in found.values())]
        for name, said in names.items()
    ]
    return Table(("in a clinic", "no patients", f"{PATIENTS:,} patients"), rows)


def _median(taken: Iterable[float]) -> str:
    return f"{statistics.median(taken) * 1e3:.0f} ms"


if __name__ == "__main__":
    print(table(1).text)  # noqa: T201  (a program)
