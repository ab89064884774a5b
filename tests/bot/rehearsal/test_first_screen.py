"""What a visitor sees before anything is done: the whole greeting, and who goes first."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.conftest import Clock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
GREETING = (
    "I am the aftercare helper of Riverside Physiotherapy. For two days after dry needling I remind you to "
    "drink, move and stretch, I ask how sore you are, and I answer questions.\n\nI am a program, and nobody "
    "watches this chat round the clock. In an emergency call 112. To reach Riverside Physiotherapy, call "
    "+44 20 7946 0123.\n\nTap Start to begin."
)
NARROW = 760
WHOLE = """[...document.querySelectorAll('.phone')].filter((one) => one.checkVisibility()).every((phone) =>
  phone.querySelector('.empty .about').getBoundingClientRect().bottom
    <= Math.min(innerHeight, phone.querySelector('.log').getBoundingClientRect().bottom))"""
SAME_LINE = """document.querySelector('#unfold').getBoundingClientRect().top
  < document.querySelector('#now-time').getBoundingClientRect().bottom"""


@pytest.fixture
async def tab(server: EmbeddedTelegram, clock: Clock, api: Api, browser: Browser) -> AsyncIterator[Tab]:
    async def never() -> None: ...

    for name, note in (("Pat", "patient"), ("Kim", "clinician")):
        server.person(name, note=note)
    clock.now = datetime(2026, 12, 2, 15, tzinfo=UTC)
    await api.result("setMyDescription", description=GREETING)
    add_page(server, RehearsalClock(clock), PageHooks(never, lambda: None), zone=ZoneInfo("Europe/London"))
    async with browser.tab(server.url) as tab:
        yield tab


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
async def test_the_greeting_is_seen_whole_with_its_numbers(tab: Tab, width: int, height: int) -> None:
    await tab.look(width, height)
    await tab.sees("112", within="#log")
    if width > NARROW:
        await tab.sees("112", within="#log-2")
    await tab.stills()
    assert await tab.run(WHOLE)


async def test_who_goes_first_is_said_and_seen(tab: Tab) -> None:
    await tab.look(1280, 900)
    await tab.sees("Kim goes first", within="#log")
    await tab.sees("Begin here", within="#log-2")
    waits = "document.querySelector('#begin{}').classList.contains('waits')"
    assert [await tab.run(waits.format(end)) for end in ("", "-2")] == [True, False]


async def test_on_a_narrow_page_what_is_folded_away_is_beside_the_clock_also_on_a_long_day(
    server: EmbeddedTelegram, api: Api, tab: Tab
) -> None:
    await tab.look(390, 844)
    server.people[0].start()
    await api.result("sendMessage", chat_id=server.people[0].id, text="Hello")
    await tab.sees("Wednesday 2 December", within="#now-day")
    await tab.comes("document.querySelector('#unfold').checkVisibility()")
    assert await tab.run(SAME_LINE)
