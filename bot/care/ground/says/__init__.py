"""Everything that can be said, a type a message; the words are made of it when it is sent."""

from collections.abc import Mapping
from typing import Any

from bot.care.ground.says import (
    alerts,
    case,
    check_ins,
    consent,
    conversation,
    enrolment,
    erasure,
    from_clinic,
    identity,
    inbox,
    members,
    notices,
    outcome,
    own_name,
    patients,
    pauses,
    plan,
    preview,
    questions,
    red_flag,
    report,
    restoration,
    session_time,
    time_zone,
    unanswered,
    warning_signs,
)
from bot.care.ground.says.message import MESSAGES, Message, read
from bot.care.ground.says.plan import StepMessage

__all__ = [
    "alerts",
    "case",
    "check_ins",
    "consent",
    "conversation",
    "enrolment",
    "erasure",
    "from_clinic",
    "identity",
    "inbox",
    "members",
    "notices",
    "outcome",
    "own_name",
    "patients",
    "pauses",
    "plan",
    "preview",
    "questions",
    "red_flag",
    "report",
    "restoration",
    "session_time",
    "time_zone",
    "unanswered",
    "warning_signs",
]


def message_of(key: str, facts: Mapping[str, Any], *, step: bool) -> Message:
    """The message that a row of the outbox stands for, stored by this version or an earlier one.

    Raises KeyError for a key that no message has, ValidationError where a fact is missing.
    """
    return read(StepMessage if step else MESSAGES[key], facts)
