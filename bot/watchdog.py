"""Ends a process that stands still, for its supervisor to start it anew."""

import asyncio
import logging
import os
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)
BEAT = 5.0  # seconds between two signs
PATIENCE = 180.0  # seconds without one; far longer than anything here may take
STOOD_STILL = 3  # the process's exit code


class Watchdog:
    """A thread beside the loop. It barks where the loop is blocked, or where one update never ends.

    `busy_since` is since when one update has been dealt with, None between two; `monotonic` gives seconds.
    """

    def __init__(
        self,
        busy_since: Callable[[], float | None],
        monotonic: Callable[[], float],
        bark: Callable[[], None] | None = None,
        beat: float = BEAT,
        well: Callable[[], None] = lambda: None,
    ) -> None:
        """`well` is called at every sign: a supervisor may wait for it as well."""
        self._busy_since, self._monotonic = busy_since, monotonic
        self._bark, self._beat, self._well = bark or _end, beat, well
        self._beaten = monotonic()
        self._ended = threading.Event()

    async def run(self) -> None:
        """Beat for as long as all goes on; the thread ends with this."""
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()
        try:
            while True:
                self.beat()
                await asyncio.sleep(self._beat)
        finally:
            self._ended.set()

    def beat(self) -> None:
        """A sign, unless one update holds everything up."""
        since, now = self._busy_since(), self._monotonic()
        if since is None or now - since < PATIENCE:
            self._beaten = now
            self._well()

    def stands_still(self) -> bool:
        return self._monotonic() - self._beaten > PATIENCE

    def _watch(self) -> None:
        """Bark at the second look in a row: after a sleep of the whole process the loop has a beat's time."""
        before = False
        while not self._ended.wait(self._beat):
            still = self.stands_still()
            if still and before:
                self._bark()
                return
            before = still


def _end() -> None:
    """Nothing orderly is possible any more; what was not finished is on disk."""
    log.critical("the bot stands still; it ends, for its supervisor to start it anew")
    os._exit(STOOD_STILL)
