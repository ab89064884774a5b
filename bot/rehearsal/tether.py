"""The bot's end of the line to the page: it is woken when the clock moves, and does not outlive the page."""

import contextlib
import os
import threading
from collections.abc import Callable

MOST = 4096  # bytes at a time; each is a wish to be woken, and one wake serves them all


class Tether:
    """Listens from the beginning, in a thread that nothing holds up."""

    def __init__(self, handle: int, cut: Callable[[], object] = lambda: os._exit(0)) -> None:
        """`handle` is read until its other end is gone, however that came about; then `cut` is called."""
        self._handle, self._cut = handle, cut
        self._wake: Callable[[], object] = lambda: None
        self._order, self._ordered = b"", threading.Event()
        threading.Thread(target=self._listen, name="tether", daemon=True).start()

    def order(self) -> str:
        """Wait for the first line, which says what to begin with."""
        self._ordered.wait()
        return self._order.partition(b"\n")[0].decode()

    def wakes(self, wake: Callable[[], object]) -> None:
        """Whom to wake from now on, out of the thread; what it raises is no reason to stop listening."""
        self._wake = wake

    def _listen(self) -> None:
        while heard := self._heard():
            if not self._ordered.is_set():
                self._order += heard
                if b"\n" in self._order:
                    self._ordered.set()
            with contextlib.suppress(RuntimeError):  # the loop that would be woken has ended
                self._wake()
        self._cut()

    def _heard(self) -> bytes:
        try:
            return os.read(self._handle, MOST)
        except OSError:
            return b""
