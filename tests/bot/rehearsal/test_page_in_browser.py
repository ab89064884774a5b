"""The chat page as a person uses it, in a real browser."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from tests.bot.rehearsal.axe import violations
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.conftest import TOKEN, Clock
from tests.patience import PATIENCE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
DONE = InlineKeyboardMarkup([[InlineKeyboardButton("Done", callback_data="done")]])
WATER = "A glass of water now, if you like."


class Companion:
    """The least bot that has something to say later."""

    def __init__(self, server: EmbeddedTelegram, clock: RehearsalClock) -> None:
        self.server = server
        self.clock = clock
        self.due: datetime | None = None
        builder = ApplicationBuilder().token(TOKEN).base_url(f"{server.url}/bot").read_timeout(PATIENCE)
        self.app: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        self.app.add_handler(MessageHandler(filters.TEXT, self.hear))
        self.app.add_handler(CallbackQueryHandler(self.tapped))

    async def next_due(self) -> datetime | None:
        return self.due

    def look(self) -> None:
        if self.due and self.due <= self.clock():
            self.due = None
            chat = self.server.people[0].id
            self.app.create_task(self.app.bot.send_message(chat, WATER, reply_markup=DONE))

    async def hear(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        self.due = self.clock() + timedelta(hours=2)
        await update.message.reply_html(f"You said <b>{update.message.text}</b>.")

    async def tapped(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("Well done")
        await update.callback_query.edit_message_text("You drank.")


@pytest.fixture
async def tab(server: EmbeddedTelegram, clock: Clock, browser: Browser) -> AsyncIterator[Tab]:
    ahead = RehearsalClock(clock)
    companion = Companion(server, ahead)
    add_page(server, ahead, PageHooks(companion.next_due, companion.look), zone=ZoneInfo("Europe/London"))
    async with companion.app as app:
        assert app.updater
        await app.start()
        await app.updater.start_polling(timeout=1)
        async with browser.tab(server.url) as tab:
            yield tab
        await app.updater.stop()
        await app.stop()


async def test_pat_chats_taps_and_lets_time_pass(server: EmbeddedTelegram, tab: Tab) -> None:
    pat = server.people[0]
    await tab.sees("Pat has not met the bot yet")
    await tab.click("Start")
    await tab.sees("You said /start.", within="#log")
    await tab.click("Message")
    await tab.type("<img src=x onerror=alert(1)>")
    await tab.press("Enter", 13)
    await server.until(lambda: pat.chat.messages[-1].text == "<img src=x onerror=alert(1)>")
    await tab.sees("<img src=x onerror=alert(1)>", within="#log")
    assert await tab.run("document.querySelectorAll('#log img').length") == 0
    await tab.click("To the next message")
    await tab.sees(WATER, within="#log")
    await tab.sees("It is now Monday 11:00.", within="#notice")
    await tab.click("Done")
    await tab.sees("You drank.", within="#log")
    await tab.sees("Well done", within="#toast")
    assert pat.chat.toasts[-1].text == "Well done"
    await tab.click("To the next message")
    await tab.sees("Nothing more is planned.", within="#notice")


async def test_the_first_screen_says_what_this_is_and_puts_time_behind_a_first_word(tab: Tab) -> None:
    """There is no next message to go to before anybody has met the bot."""
    first = "document.querySelector('#next').classList.contains('primary')"
    await tab.sees("Pat has not met the bot yet")
    for width in (1280, 390):
        await tab.look(width, 844)
        await tab.sees("Aftercare for the 48 hours after dry needling", within="#bar")
        assert not await tab.run(first)
    await tab.click("Start")
    await tab.sees("You said /start.", within="#log")
    await tab.comes(first)


async def test_a_story_asks_before_it_takes_away_what_one_has_said(tab: Tab) -> None:
    await tab.sees("Start", within="footer")
    await tab.click("Start")
    await tab.sees("You said /start.", within="#log")
    await tab.run("document.querySelector('[data-story=shoulder]').click()")
    await tab.sees("what has been said on the phones so far is forgotten", within="#begins")
    await tab.click("Stay here")
    await tab.sees("You said /start.", within="#log")
    assert await tab.run("document.querySelector('#player').hidden")
    await tab.run("document.querySelector('[data-story=shoulder]').click()")
    await tab.click("Begin the story")
    await tab.comes("!document.querySelector('#player').hidden")


async def test_what_time_it_was_is_said_until_the_clock_shows_another_and_moves_nothing(tab: Tab) -> None:
    await tab.sees("Pat has not met the bot yet")
    await tab.look(1280, 844)
    height = await tab.run("document.querySelector('#bar').offsetHeight")
    await tab.click("+15 min")
    await tab.sees("It is now Monday 09:15.", within="#notice")
    await tab.comes("document.querySelector('#now-time').innerText === '09:15'")
    assert await tab.run("document.querySelector('#bar').offsetHeight") == height
    later = "import('/act.js').then((act) => { act.outdate('09:15'); act.outdate('09:16'); return true; })"
    assert await tab.run(later)
    assert await tab.run("document.querySelector('#notice').innerText") == ""


async def test_one_changes_ones_words_becomes_another_and_blocks(server: EmbeddedTelegram, tab: Tab) -> None:
    await tab.sees("Start", within="footer")
    await tab.click("Start")
    await tab.sees("You said /start.", within="#log")
    await tab.click("Edit")
    await tab.sees("Changing your message")
    await tab.run("document.getElementById('words').select()")
    await tab.type("begin")
    await tab.press("Enter", 13)
    await tab.sees("edited", within="#log")
    assert server.people[0].chat.messages[0].text == "begin"
    await tab.click("Sam")
    await tab.sees("Sam has not met the bot yet", within="#log")
    await tab.click("Pat")
    await tab.sees("begin", within="#log")
    await tab.click("More on this phone")
    await tab.click("Block the bot")
    await tab.sees("Unblock and start again", within="footer")
    assert server.people[0].blocking


async def test_a_narrow_page_is_the_phones_and_keeps_the_rest_behind_one_button(tab: Tab) -> None:
    """Once somebody has met the bot, a sixth of the screen is enough for the clock and the next message."""
    shown = "[...document.querySelectorAll('#bar button')].filter((one) => one.checkVisibility())"
    await tab.look(390, 844)
    await tab.sees("Pat has not met the bot yet")
    await tab.click("Start")
    await tab.sees("You said /start.", within="#log")
    await tab.comes("document.querySelector('#bar').offsetHeight <= 844 / 6")
    assert await tab.run(f"{shown}.map((one) => one.innerText).join()") == "More,To the next message"
    await tab.click("More")
    await tab.sees("What the clinic saw", within="#bar")
    await tab.sees("The network dies", within="#bar")
    assert await tab.run("document.querySelector('#unfold').ariaExpanded") == "true"
    await tab.click("Less")
    await tab.comes(f"{shown}.length === 2")
    await tab.look(1280, 844)
    await tab.sees("The network dies", within="#bar")
    await tab.comes("!document.querySelector('#unfold').checkVisibility()")


@pytest.mark.parametrize("width", [390, 1280])
async def test_a_rehearsal_that_has_gone_says_so_stops_its_clock_and_what_one_can_do_and_comes_back(
    server: EmbeddedTelegram, tab: Tab, width: int
) -> None:
    await tab.look(width, 844)
    await tab.sees("Pat has not met the bot yet")
    await server.outage(True)
    await tab.sees("The rehearsal is not running.", within="#over")
    await tab.sees("make rehearse", within="#over")
    time = await tab.run("document.querySelector('#now-time').innerText")
    await tab.sees(f"Its clock stands at {time}", within="#over")
    await tab.run("((began) => { performance.now = () => began + 3_600_000; })(performance.now())")
    await tab.run("import('/clock.js').then((clock) => { clock.stopClock(); return true; })")
    assert await tab.run("document.querySelector('#now-time').innerText") == time
    assert await tab.run(
        "document.querySelector('.moves').inert && document.querySelector('.composer').inert"
    )
    assert await violations(tab) == []
    await server.outage(False)
    await tab.comes("document.querySelector('#over').hidden && !document.querySelector('.moves').inert")


async def test_one_starts_again_elsewhere_and_both_zones_stand_on_the_clock(tab: Tab) -> None:
    await tab.sees("Pat has not met the bot yet")
    await tab.click("Start again…")
    await tab.run("document.getElementById('again-patients').value = 'America/New_York'")
    await tab.click("Start again")
    await tab.sees("with the patient in New York", within="#elsewhere")
    times = "['now-time', 'now-there'].map((one) => document.getElementById(one).innerText).join()"
    await tab.comes(f"{times} === '15:00,10:00'")


@pytest.mark.parametrize("width", [320, 390, 1280])
async def test_nothing_runs_out_of_the_page_sideways(tab: Tab, width: int) -> None:
    await tab.sees("Pat has not met the bot yet")
    await tab.look(width, 844)
    await tab.click("Start")
    await tab.sees("You said /start.", within="#log")
    assert await tab.run("document.documentElement.scrollWidth") <= width
    outside = "[...document.querySelectorAll('button')].filter((b) => b.checkVisibility() && "
    outside += f"b.getBoundingClientRect().right > {width}).map((b) => b.innerText)"
    assert await tab.run(outside) == []


async def test_everything_one_can_press_has_a_name(tab: Tab) -> None:
    await tab.sees("Pat has not met the bot yet")
    await tab.command("Accessibility.enable")
    tree = await tab.command("Accessibility.getFullAXTree")
    controls = [
        node
        for node in tree["nodes"]
        if node.get("role", {}).get("value") in {"button", "textbox", "link"} and not node["ignored"]
    ]
    assert len(controls) >= 7
    assert all(node["name"]["value"] for node in controls)
