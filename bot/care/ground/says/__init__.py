"""Everything that can be said, a type a message; the words are made of it when it is sent."""

from collections.abc import Mapping
from typing import Any

from bot.care.ground.says import (
    advice,
    advice_topics,
    alerts,
    appointments,
    backups,
    carers,
    case,
    check_ins,
    closing,
    consent,
    conversation,
    curve,
    day_sheet,
    diary,
    documents,
    enrolment,
    erasure,
    from_clinic,
    identity,
    inbox,
    links,
    members,
    next_session,
    notices,
    outcome,
    own_name,
    patients,
    pauses,
    people,
    phone,
    plan,
    preview,
    questions,
    red_flag,
    report,
    restoration,
    rota,
    session_time,
    time_zone,
    troubles,
    unanswered,
    warning_signs,
)
from bot.care.ground.says.message import MESSAGES, Message, read
from bot.care.ground.says.plan import StepMessage

__all__ = [
    "advice",
    "advice_topics",
    "alerts",
    "appointments",
    "backups",
    "carers",
    "case",
    "check_ins",
    "closing",
    "consent",
    "conversation",
    "curve",
    "day_sheet",
    "diary",
    "documents",
    "enrolment",
    "erasure",
    "from_clinic",
    "identity",
    "inbox",
    "links",
    "members",
    "next_session",
    "notices",
    "outcome",
    "own_name",
    "patients",
    "pauses",
    "people",
    "phone",
    "plan",
    "preview",
    "questions",
    "red_flag",
    "report",
    "restoration",
    "rota",
    "session_time",
    "time_zone",
    "troubles",
    "unanswered",
    "warning_signs",
]


def message_of(key: str, facts: Mapping[str, Any], *, step: bool) -> Message:
    """The message that a row of the outbox stands for, stored by this version or an earlier one.

    Raises KeyError for a key that no message has, ValidationError where a fact is missing.
    """
    return read(StepMessage if step else MESSAGES[key], facts)
