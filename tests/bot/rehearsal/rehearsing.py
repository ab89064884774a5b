"""The rehearsal as a person starts it: its own process, and a browser on its page."""

import asyncio
import contextlib
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.bot.rehearsal.browser import Browser, Tab
from tests.patience import patiently
from tests.surroundings import BARE

LOG = "document.querySelector('#log').innerText"
NOTICE = "document.querySelector('#notice').innerText"
SCALE = "[...document.querySelectorAll('#log button')].some((one) => one.innerText.trim() === '10')"
END = "Nothing more is planned"


async def started(folder: Path, *more: str) -> tuple[asyncio.subprocess.Process, str]:
    """`python -m bot rehearse` on a free port, and its address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "rehearse", "--port", "0", *more),
        cwd=folder,
        env=BARE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    async with patiently():
        found = None
        while not found:
            line = (await process.stderr.readline()).decode()
            assert line, "the rehearsal ended before it was open"
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
    return process, found[0]


@contextlib.asynccontextmanager
async def rehearsal(folder: Path) -> AsyncIterator[str]:
    """The same, for as long as it is looked at. It ends orderly, with its bot, or this raises."""
    process, url = await started(folder)
    try:
        yield url
        process.send_signal(signal.SIGINT)
        async with patiently():
            await process.communicate()
        assert process.returncode == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@contextlib.asynccontextmanager
async def page(folder: Path, browser: Browser) -> AsyncIterator[Tab]:
    """The page of a rehearsal of its own."""
    async with rehearsal(folder) as url, browser.tab(url) as tab:
        yield tab


async def register(tab: Tab) -> None:
    """From the first word to the plan."""
    await tab.sees("Start", within="#phone")
    await tab.click("Start")
    await tab.sees("Is that all right with you?", within="#log")
    await tab.click("I agree")
    await tab.sees("When did your session end?", within="#log")
    await tab.click("Just now")
    await tab.sees("where you are?", within="#log")
    await tab.click("Yes")
    await tab.sees("This is your plan.", within="#log")
    await tab.sees("by what name does", within="#log")


async def step(tab: Tab) -> None:
    """Move the clock to the next message and wait for it, or for the word that there is none."""
    said = len(await tab.run(LOG))
    await tab.click("To the next message")
    await tab.comes(f"{LOG}.length > {said} || {NOTICE}.includes({END!r})")
