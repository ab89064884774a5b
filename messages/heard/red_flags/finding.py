"""What triage says of a text."""

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What is to be done about a text: alarm somebody, ask the patient, or nothing."""

    URGENT = "urgent"
    SCREEN = "screen"
    CLEAR = "clear"


class Tier(StrEnum):
    """How soon a red flag wants a human (docs/clinical.md, "Red flags"), the soonest first."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    CLINICIAN = "clinician"


SOONEST = tuple(Tier)  # in that order


@dataclass(frozen=True)
class Finding:
    """What triage found, and the name of the rule that found it; `despair` is that of its rule.

    Where it is to be asked, `may_be` is how urgent it would be, if any rule says so; what is only `faint`
    no rule has named that alarms, or asks about an emergency. A `measured` one rests on a number, and one
    that `stands` is said to be so, and new, or its rule came after the opinion was learnt: no opinion of the
    whole lowers it. One that is `kept` may be doubted by one, and is never let pass. What is only
    `mentioned` is another's or another thing by a law: an opinion must be surer to raise it. A clear one is
    `calm` where its words lean far to the harmless.
    """

    outcome: Outcome
    tier: Tier | None = None
    rule: str | None = None
    despair: bool = False
    may_be: Tier | None = None
    faint: bool = False
    measured: bool = False
    stands: bool = False
    kept: bool = False
    mentioned: bool = False
    calm: bool = field(default=False, compare=False)


CLEAR = Finding(Outcome.CLEAR)
