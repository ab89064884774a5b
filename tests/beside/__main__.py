"""A herd, side by side: `python -m tests.beside --herd 300`; who is slower, what it costs, who is refused."""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.store import patients
from bot.store.store import Store
from bot.store.tx import Tx
from tests.bench import _owe, _resident
from tests.beside.far_telegram import FarTelegram
from tests.beside.others import FIRST_CHAT
from tests.surroundings import BARE, KEY, environment

QUIET = 2.0  # seconds without a message, after which a herd is through
LATEST = 600.0  # seconds
EVERY = 0.7  # seconds between two who write meanwhile
WRITERS = 90_000_000  # the first chat of those who write, whom no reminder is for
START = 12  # seconds from the start of a process until its herd is due


@dataclass
class Course:
    """How one herd went."""

    who: str
    due: int
    taken: int = 0  # messages that arrived and were accepted
    lasted: float = 0.0  # seconds, from the due instant to the last arrival
    refused: int = 0
    fullest: int = 0  # messages in the fullest second
    cpu: float = 0.0  # seconds of processor time a message
    resident: float = 0.0  # MB when all is through
    first_poll: float = 0.0  # seconds from spawn
    waited: list[float] = field(default_factory=list)  # seconds, from a text to its answer's arrival


def fill(path: Path, count: int, due: datetime) -> None:
    """As many patients, with a reminder each."""

    def owe(tx: Tx) -> None:
        now = datetime.now(UTC)
        for number in range(count):
            chat = FIRST_CHAT + number
            one = patients.add(tx, code=f"P{number}", chat_id=chat, language="en", wording="w", now=now)
            tx.run("UPDATE patients SET zone = 'UTC' WHERE id = :id", id=one.id)
            _owe(tx, one.id, chat, due)

    store = Store(path, KEY)
    store.run_now(owe)
    store.close()


async def course(who: str, count: int, *, writing: bool = True) -> Course:
    """Let one process loose on a herd."""
    telegram = FarTelegram()
    url = await telegram.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        due = datetime.fromtimestamp(int(time.time()) + START + count // 1000, UTC)
        if who == "aftercare":
            fill(folder / "data" / "aftercare.db", count, due)
            command = ["-m", "bot", "run"]
        else:
            command = ["-m", "tests.beside.others", who, url, str(count), str(due.timestamp())]
        with (folder / "log").open("wb") as log:
            spawned = asyncio.get_running_loop().time()
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, *command),
                cwd=folder,
                env={**environment(folder, TELEGRAM_API_URL=url, QUIET_HOURS="off"), **_own()},
                stderr=log,
            )
        try:
            found = await _watched(telegram, process.pid, Course(who, count), due, writing=writing)
            found.first_poll = (telegram.polled_at or 0.0) - spawned
            return found
        finally:
            process.terminate()
            await process.wait()
            await telegram.stop()


def _own() -> dict[str, str]:
    return {"PYTHONPATH": BARE["PYTHONPATH"]}


async def _watched(telegram: FarTelegram, pid: int, found: Course, due: datetime, *, writing: bool) -> Course:
    loop = asyncio.get_running_loop()
    begin = loop.time() + due.timestamp() - time.time()
    await asyncio.sleep(begin - loop.time() - 1.0)
    before = _cpu(pid)
    await asyncio.sleep(begin - loop.time())
    wrote: dict[int, float] = {}
    while loop.time() < begin + LATEST and not _is_through(telegram, found.due, begin):
        await asyncio.sleep(EVERY)
        if writing:
            chat = WRITERS + len(wrote)
            wrote[chat] = loop.time()
            telegram.write(chat, "/help", date=int(time.time()))
    await asyncio.sleep(1.0)
    herd = [one for one in telegram.arrivals if one.chat < WRITERS and one.taken and one.at >= begin - 1]
    answered = {one.chat: one.at for one in reversed(telegram.arrivals) if one.chat >= WRITERS and one.taken}
    found.taken, found.refused = len({one.chat for one in herd}), telegram.refused()
    found.lasted = max((one.at for one in herd), default=begin) - begin
    found.fullest = telegram.fullest_second()
    found.cpu = (_cpu(pid) - before) / max(1, len(herd) + len(answered))
    found.resident = _resident(pid)
    found.waited = sorted(answered[chat] - at for chat, at in wrote.items() if chat in answered)
    return found


def _is_through(telegram: FarTelegram, count: int, begin: float) -> bool:
    herd = [one.at for one in telegram.arrivals if one.chat < WRITERS and one.taken]
    now = asyncio.get_running_loop().time()
    last = max((one.at for one in telegram.arrivals if one.chat < WRITERS), default=begin)
    return len(herd) >= count or now > max(last, begin) + 20 * QUIET


def _cpu(pid: int) -> float:
    """Seconds of processor time, of all its threads, to the nanosecond."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((one / "schedstat").read_text(encoding="ascii").split()[0]) for one in threads) / 1e9


def told(courses: Sequence[Course]) -> str:
    names = ["", "arrived", "lasted", "refused", "fullest second", "CPU a message"]
    names += ["answered, median", "99 of 100", "resident", "first poll"]
    lines = [f"| {' | '.join(names)} |", "|---" * len(names) + "|"]
    for one in courses:
        waits = one.waited or [float("nan")]
        late = waits[min(len(waits) - 1, int(len(waits) * 0.99))]
        lines.append(
            f"| {one.who} | {one.taken} of {one.due} | {one.lasted:.2f} s | {one.refused} | {one.fullest} "
            f"| {one.cpu * 1e3:.2f} ms | {statistics.median(waits) * 1e3:.0f} ms | {late * 1e3:.0f} ms "
            f"| {one.resident:.0f} MB | {one.first_poll:.2f} s |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--herd", type=int, nargs="+", default=[300])
    parser.add_argument("--who", nargs="+", default=["aftercare", "plain", "limiter"])
    parser.add_argument("--silent", action="store_true", help="nobody writes meanwhile")
    given = parser.parse_args()
    for count in given.herd:
        courses = [asyncio.run(course(who, count, writing=not given.silent)) for who in given.who]
        sys.stdout.write(told(courses) + "\n\n")


if __name__ == "__main__":
    main()
