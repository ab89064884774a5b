"""A message of every kind there is, with a fact in every place."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.care.ground.says.figures import Portion
from bot.care.ground.says.message import MESSAGES, Message, read, stored
from bot.care.ground.says.plan import StepMessage
from bot.care.ground.says.thread import WhoHasRead
from bot.model import Role, State, Status
from schedules.adapting import Omission
from schedules.protocol import StepKind

# What a fact of that name is, where not just any text or number would do.
KNOWN: Mapping[str, Any] = {
    "zone": "Europe/London",
    "region": "left.shoulder",
    "part": "shoulder",
    "names": ("shoulder",),
    "entry": "soreness",
    "entries": ("soreness",),
    "kinds": (StepKind.HYDRATION,),
    "days": ("now", "yesterday"),
    "zones": ("Europe/Lisbon",),
    "regions": ("Europe",),
    "commands": ("plan",),
    "status": Status.PAUSED,
    "state": State.SENT,
    "at": 1_795_444_200,
    "treated_at": 1_795_444_200,
    "since": 1_795_444_200,
    "seen": 1_795_444_200,
    "reading": WhoHasRead.SOMEBODY,
    "life": 172_800,
    "carries": ("first_drink",),
    "hours": (1_795_444_200,),
    "ago": (1_795_444_200, 1_795_440_600),
    "more": ("Europe", 1),
    "pages": 3,
    "number": 1,
    "unanswered": 2,
    "soreness": 4,
    "check": "late",
    "again": 1_795_444_200,
    "not_parts": ("shoulder",),
}
# The same name means another thing inside these.
ADVERSE = ("AdverseShown", "AdverseNoted", "AdverseWhat", "AdverseUndone")
INSIDE: Mapping[tuple[str, str], Any] = {
    ("EnrolSide", "names"): ("left",),
    ("Whom", "by"): "parent",
    ("PatientShown", "hours"): 30,
    ("PatientShown", "status"): "paused",
    ("CaseCard", "status"): "paused",
    ("CaseCard", "by"): "parent",
    ("WaitingLink", "state"): "unopened",
    ("AppointmentShown", "state"): "unopened",
    ("DayLine", "state"): "red",
    ("DayCount", "state"): "silent",
    ("WhichPerson", "what"): "stop",
    ("DayLine", "opens"): "card",
    ("InviteCard", "role"): Role.OWNER,
    ("Joined", "role"): Role.OWNER,
    ("Event", "what"): "alert",
    ("Event", "key"): "emergency",
    ("SoreLow", "days"): 2,
    ("SessionKnown", "stage"): "earlier",
    ("NoticeShown", "key"): "silent",
    ("Privacy", "offers"): "leave",
    **{(kind, "state"): "declined" for kind in ("TopicShown", "AdviceTopic", "AdviceWaits")},
    **{(kind, "topic"): "bruise" for kind in ("Advised", "AdviceTopic", "AdviceWaits", "AdviceCheck")},
    ("AdviceNoted", "outcome"): "signed",
    ("QuestionShown", "signs"): "silent",
    ("AdviceReview", "until"): 1_795_444_200,
    ("AdviceTopic", "state"): "waits",
    ("AdviceTopic", "code"): "K7Q2M9P",
    ("AdviceWaits", "state"): "waits",
    ("AdviceWaits", "code"): "K7Q2M9P",
    ("AdviceLimits", "parts"): ("neck",),
    ("Doubt", "of_body"): False,
    ("DiaryProblem", "problem"): "no_start",
    ("LeafletTip", "key"): "dry_needling.first_drink",
    ("LeafletTip", "kind"): StepKind.HYDRATION,
    ("StepShown", "key"): "dry_needling.first_check",
    ("StepShown", "tips"): (StepKind.MOVEMENT,),
    ("Tip", "step"): "first_drink",
    ("StepMessage", "carries"): ("first_drink", "first_stretch"),
    ("Tip", "kind"): StepKind.STRETCHING,
    ("Tip", "left_out"): Omission.SORE,
    ("PeriodTable", "first"): "2026-10-01",
    ("PeriodTable", "last"): "2026-11-01",
    ("PeriodShown", "end"): 1_795_444_200,
    ("LeftOf", "what"): "ratings",
    ("AlertsShown", "seen"): Portion(6, 8),
    **{(kind, "kind"): "bruising" for kind in ("AdverseHow", *ADVERSE)},
    **{(kind, "gravity"): "significant" for kind in ADVERSE},
    ("AdverseCount", "kind"): "bruising",
    ("AdverseCount", "gravity"): "significant",
}


def sample(kind: type[Message]) -> Message:
    """As it comes back from the store, so that every fact is of its type."""
    return read(kind, stored(_of(kind)))


def samples() -> list[tuple[str, Message]]:
    """Every key, and a message of it; steps are said under the key of one."""
    kinds = {**MESSAGES, "dry_needling.first_check": StepMessage}
    return [(key, sample(kind)) for key, kind in kinds.items()]


def _of(kind: Any) -> Any:  # noqa: ANN401  (any dataclass)
    hints = get_type_hints(kind)
    return kind(**{one.name: _value(kind.__name__, one.name, hints[one.name]) for one in fields(kind)})


def _value(inside: str, name: str, hint: Any) -> Any:  # noqa: ANN401  (one return a kind of hint)
    if (inside, name) in INSIDE or name in KNOWN:
        return INSIDE.get((inside, name), KNOWN.get(name))
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return (_value(inside, f"one of {name}", get_args(hint)[0]),)
    if get_origin(hint) is not None:  # a mapping of names to titles
        return {"light": "Light"}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if is_dataclass(hint):
        return _of(hint)
    return {bool: True, int: 7, float: 2.5, str: f"<{name}>"}[hint]
