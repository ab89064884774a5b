"""A message to a patient and its buttons fit one screen of a phone together, as a browser draws them."""

import itertools
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal import EmbeddedTelegram, PageHooks, Person, RehearsalClock, add_page
from bot.render.sketches import Pictured
from bot.render.text import Rendered
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.conftest import Clock
from tests.bot.rehearsal.rehearsing import page, register
from tests.bot.render.longest import of_the_clinic, rendered

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
PHONE = (390, 844)
MOST = 592  # pixels between the head of a chat and the field to write in
HEIGHTS = "[...document.querySelectorAll('#log .message')].map((one) => one.getBoundingClientRect().height)"
TWO_LINES = 52  # pixels of a button; what is longer cannot be read on one
CROWDED = f"""[...document.querySelectorAll('#log .keys button')].filter((one) =>
  one.scrollWidth > one.clientWidth || one.getBoundingClientRect().height > {TWO_LINES}
).map((one) => one.innerText)"""


@pytest.fixture
async def tab(server: EmbeddedTelegram, clock: Clock, browser: Browser) -> AsyncIterator[Tab]:
    async def never() -> None: ...

    server.person("Pat").start()
    add_page(server, RehearsalClock(clock), PageHooks(never, lambda: None), zone=ZoneInfo("Europe/London"))
    async with browser.tab(server.url) as tab:
        await tab.look(*PHONE)
        await tab.sees("/start", within="#log")
        yield tab


async def tell(api: Api, person: Person, message: Rendered) -> None:
    """As it is given to Telegram, with its picture or drawing."""
    drawn = message.plot.png() if isinstance(message.plot, Pictured) else message.picture
    if drawn is None:
        await api.result("sendMessage", **told(person, message))
        return
    given = dict(told(person, message))
    given |= {"caption": given.pop("text"), "caption_entities": given.pop("entities")}
    fields = {name: fact if isinstance(fact, str) else json.dumps(fact) for name, fact in given.items()}
    files = {"photo": ("drawn.png", drawn, "image/png")}
    assert (await api.client.post("sendPhoto", data=fields, files=files)).is_success


def told(person: Person, message: Rendered) -> Mapping[str, object]:
    """The same without it."""
    keys = [[{"text": text, "callback_data": data} for text, data in row] for row in message.buttons]
    bold = [{"type": "bold", "offset": at, "length": length} for at, length in message.bold]
    markup = {"reply_markup": {"inline_keyboard": keys}} if keys else {}
    return {"chat_id": person.id, "text": message.text, "entities": bold, **markup}


async def test_the_page_of_a_rehearsal_shows_so_much_of_a_chat(tmp_path: Path, browser: Browser) -> None:
    async with page(tmp_path, browser) as tab:
        await tab.look(*PHONE)
        await register(tab)
        await tab.stills()
        assert await tab.run("document.querySelector('#log').clientHeight") >= MOST


async def test_every_message_to_a_patient_fits_one_screen_of_a_phone_with_its_buttons(
    server: EmbeddedTelegram, api: Api, tab: Tab
) -> None:
    """And so does of the clinic's what comes with an enrolment, and the list of what it says itself."""
    names = []
    for name, message in itertools.chain(rendered(), of_the_clinic()):
        names.append(name)
        await tell(api, server.people[0], message)
    await tab.comes(f"document.querySelectorAll('#log .message').length === {len(names) + 1}")
    await tab.comes("[...document.querySelectorAll('#log img')].every((one) => one.complete)")
    heights = dict(zip(names, (await tab.run(HEIGHTS))[1:], strict=True))
    assert {name: height for name, height in heights.items() if height > MOST} == {}
    assert await tab.run(CROWDED) == []
