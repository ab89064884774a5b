"""Draws docs/conversation.png from a rehearsal: `python -m tests.picture`."""

import asyncio
import contextlib
import tempfile
from pathlib import Path

from tests.bot.rehearsal.browser import Browser
from tests.bot.rehearsal.rehearsing import page
from tests.bot.rehearsal.two_phones import KIM, PAT, kim_enrols, pat_joins

TARGET = Path(__file__).parents[1] / "docs" / "conversation.png"


async def draw(browser: Browser) -> None:
    """Pat's phone and Kim's: a question that is answered, and a red flag that is brought to a human."""
    with tempfile.TemporaryDirectory() as folder:
        async with page(Path(folder), browser) as tab:
            await pat_joins(tab, await kim_enrols(tab))
            for text, answer in (
                ("how long will I be sore?", "From the article"),
                ("my chest feels tight when I breathe in", "Call 112 now"),
            ):
                await tab.click("Message")
                await tab.type(text)
                await tab.press("Enter", 13)
                await tab.sees(answer, within=PAT)
            await tab.sees("EMERGENCY", within=KIM)
            await tab.comes("[...document.querySelectorAll('.toast')].every((one) => one.hidden)")
            await tab.stills()
            TARGET.write_bytes(await tab.picture())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home, contextlib.closing(Browser(Path(home))) as browser:
        asyncio.run(draw(browser))
