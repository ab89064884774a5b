"""The plan, drawn under the phones: a real session, its real reasons, and a person who clicks one."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.drawing import Drawings
from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from bot.rehearsal.pictures import plain_picture
from tests.bot.care.floor import JO, PAT, Floor
from tests.bot.made_once import packaged
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.conftest import Clock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
END_OF_PNG = b"IEND\xaeB`\x82"
CHECK = "[...document.querySelectorAll('#drawn .check_in')][0]"
WHERE = f"""(() => {{
  const check = {CHECK};
  check.scrollIntoView({{block: "center", behavior: "instant"}});
  const box = check.querySelector(".body").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}})()"""
SHARP, MARGIN = 2, 16  # of a picture that is saved: points to each of the page, and around it
ALIKE = 6  # of 255, on average: letters have soft edges, and the buttons of the page are no part of it
FOCUSED = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture
def floor(tmp_path: Path) -> Any:  # noqa: ANN401
    """A patient whose session ended at eight in the evening: the first check-in falls into the night."""
    opened = Floor(tmp_path)
    opened.employ(JO)
    opened.move(hours=6)
    opened.follow(JO, PAT, "JD 20:00 left shoulder")
    yield opened
    opened.close()


@pytest.fixture
async def tab(server: EmbeddedTelegram, clock: Clock, browser: Browser, floor: Floor) -> AsyncIterator[Tab]:
    drawings = Drawings(floor.house, packaged().catalog)

    async def drawn(code: str) -> dict[str, Any]:
        return await floor.store.run(drawings.shown, floor.now, code)

    async def next_due() -> datetime | None:
        return None

    hooks = PageHooks(next_due, lambda: None, drawn=drawn)
    add_page(server, RehearsalClock(clock), hooks, zone=ZoneInfo("Europe/London"))
    async with browser.tab(server.url) as opened:
        yield opened


async def click(tab: Tab, place: list[float]) -> None:
    for kind in ("mousePressed", "mouseReleased"):
        await tab.command(
            "Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1
        )


async def test_a_question_of_the_night_is_drawn_in_the_morning_and_a_click_says_why(tab: Tab) -> None:
    await tab.look(1280, 860)
    await tab.comes(f"{CHECK} !== undefined")
    assert await tab.run("document.querySelectorAll('#drawn .night').length") >= 3
    name = "First check-in: planned, Tuesday 08:00, moved from Tuesday 02:00"
    assert await tab.run(f"{CHECK}.getAttribute('aria-label')") == name
    await click(tab, await tab.run(WHERE))
    await tab.sees("Due Tuesday 02:00, 6 hours after the session.", within="#why")
    await tab.sees("Quiet until Tuesday 08:00, so it waits for the morning.", within="#why")
    await tab.press("ArrowRight", 39)
    await tab.sees("Joined to the first check-in", within="#why")
    await tab.press("Escape", 27)
    await tab.sees("Next", within="#why")


async def test_the_drawing_is_one_stop_for_the_keyboard_and_keeps_the_place_when_it_is_drawn_anew(
    server: EmbeddedTelegram, tab: Tab, floor: Floor
) -> None:
    await tab.look(1280, 860)
    await tab.comes(f"{CHECK} !== undefined")
    assert await tab.run("document.querySelectorAll('#drawn [tabindex=\"0\"]').length") == 1
    await tab.run("document.querySelector('#drawn [tabindex=\"0\"]').focus()")
    await tab.press("Home", 36)
    first = await tab.run(FOCUSED)
    assert first.startswith("Opening words: sent")
    floor.move(hours=12)
    floor.deliver()
    server.world.tell()
    await tab.comes(f"{CHECK}.dataset.fate === 'sent'")
    assert await tab.run(FOCUSED) == first


@pytest.mark.parametrize("width", [320, 390])
async def test_a_narrow_page_has_the_same_words_as_a_list(tab: Tab, width: int) -> None:
    await tab.look(width, 844)
    await tab.sees("moved from Tuesday 02:00", within="#planlist")
    await tab.sees("Quiet hours: Monday 21:00 to Tuesday 08:00", within="#planlist")
    await tab.run("for (const one of document.querySelectorAll('#planlist details')) one.open = true")
    await tab.sees("Quiet until Tuesday 08:00, so it waits for the morning.", within="#planlist")
    assert await tab.run("document.documentElement.scrollWidth") <= width
    assert await tab.run("document.querySelectorAll('#planlist .of-plan').length") == 13


def _is_whole(file: Path) -> bool:
    """A browser has the name of what it saves before it has all of it."""
    return file.exists() and file.read_bytes().endswith(END_OF_PNG)


async def saved(tab: Tab, button: str, file: Path) -> Image.Image:
    """The picture that this button gives, without its margin, at the size of the page."""
    await tab.run(f"document.getElementById('{button}').click()")
    while not await asyncio.to_thread(_is_whole, file):
        await tab.stills()
    with Image.open(file) as picture:
        small = picture.convert("RGB").reduce(SHARP)
    return small.crop((MARGIN, MARGIN, small.width - MARGIN, small.height - MARGIN))


async def shown(tab: Tab, section: str) -> Image.Image:
    """The same part of the page, as the browser draws it."""
    place = f"document.getElementById('{section}')"
    await tab.run(f"{place}.scrollIntoView({{block: 'end', behavior: 'instant'}})")
    box = await tab.run(
        f"(({{x, y, right, bottom}}) => [x, y, right, bottom])({place}.getBoundingClientRect())"
    )
    await tab.stills()  # what has come last fades in
    with Image.open(io.BytesIO(await tab.picture())) as screen:
        return screen.convert("RGB").crop(tuple(round(edge) for edge in box))


async def test_a_whole_conversation_is_saved_from_its_first_word_however_far_one_has_scrolled(
    server: EmbeddedTelegram, api: Api, tab: Tab, tmp_path: Path
) -> None:
    """A long one as several pictures, so that each can be read."""
    pat = server.people[0]
    pat.start()
    for number in range(60):
        await api.result("sendMessage", chat_id=pat.id, text=f"Line {number}\n" + "and what follows it. " * 9)
    await tab.look(1280, 900)
    await tab.downloads_to(tmp_path)
    await tab.sees("Line 59", within="#log")
    more = "((log) => log.scrollHeight - log.clientHeight)(document.querySelector('#log'))"
    whole = await tab.run(f"document.querySelector('#phone').offsetHeight + {more}")
    first = await saved(tab, "save-whole", tmp_path / "conversation-of-Pat-1.png")
    second = tmp_path / "conversation-of-Pat-2.png"
    while not await asyncio.to_thread(second.exists):
        await tab.stills()
    with Image.open(second) as picture:
        rest = picture.height / SHARP - 2 * MARGIN
    assert abs(first.height + rest - whole) <= 3
    await tab.run("document.querySelector('#log').scrollTop = 0")
    seen = await shown(tab, "phone")
    beginning = (0, 0, seen.width, seen.height // 2)
    difference = ImageChops.difference(first.crop(beginning), seen.crop(beginning))
    assert max(ImageStat.Stat(difference).mean) < ALIKE
    assert tab.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_what_one_saves_is_what_one_sees(
    server: EmbeddedTelegram, api: Api, tab: Tab, tmp_path: Path, scheme: str
) -> None:
    """Scrolled, with a picture in it, and in the colours of the page: of a phone, and of the plan."""
    pat = server.people[0]
    pat.start()
    for number in range(9):
        await api.result("sendMessage", chat_id=pat.id, text=f"Line {number}\n" + "and what follows it. " * 9)
    picture = {"photo": ("code.png", plain_picture(300, 120), "image/png")}
    answer = await api.client.post(
        "sendPhoto", data={"chat_id": str(pat.id), "caption": "Scan"}, files=picture
    )
    assert answer.is_success
    await tab.look(1280, 900, scheme)
    await tab.downloads_to(tmp_path)
    await tab.comes(
        "document.querySelector('#log img')?.complete && !document.querySelector('#save-plan').hidden"
    )
    for button, section, name in (("save", "phone", "phone-of-Pat"), ("save-plan", "timeline", "plan")):
        seen, kept = await shown(tab, section), await saved(tab, button, tmp_path / f"{name}.png")
        assert abs(kept.width - seen.width) + abs(kept.height - seen.height) <= 3
        difference = ImageChops.difference(kept.resize(seen.size), seen)
        assert max(ImageStat.Stat(difference).mean) < ALIKE
    assert tab.complaints == []
