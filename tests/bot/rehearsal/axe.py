"""What axe-core finds on the page as it stands: whatever somebody cannot see, hear or reach."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from tests.bot.rehearsal.browser import Tab

_FOUND = """axe.run(%s, {resultTypes: ["violations"]}).then(({violations}) => violations.flatMap(
  ({id, nodes}) => nodes.map(({target, failureSummary}) => [id, target.join(" "), failureSummary])))"""


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


async def violations(tab: Tab, within: str = "html") -> list[Any]:
    """By rule: where on the page it is broken, and what would mend it. Animations are waited for."""
    if not await tab.run("Boolean(window.axe)"):
        await tab.run(f"{_axe()}; true")
    await tab.stills()
    found: list[Any] = await tab.run(_FOUND % json.dumps(within))
    return found
