"""Clocks that are set to any time, under real processes: who was erased, what was lost, who was answered."""

import asyncio
import itertools
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from schedules.duration import parse_duration
from tests.torture.machine import STEPS, Machine, a_machine, tellings

PATIENCE = 40.0  # seconds for anything that must come
PROMPT = 2.0  # seconds in which who writes is answered
LOOK = 0.1  # seconds between two looks
JUMPED, RIGHT = "the machine's clock jumped by", "the machine's clock is right again"
DOUBTED = "from the last sign of life"
WENT_WELL = {"sent", "merged"}
AT_ONCE = 2


@dataclass(frozen=True)
class Fault:
    """By how much the clock is off, when it becomes so, and when it is right again."""

    off: timedelta
    wrong: str  # at the `start`, in `flight`, or in flight with `both` a start amid it
    right: str  # in `flight`, or for the next `start`
    name: str


def faults() -> list[Fault]:
    rows = tomllib.loads(Path(__file__).with_name("clocks.toml").read_text(encoding="utf-8"))
    return [
        Fault(_signed(off), wrong, right, f"{off}, wrong: {wrong}, right: {right}")
        for off, wrong, right in itertools.product(rows["off"], rows["wrong"], rows["right"])
    ]


def _signed(off: str) -> timedelta:
    return -parse_duration(off[1:]) if off.startswith("-") else parse_duration(off)


@dataclass
class Course:
    """What came of one fault; `wrong` names what should not have, and is empty where all went well."""

    fault: Fault
    prompt: float
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0  # seconds until somebody was answered
    seconds: float = 0.0

    @property
    def line(self) -> str:
        what = "; ".join(self.wrong) or "well"
        return (
            f"{self.fault.name}: {what} (answered within {self.slowest:.1f} s, {self.seconds:.0f} s in all)"
        )


async def suffer(fault: Fault, folder: Path, apart: int, prompt: float = PROMPT) -> Course:
    """Live through one fault, from before it until after it, and judge what is on file and in the chats.

    `prompt` is within how many seconds somebody who writes is to be answered.
    """
    course, began = Course(fault, prompt), time.monotonic()
    async with a_machine(folder, apart) as machine:
        try:
            await _live(machine, course)
            _judge(machine, course)
        except TimeoutError as error:
            course.wrong.append(str(error))
        if course.wrong:
            course.wrong += machine.lines[-5:]
    course.seconds = time.monotonic() - began
    return course


async def _live(machine: Machine, course: Course) -> None:
    fault = course.fault
    if fault.wrong == "start":
        machine.shift(fault.off)
    await machine.begin()
    if fault.wrong != "start":
        await _answered(machine, course)
        machine.shift(fault.off)
    if fault.wrong == "both":
        await machine.finish()
        await machine.begin()
    await _answered(machine, course)
    await _health(machine, "the machine's clock is off by", well=True)
    await _until(
        lambda: any(at >= machine.again for at in tellings(machine.kim)), "the alert is not told again"
    )
    await _until(lambda: any(row["state"] == "sent" for row in machine.steps), "no reminder was sent")
    await _answered(machine, course)
    if fault.right == "start":
        await machine.finish()
    machine.shift(timedelta())
    if fault.right == "start":
        await machine.begin()
    await _answered(machine, course)
    await _until(lambda: all(row["state"] != "due" for row in machine.steps), "a reminder was not sent")
    await _health(machine, "ok: Telegram last answered", well=True, without="clock is off")


async def _answered(machine: Machine, course: Course) -> None:
    """Somebody writes whose chat is not amid reminders, and hears soon."""
    person = machine.somebody()
    said = person.say("/help")
    await _until(lambda: bool(person.chat.bot_messages), "no answer came")
    took = (person.chat.bot_messages[0].at - said.at).total_seconds()
    course.slowest = max(course.slowest, took)
    if took > course.prompt:
        course.wrong.append(f"an answer came after {took:.1f} s")


async def _health(machine: Machine, words: str, *, well: bool, without: str = "RED") -> None:
    """Health says so within a few looks, and ends as it should."""
    end = time.monotonic() + PATIENCE
    while True:
        code, printed = await machine.told("health")
        if words in printed and without not in printed and (code == 0) is well:
            return
        if time.monotonic() > end:
            raise TimeoutError(f"health does not say {words!r}, but {printed!r}")
        await asyncio.sleep(LOOK)


async def _until(holds: Callable[[], bool], trouble: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(trouble)
        await asyncio.sleep(LOOK)


def _judge(machine: Machine, course: Course) -> None:
    course.wrong += [*_erased(machine), *_reminders(machine), *_log(machine, course.fault)]


def _erased(machine: Machine) -> Iterator[str]:
    if (left := len(machine.rows("patients"))) != 3:
        yield f"{3 - left} patients were erased"
    if not machine.alive:
        yield "the process died"


def _reminders(machine: Machine) -> Iterator[str]:
    steps = machine.steps
    if (owed := len(steps)) != STEPS:
        yield f"{owed} reminders of {STEPS} are on file"
    yield from (f"a reminder is {row['state']}" for row in steps if row["state"] not in WENT_WELL)
    shown = Counter(
        f"tip_{n}"
        for message in machine.pat.chat.bot_messages
        for n in range(1, STEPS + 1)
        if f"This is tip_{n}." in message.words
    )
    yield from (f"{name} came {times} times" for name, times in shown.items() if times > 1)
    missing = {row["key"].rpartition(".")[2] for row in steps if row["state"] == "sent"} - shown.keys()
    yield from (f"{name} is marked sent and never came" for name in missing)


def _log(machine: Machine, fault: Fault) -> Iterator[str]:
    """A jump is logged in one line, and its end, where the same process lives through both."""
    said = Counter(word for line in machine.lines for word in (JUMPED, RIGHT, DOUBTED) if word in line)
    if fault.wrong == "flight" and said[JUMPED] != 1:
        yield f"the jump was logged {said[JUMPED]} times"
    if fault.wrong != "flight" and not said[DOUBTED]:
        yield "the doubt was not logged"
    if fault.right == "flight" and said[RIGHT] != 1:
        yield f"the end of the jump was logged {said[RIGHT]} times"
    if any("Traceback" in line for line in machine.lines):
        yield "a traceback is in the log"


async def clocks(tell: Callable[[str], None]) -> int:
    """Suffer every fault, a few at once, telling of each; how many went wrong."""
    turn, wrong = asyncio.Semaphore(AT_ONCE), 0

    async def one(fault: Fault) -> bool:
        async with turn:
            with tempfile.TemporaryDirectory() as folder:
                course = await suffer(fault, Path(folder), apart=3)
        tell(course.line)
        return not course.wrong

    ends = await asyncio.gather(*(one(fault) for fault in faults()))
    wrong = len(ends) - sum(ends)
    tell(f"faults of the clock: {len(ends)}, gone well: {sum(ends)}, gone wrong: {wrong}")
    return wrong
