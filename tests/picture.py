"""Draws docs/conversation.png from a rehearsal: `python -m tests.picture`."""

import asyncio
import tempfile
from pathlib import Path

from tests.bot.rehearsing import SCALE, page, register, step

TARGET = Path(__file__).parents[1] / "docs" / "conversation.png"


async def draw() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with page(Path(folder)) as tab:
            await tab.look(1180, 900)
            await register(tab)
            while not await tab.run(SCALE):  # how many tips come first depends on the hour
                await step(tab)
            await tab.click("3")
            await tab.sees("I have noted 3 out of 10", within="#log")
            await tab.stills()
            TARGET.write_bytes(await tab.picture())


if __name__ == "__main__":
    asyncio.run(draw())
