"""One module a feature, each with its HANDLERS and its COMMANDS; a new feature is one more name here."""

from bot.care.desk import PATIENT
from bot.handlers import (
    asking,
    attending,
    checking,
    enrolling,
    following,
    informing,
    joining,
    planning,
    presence,
    previewing,
    reporting,
    staffing,
    talking,
    treating,
    watching,
)
from bot.handlers.hearing import Command
from bot.handlers.reception import Handler
from bot.model import Role

# In the order they are asked: `presence` keeps groups out, `talking` takes what nobody else wanted.
FEATURES = (
    presence,
    watching,
    enrolling,
    following,
    attending,
    previewing,
    reporting,
    staffing,
    joining,
    planning,
    treating,
    checking,
    asking,
    informing,
    talking,
)

HANDLERS: list[Handler] = [handler for feature in FEATURES for handler in feature.HANDLERS]
COMMANDS: list[Command] = [command for feature in FEATURES for command in feature.COMMANDS]


def menus() -> dict[str, tuple[str, ...]]:
    """The commands of a patient and of each role; an owner is a clinician as well."""

    def of(*roles: str) -> tuple[str, ...]:
        return tuple(command.name for command in COMMANDS if command.role in roles)

    return {
        PATIENT: of(PATIENT),
        Role.CLINICIAN: of(Role.CLINICIAN),
        Role.OWNER: of(Role.CLINICIAN, Role.OWNER),
    }
