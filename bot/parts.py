"""The parts of the bot that run beside each other; none may end while the others go on."""

import asyncio
import logging
from collections.abc import Callable, Coroutine

log = logging.getLogger(__name__)


class Parts:
    """Tasks by name. `fail` ends the process, for a supervisor to start it anew, whole."""

    def __init__(self, fail: Callable[[str], None]) -> None:
        self._fail = fail
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending = False

    def keep(self, name: str, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run it for as long as the bot lives; a part that ends, ends the process."""
        task = asyncio.create_task(self._watched(name, work), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: work.close())  # one that was ended before it began would complain
        return task

    async def _watched(self, name: str, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except Exception:
            log.exception("a part of the bot has failed: %s", name)
        if not self._ending:
            self._fail(f"a part of the bot has ended: {name}")

    async def end(self, *last: asyncio.Task[None]) -> None:
        """End all at once, but for the `last` ones, which have been told to and finish what they do."""
        self._ending = True
        for task in self._tasks - set(last):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
