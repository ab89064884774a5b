"""The plan, drawn under the phones: a real session, its real reasons, and a person who clicks one."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.drawing import Drawings
from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from tests.bot.care.floor import JO, PAT, Floor
from tests.bot.made_once import packaged
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.conftest import Clock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
CHECK = "[...document.querySelectorAll('#drawn .check_in')][0]"
WHERE = f"""(() => {{
  const check = {CHECK};
  check.scrollIntoView({{block: "center", behavior: "instant"}});
  const box = check.querySelector(".body").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}})()"""
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
