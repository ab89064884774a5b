"""How soon a rehearsal is there at its second start: its page, and the bot behind it."""

import asyncio
import contextlib
import json
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tornado.websocket import websocket_connect

from tests.surroundings import BARE
from tests.tables import Table

TIMES = 5


async def once(folder: Path) -> tuple[float, float]:
    """Seconds from its spawn until the page answers, and until the bot has asked for updates."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "rehearse", "--port", "0", "--keep", str(folder)),
        cwd=folder.parent,
        env=BARE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        found = None
        while not found:
            found = re.search(rb"http(://127\.0\.0\.1:\d+)", await process.stderr.readline())
        live = await websocket_connect(f"ws{found[1].decode()}/live?person=")
        page, view = time.perf_counter() - began, json.loads(str(await live.read_message()))
        while view["strip"]["bot"] != "running":
            view = json.loads(str(await live.read_message()))
        return page, time.perf_counter() - began
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.communicate()


async def measure() -> tuple[float, float]:
    """The medians; the first start, which makes the folder and compiles what is not, is left out."""
    with tempfile.TemporaryDirectory() as home:
        _, *taken = [await once(Path(home) / "kept") for _ in range(1 + TIMES)]
    pages, bots = zip(*taken, strict=True)
    return statistics.median(pages), statistics.median(bots)


def table(runs: int) -> Table:
    """The medians of all starts of all runs."""
    taken = [asyncio.run(measure()) for _ in range(runs)]
    page, bot = (statistics.median(each) for each in zip(*taken, strict=True))
    return Table(
        ("a rehearsal, started again", "seconds"),
        [["until its page answers", f"{page:.1f}"], ["until its bot asks for updates", f"{bot:.1f}"]],
    )


if __name__ == "__main__":
    print(table(1).text)  # noqa: T201  (a program)
