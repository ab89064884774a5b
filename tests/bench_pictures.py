"""The curve: from a line that asks for a card until its picture is there, and what a hundred leave behind."""

import asyncio
import statistics
import time
from dataclasses import dataclass
from functools import partial

from bot.rehearsal.people import Person
from tests.bench_clinic import PAUSE, at_work
from tests.bot.render.curves import plot_of
from tests.measured import resident
from tests.tables import Table

PICTURES = 100
PATIENTS = 10  # whose cards are asked for in turn
STALLS = 20  # pictures, drawn with nothing else to do
TICK = 0.001  # seconds between two looks whether the loop goes on
WARM = 10  # pictures after which memory is compared: what is loaded once is there then
PATIENCE = 20.0  # seconds


@dataclass(frozen=True)
class Pictures:
    """Of one run: seconds to each picture, and MB before and after them."""

    taken: list[float]
    before: float
    after: float


async def measure() -> Pictures:
    """A real process over HTTP, asked by an owner, one card after the other."""
    async with at_work(PATIENTS, PATIENCE) as (telegram, kim, pid):
        taken, before = [], 0.0
        for number in range(WARM + PICTURES):
            if number == WARM:
                before = resident(pid)
            began, asked = time.perf_counter(), kim.say(f"/patient File {number % PATIENTS}").id
            await telegram.until(partial(_pictured, kim, asked), timeout=PATIENCE)
            taken.append(time.perf_counter() - began)
            await asyncio.sleep(PAUSE)
        return Pictures(taken[WARM:], before, resident(pid))


def _pictured(person: Person, since: int) -> bool:
    return any(message.id > since and "photo" in message.body for message in person.chat.bot_messages)


async def stall() -> float:
    """Seconds for which a loop stood still at the longest while a curve was drawn beside it."""
    drawing, longest = asyncio.create_task(asyncio.to_thread(plot_of("troubled").png)), 0.0
    while not drawing.done():
        began = time.perf_counter()
        await asyncio.sleep(TICK)
        longest = max(longest, time.perf_counter() - began - TICK)
    return longest


def table(runs: int) -> Table:
    """The medians of all pictures of all runs."""
    found = [asyncio.run(measure()) for _ in range(runs)]
    taken = sorted(one for run in found for one in run.taken)
    late = taken[int(len(taken) * 0.95) - 1]
    stalls = [asyncio.run(stall()) for _ in range(STALLS)]
    grown = statistics.median(run.after - run.before for run in found)
    rows = [
        ["from `/patient` to the curve, median", f"{statistics.median(taken):.2f} s"],
        ["95 of 100 within", f"{late:.2f} s"],
        [
            "a loop stands still meanwhile, the longest, median",
            f"{statistics.median(stalls) * 1e3:.1f} ms",
        ],
        [f"memory that {PICTURES} of them leave behind", f"{grown:.1f} MB"],
    ]
    return Table(("a curve", "as a picture"), rows)


if __name__ == "__main__":
    print(table(1).text)  # noqa: T201  (a program)
