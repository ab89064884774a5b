"""From Telegram to the use cases: a table a noun, each entry with what its use case is given."""

from bot.care.ground.house import PATIENT
from bot.handlers import (
    adverse_events,
    advice,
    carers,
    case,
    changes,
    check_ins,
    consent,
    conversation,
    correspondence,
    enrolment,
    erasure,
    export,
    help,  # noqa: A004  (the noun of /help)
    line,
    members,
    own_name,
    patients,
    pauses,
    phone,
    plan,
    presence,
    preview,
    questions,
    report,
    rota,
    seen,
    session_time,
    thread,
    time_zone,
    today,
    unanswered,
    warning_signs,
    which_session,
)
from bot.handlers.context import Handler
from bot.handlers.dispatch import Command, Tap, handler_of
from bot.model import Role

# In the order of the menus.
FEATURES = (
    seen,
    today,
    unanswered,
    advice,
    enrolment,
    changes,
    patients,
    case,
    adverse_events,
    line,
    correspondence,
    preview,
    report,
    rota,
    members,
    consent,
    plan,
    pauses,
    session_time,
    own_name,
    phone,
    time_zone,
    check_ins,
    questions,
    warning_signs,
    thread,
    which_session,
    carers,
    export,
    erasure,
    help,
)

ENTRIES: tuple[Command | Tap, ...] = tuple(entry for feature in FEATURES for entry in feature.TABLE)
COMMANDS = [entry for entry in ENTRIES if isinstance(entry, Command)]
TAPS = [entry for entry in ENTRIES if isinstance(entry, Tap)]

# In the order they are asked: `presence` keeps groups out, `conversation` takes what nobody else wanted.
HANDLERS: list[Handler] = [*presence.HANDLERS, *map(handler_of, ENTRIES), *conversation.HANDLERS]


def menus() -> dict[str, tuple[str, ...]]:
    """The commands of a patient and of each role; each may do what those before may."""

    def of(*roles: str) -> tuple[str, ...]:
        return tuple(command.name for command in COMMANDS if command.role in roles)

    return {
        PATIENT: of(PATIENT),
        Role.RECEPTIONIST: of(Role.RECEPTIONIST),
        Role.CLINICIAN: of(Role.RECEPTIONIST, Role.CLINICIAN),
        Role.OWNER: of(Role.RECEPTIONIST, Role.CLINICIAN, Role.OWNER),
    }
