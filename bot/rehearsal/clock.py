"""The rehearsal's clock: the real one, moved forward by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta


class RehearsalClock:
    """Called, it gives the rehearsal's now (aware, UTC)."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return self._real() + self._ahead

    def move(self, by: timedelta) -> None:
        """Time only goes forward: a bot that has seen noon may never see the morning again."""
        if by < timedelta():
            raise ValueError(f"the rehearsal clock only moves forward, not by {by}")
        self._ahead += by
