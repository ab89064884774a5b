"""The 48 hours lived in a minute: the rehearsal as its page shows it, to the last message of the plan."""

from pathlib import Path

import pytest

from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.rehearsing import END, LOG, NOTICE, SCALE, page, register, step

pytestmark = [
    pytest.mark.slow,
    pytest.mark.torture,
    pytest.mark.long,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
DAYS = ("something to drink", "gentle movement", "easy stretch", "It has been a day", "short walk")
END_OF_PLAN = ("Two days have passed", "Until day 14", "did these messages help", "You were still sore")


async def answered(tab: Tab) -> None:
    """Go to the next message and answer it as a patient would, who is better by 72 hours."""
    await step(tab)
    if await tab.run(SCALE):
        await tab.click("2" if "You were still sore" in await tab.run(LOG) else "4")
        await tab.comes(f"!{SCALE}")


async def test_the_plan_is_lived_to_its_last_message_in_the_browser(tmp_path: Path, browser: Browser) -> None:
    async with page(tmp_path, browser) as tab:
        await tab.look(390, 844)
        await register(tab)
        for _ in range(25):
            if END in await tab.run(NOTICE):
                break
            await answered(tab)
        assert END in await tab.run(NOTICE)
        await tab.sees("Fourth check-in", within="#planlist")
        log = await tab.run(LOG)
    for words in (*DAYS, *END_OF_PLAN):
        assert words in log
