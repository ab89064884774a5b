"""A process that stands still ends, and one that is only busy goes on."""

import asyncio
import threading

import pytest

from bot.watchdog import PATIENCE, Watchdog
from tests.patience import PATIENCE as LONG
from tests.patience import patiently


class Bench:
    """A watchdog with a clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.busy: float | None = None
        self.barked = threading.Event()
        self.beaten = asyncio.Event()
        self.dog = Watchdog(self._busy_since, lambda: self.now, self.barked.set, beat=0.001)

    def _busy_since(self) -> float | None:
        self.beaten.set()
        return self.busy


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_loop_that_is_blocked_stands_still(bench: Bench) -> None:
    bench.now += PATIENCE
    assert not bench.dog.stands_still()
    bench.now += 1
    assert bench.dog.stands_still()


def test_a_loop_that_goes_round_does_not(bench: Bench) -> None:
    for _ in range(100):
        bench.now += PATIENCE / 2
        bench.dog.beat()
        assert not bench.dog.stands_still()


def test_one_update_that_never_ends_is_a_standstill_and_many_are_not(bench: Bench) -> None:
    for _ in range(100):
        bench.busy = bench.now
        bench.now += PATIENCE / 2
        bench.dog.beat()
    assert not bench.dog.stands_still()
    for _ in range(4):
        bench.now += PATIENCE / 2
        bench.dog.beat()
    assert bench.dog.stands_still()


async def test_a_blocked_loop_is_barked_at_from_beside(bench: Bench) -> None:
    """This test blocks the loop while it waits, as endless work would."""
    running = asyncio.create_task(bench.dog.run())
    async with patiently():
        await bench.beaten.wait()
    bench.now += PATIENCE + 1
    assert bench.barked.wait(LONG)
    running.cancel()


async def test_an_orderly_end_is_not_barked_at(bench: Bench) -> None:
    running = asyncio.create_task(bench.dog.run())
    async with patiently():
        await bench.beaten.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    bench.now += PATIENCE + 1
    assert not bench.barked.wait(0.05)
