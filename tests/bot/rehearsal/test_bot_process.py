"""The bot as a process: started once, killed once, woken when the clock moves, and never left behind."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal import EmbeddedTelegram
from bot.rehearsal.bot_process import BotProcess, Condition
from bot.rehearsal.tether import Tether
from tests.bot.rehearsal.api import Api
from tests.patience import patiently

TETHERED = """
import pathlib, sys, threading
from bot.rehearsal.tether import Tether
tether = Tether(0)
woken = pathlib.Path(sys.argv[1])
woken.write_text(tether.order())
tether.wakes(lambda: woken.open("a").write("w"))
threading.Event().wait()
"""


@pytest.fixture
async def process(server: EmbeddedTelegram, tmp_path: Path) -> AsyncIterator[BotProcess]:
    process = BotProcess(server.world)
    (tmp_path / "woken").touch()
    await process.begin((sys.executable, "-c", TETHERED, str(tmp_path / "woken")), "first ")
    await process.kill()
    yield process
    await process.end()
    assert process.pid is None


async def test_it_is_starting_until_it_asks_and_two_clicks_start_one(
    process: BotProcess, server: EmbeddedTelegram, api: Api
) -> None:
    seen = [BotProcess(server.world).condition]
    assert {*await asyncio.gather(process.begin(), process.begin())} == {True, False}
    first = process.pid
    seen.append(process.condition)
    await api.result("getUpdates")
    seen.append(process.condition)
    assert {*await asyncio.gather(process.kill(), process.kill())} == {True, False}
    seen.append(process.condition)
    assert await process.begin()
    assert process.pid != first
    seen.append(process.condition)
    assert seen == ["starting", "starting", "running", "killed", "starting"]
    assert not process.ended.is_set()


async def test_one_that_ends_by_itself_is_seen_and_can_be_started_again(
    process: BotProcess, server: EmbeddedTelegram
) -> None:
    await process.begin()
    os.kill(process.pid or 0, signal.SIGTERM)
    await server.until(lambda: process.condition is Condition.ENDED)
    assert process.ended.is_set()
    process.wake()
    assert await process.begin()


async def test_it_is_given_its_order_and_woken_when_the_clock_moves(
    process: BotProcess, tmp_path: Path
) -> None:
    for order in ("second ", ""):  # without one it is that of before
        await process.begin((), order)
        async with patiently():
            while not (tmp_path / "woken").read_text().startswith("second w"):
                process.wake()
                await asyncio.sleep(0)
        await process.kill()
        (tmp_path / "woken").write_text("")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
async def test_it_does_not_outlive_whoever_holds_its_line(number: signal.Signals, tmp_path: Path) -> None:
    """The line is the one thing that a page which is killed is sure to let go of."""
    page = f"""
import signal, subprocess, sys
held = subprocess.Popen([sys.executable, "-c", {TETHERED!r}, "x"], stdin=subprocess.PIPE)
print(held.pid, flush=True)
signal.pause()
"""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", page), stdout=asyncio.subprocess.PIPE, cwd=tmp_path
    )
    assert process.stdout
    async with patiently():
        assert await process.stdout.readline()
        process.send_signal(number)
        await process.wait()
        assert await process.stdout.read() == b""  # which ends when nobody is left that could write


async def test_a_line_that_is_cut_ends_the_process_whatever_its_loop_does() -> None:
    here, there = os.pipe()
    loop, cut = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        raise RuntimeError("Event loop is closed")

    Tether(here, lambda: loop.call_soon_threadsafe(cut.set)).wakes(wake)
    os.write(there, b"\n")
    os.close(there)
    async with patiently():
        await cut.wait()
    os.close(here)
