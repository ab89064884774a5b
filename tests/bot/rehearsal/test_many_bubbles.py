"""A long conversation stays smooth: a step of scrolling is one frame, and what comes holds nothing up."""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.conftest import Clock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
MANY, MORE, STEPS = 500, 40, 60
# Seconds of the page's own processor time, so that a busy machine changes nothing.
FRAME = 1 / 60
NOTICED = 0.05  # a task that lasts longer is called a long one by browsers
ROWS = [[{"text": "Done", "callback_data": "done:1"}, {"text": "Later", "callback_data": "later:1"}]]
SCROLL = f"""(async () => {{
  const log = document.getElementById("log");
  for (let step = 0; step <= {STEPS}; step += 1) {{
    log.scrollTop = (step / {STEPS}) * log.scrollHeight;
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }}
  return true;
}})()"""


@pytest.fixture
async def tab(server: EmbeddedTelegram, clock: Clock, browser: Browser) -> AsyncIterator[Tab]:
    async def never() -> None: ...

    for name in ("Pat", "Kim"):
        server.person(name).start()
    add_page(server, RehearsalClock(clock), PageHooks(never, lambda: None), zone=ZoneInfo("Europe/London"))
    async with browser.tab(server.url) as tab:
        await tab.look(1280, 860)
        # Without a card for graphics the processor draws every frame of what moves, which is not meant here.
        still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        await tab.command("Emulation.setEmulatedMedia", features=still)
        await tab.sees("/start", within="#log")
        await tab.command("Performance.enable", timeDomain="threadTicks")
        yield tab


def say(server: EmbeddedTelegram, number: int) -> None:
    """What both read, with words in bold and buttons."""
    text = f"Message {number}\n" + "A little gentle movement may help. " * (1 + number % 4)
    body = {"text": text, "entities": [{"type": "bold", "offset": 0, "length": 7}]}
    for person in server.people:
        server.world.post(person.chat, server.world.me, {**body, "reply_markup": {"inline_keyboard": ROWS}})


async def comes(tab: Tab, number: int) -> None:
    """Wait for it on both phones, and look at no more than the last bubble."""
    last = "document.querySelector('{}').lastElementChild.textContent.includes('Message {}\\n')"
    await tab.comes(" && ".join(last.format(log, number) for log in ("#log", "#log-2")))


async def busy(tab: Tab) -> float:
    """Seconds of processor time that the page has taken."""
    metrics = (await tab.command("Performance.getMetrics"))["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


async def test_five_hundred_bubbles_scroll_and_go_on_as_smoothly_as_a_few(
    server: EmbeddedTelegram, clock: Clock, tab: Tab
) -> None:
    for number in range(MANY):
        clock.move(minutes=17)
        say(server, number)
    await comes(tab, MANY - 1)
    before = await busy(tab)
    await tab.run(SCROLL)
    a_step = (await busy(tab) - before) / STEPS
    before = await busy(tab)
    for number in range(MANY, MANY + MORE):
        say(server, number)
        await comes(tab, number)
    a_message = (await busy(tab) - before) / MORE
    assert a_step < FRAME
    assert a_message < NOTICED
    assert tab.complaints == []
