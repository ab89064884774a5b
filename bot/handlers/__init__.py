"""One module a feature, each with its HANDLERS and its COMMANDS; a new feature is one more name here."""

from bot.care.ground.house import PATIENT
from bot.handlers import (
    alerts,
    case,
    check_ins,
    consent,
    conversation,
    enrolment,
    members,
    patients,
    pauses,
    presence,
    preview,
    privacy,
    questions,
    report,
    session_time,
)
from bot.handlers.context import Handler
from bot.handlers.dispatch import Command
from bot.model import Role

# In the order they are asked: `presence` keeps groups out, `talking` takes what nobody else wanted.
FEATURES = (
    presence,
    alerts,
    enrolment,
    patients,
    case,
    preview,
    report,
    members,
    consent,
    pauses,
    session_time,
    check_ins,
    questions,
    privacy,
    conversation,
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
