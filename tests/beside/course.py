"""How a herd, a kill amid one, and a mere wait go with one of the contenders."""

import asyncio
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.store import engine
from tests.beside.contenders import OURS, contending
from tests.beside.far_telegram import Arrival, FarTelegram
from tests.measured import resident
from tests.surroundings import KEY

QUIET = 40.0  # seconds without a message, after which a herd is through
EVERY = 0.7  # seconds between two who write meanwhile
WRITERS = 90_000_000  # the first chat of those who write, whom no reminder is for
START = 30.0  # seconds from the start of a process until its herd is due
A_THOUSAND = 6.0  # seconds more for each thousand
FAR_OFF = 7200  # seconds until what only waits is due
AT_REST = 5.0  # seconds after the first poll at which it is at rest
POINTS = 150  # of a curve


@dataclass
class Course:
    """What one run came to; seconds, megabytes, and numbers of messages."""

    kind: str  # herd, killed, or waiting
    who: str
    count: int
    scheduled: float = 0.0  # until all were written down
    first_poll: float = 0.0  # from spawn
    resident: float = 0.0  # MB: waiting at rest, and else when all is through
    taken: int = 0  # of the herd, that arrived and were accepted
    lasted: float = 0.0  # from the due instant to the last of these
    refused: int = 0
    fullest: int = 0  # messages in the fullest second
    cpu: float = 0.0  # seconds of processor time a message
    waited: list[float] = field(default_factory=list)  # from a text to its answer's arrival
    unanswered: int = 0
    twice: int = 0
    unknown: int = 0  # of which ours says that nobody knows
    curve: list[tuple[float, int]] = field(default_factory=list)  # when so many had arrived


async def waiting(who: str, count: int) -> Course:
    """All is due in two hours; after a start on what is scheduled already, where that outlives a process."""
    with tempfile.TemporaryDirectory() as name:
        due = datetime.fromtimestamp(int(time.time()) + FAR_OFF, UTC)
        async with contending(who, count, due, Path(name)) as (one, telegram):
            found = Course("waiting", who, count)
            await one.begin()
            await _polled(telegram)
            found.scheduled = one.scheduled
            if who == "store":
                await one.kill()
                telegram.polled_at = None
                await one.begin(again=True)
                await _polled(telegram)
            found.first_poll = (telegram.polled_at or 0.0) - one.began
            await asyncio.sleep(AT_REST)
            found.resident = resident(one.pid)
            return found


async def herd(who: str, count: int) -> Course:
    """All is due at one instant, and somebody writes every now and then."""
    with tempfile.TemporaryDirectory() as name:
        due = _soon(count)
        async with contending(who, count, due, Path(name)) as (one, telegram):
            found, loop = Course("herd", who, count), asyncio.get_running_loop()
            await one.begin()
            begin = loop.time() + due.timestamp() - time.time()
            assert begin > loop.time() + 1.0, "it took too long to be scheduled"
            await asyncio.sleep(begin - loop.time() - 1.0)
            before = _cpu(one.pid)
            await asyncio.sleep(begin - loop.time())
            wrote: dict[int, float] = {}
            while not _is_through(telegram, count, begin):
                await asyncio.sleep(EVERY)
                chat = WRITERS + len(wrote)
                wrote[chat] = loop.time()
                telegram.write(chat, "/help", date=int(time.time()))
            await asyncio.sleep(1.0)
            _judge(found, telegram, begin, wrote)
            found.first_poll = (telegram.polled_at or 0.0) - one.began
            messages = found.taken + len(found.waited)
            found.cpu = (_cpu(one.pid) - before) / max(1, messages)
            found.resident, found.scheduled = resident(one.pid), one.scheduled
            return found


async def killed(who: str, count: int) -> Course:
    """A third has arrived when it is killed; a second later it is started again."""
    with tempfile.TemporaryDirectory() as name:
        folder, due = Path(name), _soon(count)
        async with contending(who, count, due, folder) as (one, telegram):
            found, loop = Course("killed", who, count), asyncio.get_running_loop()
            await one.begin()
            begin = loop.time() + due.timestamp() - time.time()
            while len(_of_herd(telegram)) < count // 3 and loop.time() < begin + QUIET:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            await one.kill()
            await asyncio.sleep(1.0)
            await one.begin(again=True)
            while not _is_through(telegram, count, begin):  # noqa: ASYNC110  (the same)
                await asyncio.sleep(0.5)
            await asyncio.sleep(2.0)
            _judge(found, telegram, begin, {})
            await one.kill()
            if who == OURS:
                found.unknown = _unknown(folder / "data" / "aftercare.db")
            return found


async def _polled(telegram: FarTelegram) -> None:
    while telegram.polled_at is None:  # noqa: ASYNC110  (nobody tells of it)
        await asyncio.sleep(0.001)


def _soon(count: int) -> datetime:
    return datetime.fromtimestamp(int(time.time() + START + A_THOUSAND * count / 1000), UTC)


def _of_herd(telegram: FarTelegram) -> list[Arrival]:
    return [one for one in telegram.arrivals if one.chat < WRITERS and one.taken]


def _judge(found: Course, telegram: FarTelegram, begin: float, wrote: dict[int, float]) -> None:
    times = Counter(one.chat for one in _of_herd(telegram))
    answered = {one.chat: one.at for one in reversed(telegram.arrivals) if one.chat >= WRITERS and one.taken}
    first = sorted({one.chat: one.at for one in reversed(_of_herd(telegram))}.values())
    found.taken, found.twice = len(times), times.total() - len(times)
    found.lasted = max(first, default=begin) - begin
    found.refused, found.fullest = telegram.refused(), telegram.fullest_second()
    found.waited = sorted(answered[chat] - at for chat, at in wrote.items() if chat in answered)
    found.unanswered = len(wrote) - len(found.waited)
    step = max(1, len(first) // POINTS)
    found.curve = [(round(first[n] - begin, 3), n + 1) for n in range(0, len(first), step)]
    found.curve += [(round(found.lasted, 3), len(first))]


def _is_through(telegram: FarTelegram, count: int, begin: float) -> bool:
    now = asyncio.get_running_loop().time()
    last = max((one.at for one in telegram.arrivals if one.chat < WRITERS), default=begin)
    return len({one.chat for one in _of_herd(telegram)}) >= count or now > max(last, begin) + QUIET


def _unknown(path: Path) -> int:
    db = engine.connect(path, KEY, mode="ro")
    try:
        return int(db.execute("SELECT count(*) FROM outbox WHERE state = 'unknown'").fetchone()[0])
    finally:
        db.close()


def _cpu(pid: int) -> float:
    """Seconds of processor time, of all its threads, to the nanosecond."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((one / "schedstat").read_text(encoding="ascii").split()[0]) for one in threads) / 1e9
