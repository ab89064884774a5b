"""How clinics are, seen from outside of the process that serves them: by what their tables say."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.app import read_pulse
from bot.health import NOT_RUNNING, How, Observation, examine
from bot.premises import note
from bot.premises.folder import ClinicFolder
from bot.premises.shared import Premises
from bot.settings import Settings, SettingsError
from bot.store import vitals
from bot.store.engine import StoreError
from bot.store.lock import is_held
from bot.store.pulse import Pulse
from bot.watching.metrics import Looked
from schedules.duration import parse_duration


def look_at(found: Settings, now: datetime) -> Looked:
    """How one is; `now` is by the machine's clock, aware, UTC. Raises StoreError."""
    held = is_held(found.database_path)
    pulse = read_pulse(found, now)
    return Looked(
        pulse, examine(pulse, now=now, max_age=parse_duration(found.health_max_age), held=held), now
    )


def looks_at(premises: Premises, clock: Callable[[], datetime]) -> dict[str, Looked]:
    """How each is, by name. Raises SettingsError where there is none, or nobody may look."""
    found = premises.look()
    if not found.clinics:
        raise SettingsError(list(found.lines))
    return {name: _look(folder, clock()) for name, folder in found.clinics.items()}


def _look(folder: ClinicFolder, now: datetime) -> Looked:
    """One that cannot be looked at is not well, and keeps no other from being looked at."""
    try:
        looked = look_at(folder.read(), now)
    except SettingsError as refused:
        why = " ".join(refused.lines)
    except StoreError as error:
        why = str(error)
    else:
        why_not = [*_why_not(folder, looked.pulse)]
        said = [Observation(one.check, one.how, folder.said(one.words)) for one in looked.found]
        rest = [one for one in said if not (why_not and one.check == NOT_RUNNING)]
        return Looked(looked.pulse, [*why_not, *rest], now)
    return Looked(Pulse(), [Observation(NOT_RUNNING, How.RED, folder.said(why))], now)


def _why_not(folder: ClinicFolder, pulse: Pulse) -> Iterator[Observation]:
    """What the process of all clinics has found about this one, unless it has lived since."""
    alive = pulse.signs.get(vitals.ALIVE)
    if (found := note.left(folder.path)) and (alive is None or alive[1] < found[1]):
        yield Observation(NOT_RUNNING, How.RED, f"it does not run: {found[0]}")
