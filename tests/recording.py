"""Records docs/story.webp, which README shows, from the stories of the rehearsal: `make recording`."""

import asyncio
import contextlib
import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

from bot.rehearsal.story import Beat, all_stories
from tests.bot.rehearsal.browser import Browser, Tab
from tests.bot.rehearsal.playing import WIDE, begin, beyond
from tests.bot.rehearsal.rehearsing import page

TARGET = Path(__file__).parents[1] / "docs" / "story.webp"
MOST_BYTES = 1_500_000
# Of which story, what: the work of a clinic and the company of a patient, and then a night.
SHOWN: Mapping[str, Sequence[int]] = {"shoulder": (1, 2, 3, 4, 5, 6, 7, 8), "breathless": (3, 4, 5, 7, 8, 9)}
GLANCE, LETTER = 1500, 45  # milliseconds that a picture stands, and for each letter of its caption
PLAN = 4000
QUALITY = 78

Frame = tuple[Image.Image, int]


async def frames(tab: Tab, name: str) -> list[Frame]:
    """One picture a beat, as it stands when it has been seen to its end, and how long it stands."""
    taken = []
    story = all_stories()[name]
    await begin(tab, name)
    for number, beat in enumerate(story.beats, 1):
        await beyond(tab, number)
        if number in SHOWN[name]:
            taken.append((await taken_now(tab), lasting(beat)))
        await tab.click("Step")
    await tab.sees(story.closing, within="#look")
    return taken


def lasting(beat: Beat) -> int:
    return GLANCE + LETTER * len(beat.look)


async def taken_now(tab: Tab) -> Image.Image:
    await tab.comes("[...document.querySelectorAll('.toast')].every((one) => one.hidden)")
    await tab.comes("[...document.querySelectorAll('.log img')].every((one) => one.complete)")
    await tab.stills()
    return Image.open(io.BytesIO(await tab.picture())).convert("RGB")


async def plan(tab: Tab) -> Image.Image:
    """The drawing below the phones, with the promises above it."""
    await tab.comes("document.querySelector('#drawn svg')")
    await tab.stills()
    await tab.run("scrollTo(0, document.documentElement.scrollHeight)")
    return await taken_now(tab)


async def record(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with page(Path(folder), browser) as tab:
            await tab.look(*WIDE)
            first, *rest = await frames(tab, "shoulder")
            rest.append((await plan(tab), PLAN))
            await tab.run("scrollTo(0, 0)")
            rest += await frames(tab, "breathless")
    pictures, durations = [one for one, _ in rest], [first[1], *(lasts for _, lasts in rest)]
    first[0].save(
        TARGET, save_all=True, append_images=pictures, duration=durations, loop=0, quality=QUALITY, method=6
    )
    assert TARGET.stat().st_size < MOST_BYTES


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home, contextlib.closing(Browser(Path(home))) as browser:
        asyncio.run(record(browser))
