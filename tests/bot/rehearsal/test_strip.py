"""What the strip below the phones says and does; a second click on anything changes nothing."""

import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from bot.rehearsal.bot_process import BotProcess
from bot.rehearsal.strip import Strip
from bot.rehearsal.tally import Tally
from bot.rehearsal_books import step_of
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.conftest import Clock
from tests.bot.rehearsal.pages import House, Page, seen

SLEEPER = (sys.executable, "-c", "import sys; sys.stdin.read()")
FAULTS = {
    "No network": ("no_network", "no network"),
    "Slow network": ("slow", "slow network"),
    "Telegram is busy": ("too_many", "Telegram is busy"),
    "Telegram fails": ("errors", "Telegram fails"),
    "Silence after sending": ("silence", "silence after sending"),
}
PRESSED = "[...document.querySelectorAll('#strip [aria-pressed=true]')].map((one) => one.innerText)"


@pytest.fixture
async def process(server: EmbeddedTelegram) -> AsyncIterator[BotProcess]:
    process = BotProcess(server.world)
    await process.begin(SLEEPER)
    yield process
    await process.end()


@pytest.fixture
async def stripped(server: EmbeddedTelegram, clock: Clock, process: BotProcess) -> AsyncIterator[Page]:
    """A page whose bot is a process that does nothing."""
    house, ahead = House(), RehearsalClock(clock)
    strip = Strip(server, Tally(server.world, server.calls, step_of), process)
    hooks = house.hooks(ahead)
    player = add_page(server, ahead, PageHooks(hooks.next_due, hooks.clock_moved, strip=strip))
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield Page(client, server, house, ahead, player)


async def shown(page: Page) -> dict[str, Any]:
    socket = await page.listen()
    strip: dict[str, Any] = (await seen(socket))["strip"]
    socket.close()
    return strip


async def test_the_bot_is_killed_once_and_started_once(stripped: Page, process: BotProcess) -> None:
    first = process.pid
    assert await stripped.act("revive") == {"say": "The bot runs already."}
    assert (await shown(stripped))["pid"] == process.pid == first
    assert await stripped.act("kill") == {"say": "The bot is killed."}
    assert await stripped.act("kill") == {"say": "The bot does not run."}
    strip = await shown(stripped)
    assert (strip["bot"], strip["pid"]) == ("killed", None)
    assert await stripped.act("revive") == {"say": "The bot is starting."}
    assert (await shown(stripped))["bot"] == "starting"
    assert process.pid not in {None, first}


async def test_what_one_chooses_stays_and_all_is_well_again_at_once(stripped: Page) -> None:
    await stripped.act("start")
    await stripped.act("block")
    for weather, _ in FAULTS.values():
        for _ in range(2):
            assert "say" in await stripped.act("weather", weather=weather)
            assert (await shown(stripped))["weather"] == weather
    assert (await shown(stripped))["blocked"] == ["Pat"]
    for _ in range(2):
        assert await stripped.act("weather", weather="well") == {"say": "All is well again."}
    strip = await shown(stripped)
    assert (strip["weather"], strip["blocked"]) == ("well", [])
    assert len(stripped.server.pending) == 3  # the start, the block, and its end, once each


async def test_time_waits_for_no_bot_that_is_killed(stripped: Page) -> None:
    stripped.house.due = stripped.clock() + timedelta(minutes=5)
    await stripped.act("kill")
    assert await stripped.act("move", minutes=60) == {"say": "It is now Monday 10:00."}


async def test_where_there_is_no_process_none_is_killed_and_no_strip_shown(page: Page) -> None:
    for act in ("kill", "revive"):
        assert await page.act(act) == {"say": "This bot is no process of its own."}
    assert await page.act("weather", weather="hail") == {"say": "'hail' is not a valid Weather"}
    assert await shown(page) is None


@pytest.fixture
async def tab(stripped: Page, browser: Browser) -> AsyncIterator[Tab]:
    async with browser.tab(stripped.server.url) as tab:
        await tab.look(1280, 860)
        await tab.sees("is starting", within="#strip")
        yield tab


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)")
async def test_while_the_bot_starts_the_phone_itself_says_so(tab: Tab) -> None:
    await tab.sees("The bot is starting", within="#log")
    assert "all is well" not in await tab.run("document.querySelector('#strip-state').innerText")
    await tab.click("Start")
    await tab.sees("/start", within="#log")
    await tab.sees("starting", within="#bot-state")


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)")
async def test_every_fault_is_one_button_that_is_seen_to_be_down(tab: Tab, stripped: Page) -> None:
    for label, (weather, words) in FAULTS.items():
        for _ in range(2):
            await tab.click(label)
            await tab.sees(words, within="#strip-state")
        assert await tab.run(PRESSED) == [label]
        assert stripped.server.weather == weather
    await tab.click("Pat blocks the bot")
    await tab.sees("blocked by Pat", within="#strip-state")
    assert await tab.run(PRESSED) == ["Silence after sending", "Pat blocks the bot"]
    await tab.click("All well again")
    await tab.comes("document.querySelector('#strip').dataset.weather === 'well'")
    assert await tab.run(PRESSED) == []
    await tab.click("Pat blocks the bot")
    await tab.sees("Pat cannot be reached until the bot is unblocked.", within="#strip-words")
    strip = await tab.run("document.querySelector('#strip').innerText.toLowerCase()")
    assert "all is well" not in strip
    await tab.click("All well again")
    await tab.comes("!document.querySelector('#strip-words').innerText.includes('Pat')")
    await tab.click("Kill the bot")
    await tab.sees("is killed", within="#strip-state")
    await tab.click("Start it again")
    await tab.sees("is starting", within="#strip-state")


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)")
async def test_a_reminder_that_somebody_sends_again_turns_the_number_red(
    tab: Tab, api: Api, stripped: Page
) -> None:
    pat = stripped.server.people[0]
    pat.start()
    row = [{"text": data, "callback_data": f"{data}:7"} for data in ("done", "worried")]
    markup = {"inline_keyboard": [row]}
    for _ in range(2):
        await api.result("sendMessage", chat_id=pat.id, text="A glass of water.", reply_markup=markup)
    await tab.comes("document.querySelector('#count-twice.broken dd')?.innerText === '1'")
    await tab.sees("twice 1", within="#strip-state")


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)")
@pytest.mark.parametrize("width", [390, 1280])
async def test_the_strip_stays_within_the_page_and_says_what_each_number_means(tab: Tab, width: int) -> None:
    await tab.look(width, 844)
    await tab.run("document.querySelectorAll('#strip details').forEach((one) => { one.open = true; })")
    assert await tab.run("document.documentElement.scrollWidth") <= width
    numbers = await tab.run("[...document.querySelectorAll('.numbers dt')].map((one) => one.innerText)")
    told = await tab.run("[...document.querySelectorAll('.meanings dt')].map((one) => one.innerText)")
    assert numbers == told == ["Came in", "Dealt with", "Still to come", "Sent", "Unclear", "Lost", "Twice"]
