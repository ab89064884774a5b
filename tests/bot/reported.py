"""What `health` prints, in one go."""

from datetime import datetime, timedelta

from bot.health import examine, is_well
from bot.store.pulse import Pulse


def report(pulse: Pulse, *, now: datetime, max_age: timedelta) -> tuple[bool, list[str]]:
    """Whether all is well, and a line for each observation."""
    found = examine(pulse, now=now, max_age=max_age)
    return is_well(found), [str(one) for one in found]
