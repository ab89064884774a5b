"""A story on the page, beat by beat, at the pace of whoever looks on."""

from bot.rehearsal.story import ORDER
from tests.bot.rehearsal.browser import Tab

WIDE = (1280, 860)
_AT_WORK = "document.querySelector('#player')"
TILES = f"document.querySelectorAll('#tiles button').length === {len(ORDER)}"


async def begin(tab: Tab, name: str) -> None:
    """Choose it among the tiles, and hold it at once: from here on it goes step by step."""
    await tab.run("document.querySelector('#story-close').click()")
    await tab.comes(f"{TILES} && document.querySelector('#player').hidden")
    await tab.run(f"document.querySelector('[data-story={name}]').click()")
    await tab.sees("Pause", within="#player")
    await tab.click("Pause")


async def beyond(tab: Tab, number: int) -> None:
    """Wait until this beat has been seen to its end, or the story says why it cannot be."""
    await tab.comes(f"{_AT_WORK}.dataset.done === '{number}' || {_AT_WORK}.dataset.state === 'stuck'")
    why = await tab.run(f"{_AT_WORK}.dataset.state === 'stuck' && document.querySelector('#look').innerText")
    assert not why, why
