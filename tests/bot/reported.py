"""What `health` prints, in one go."""

from datetime import datetime, timedelta

from bot.health import examine, is_well
from bot.store import pulse
from bot.store.pulse import Pulse
from tests.bot.conftest import Clinic


def report(found: Pulse, *, now: datetime, max_age: timedelta) -> tuple[bool, list[str]]:
    """Whether all is well, and a line for each observation."""
    looked = examine(found, now=now, max_age=max_age)
    return is_well(looked), [str(one) for one in looked]


def on_backups(clinic: Clinic) -> str:
    """The line on the copies, as the bot goes."""
    found = clinic.bot.store.run_now(pulse.look, clinic.clock.now)
    _, lines = report(found, now=clinic.clock.now, max_age=timedelta(minutes=3))
    return next(line for line in lines if "backup" in line)
