"""A time that passes at once where everybody only waits: for tests of what takes long."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar, cast

T = TypeVar("T")


class ImaginedTime(asyncio.SelectorEventLoop):
    """A loop that never waits: where nothing can be done, it is at once as late as the next timer.

    `late` gives the seconds that a timer comes late, as on a machine with other things to do.
    """

    def __init__(self, late: Callable[[], float] = lambda: 0.0) -> None:
        super().__init__()
        self._seconds, self._late = 0.0, late

    def time(self) -> float:
        return self._seconds

    def _run_once(self) -> None:
        own = cast("Any", self)  # what the library calls a loop's ready and scheduled callbacks
        if not own._ready and own._scheduled:
            self._seconds = max(self._seconds, own._scheduled[0]._when) + self._late()
        cast("Any", super())._run_once()


def imagined(
    work: Callable[[ImaginedTime], Coroutine[Any, Any, T]],
    *,
    late: Callable[[], float] = lambda: 0.0,
    within: float,
) -> T:
    """What that comes to in a time of its own, of so many seconds at most."""
    loop = ImaginedTime(late)
    try:
        task = loop.create_task(work(loop))
        loop.call_at(within, task.cancel)
        return loop.run_until_complete(task)
    finally:
        loop.close()


async def passed_by(seconds: float) -> None:
    """Wait so long, in the time of the loop."""
    moment = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, moment.set)
    await moment.wait()
