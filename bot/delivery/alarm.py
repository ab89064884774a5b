"""Rings when the next message is due, and is set anew only where that is another moment."""

from collections.abc import Callable
from datetime import timedelta

SAME_MOMENT = 0.01  # seconds


class NextDue:
    """The one alarm; `set_alarm` sets it, in the place of the one before, to ring after a time."""

    def __init__(self, set_alarm: Callable[[timedelta], None], monotonic: Callable[[], float]) -> None:
        self._set_alarm, self._monotonic = set_alarm, monotonic
        self._rings: float | None = None

    def rang(self) -> None:
        self._rings = None

    def ring_in(self, away: timedelta) -> None:
        """Set it, unless it is set for that moment already."""
        moment = self._monotonic() + away.total_seconds()
        if self._rings is None or abs(moment - self._rings) > SAME_MOMENT:
            self._rings = moment
            self._set_alarm(away)
