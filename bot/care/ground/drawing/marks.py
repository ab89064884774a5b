"""What a drawing of a plan is made of: marks, each with where it stands and what gave it that place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.model import Audience, Sort, State
from bot.store.answers import Stated
from messages.heard.red_flags.finding import Tier
from schedules.ladder import Reach
from schedules.protocol import StepKind


class Fate(StrEnum):
    """What became of a message, or of a step of the protocol."""

    PLANNED = "planned"
    CONDITIONAL = "conditional"  # planned, and said only if its condition holds by then
    LEAVING = "leaving"
    SENT = "sent"
    JOINED = "joined"  # said inside another message, or to be
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    FAILED = "failed"
    PASSED = "passed"  # never owed: its time was over when the plan was made


FATES = {
    State.DUE: Fate.PLANNED,
    State.SENDING: Fate.LEAVING,
    State.SENT: Fate.SENT,
    State.UNKNOWN: Fate.UNKNOWN,
    State.EXPIRED: Fate.EXPIRED,
    State.MERGED: Fate.JOINED,
    State.CANCELLED: Fate.CANCELLED,
    State.BLOCKED: Fate.BLOCKED,
    State.FAILED: Fate.FAILED,
}


@dataclass(frozen=True)
class StepName:
    """What a step is called where the protocol's own name for it says nothing: the second check-in."""

    what: str  # a kind, or `opening` or `closing`
    number: int = 1
    among: int = 1


@dataclass(frozen=True)
class Cause:
    """One thing that gave a mark its place or its fate; `key` says what, the rest of what it speaks."""

    key: str
    at: datetime | None = None
    length: timedelta | None = None
    number: int | None = None
    steps: tuple[StepName, ...] = ()


@dataclass(frozen=True)
class StepMark:
    """A step of the protocol where it stands, which may be in another's message; instants in UTC.

    `row` is its own in the outbox, if it has one; `wished` is where the protocol's hours alone would have it.
    """

    step: str
    name: StepName
    kind: StepKind
    at: datetime
    fate: Fate
    row: int | None
    wished: datetime | None
    within: int | None = None  # the row that says it, where that is another's
    again: bool = False  # a later round of it
    causes: tuple[Cause, ...] = ()

    @property
    def id(self) -> str:
        return f"step-{self.step}" if self.row is None else f"row-{self.row}"


@dataclass(frozen=True)
class SaidMark:
    """Any other message, to the patient or, about them, to the clinic."""

    row: int
    sort: Sort
    audience: Audience
    at: datetime
    fate: Fate
    to: str  # of the clinic, by name
    alert: bool
    causes: tuple[Cause, ...] = ()

    @property
    def id(self) -> str:
        return f"row-{self.row}"


@dataclass(frozen=True)
class RatingMark:
    """How sore, when; `asked` is the check-in that it answers, `stated` each value that it has had."""

    number: int
    at: datetime
    value: int
    asked: StepName | None
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class RungMark:
    """A rung of an alert's ladder; `ahead` is one that it climbs if nobody has seen it by then."""

    number: int
    at: datetime
    reach: Reach
    ahead: bool


@dataclass(frozen=True)
class AlertMark:
    """A red flag, from when it was raised until a person has seen it."""

    code: str
    tier: Tier
    at: datetime
    seen: datetime | None
    by: str
    rungs: tuple[RungMark, ...]


@dataclass(frozen=True)
class Drawing:
    """All of it, from `start` to `end` (UTC); `quiet` are stretches on the patient's clock."""

    start: datetime
    end: datetime
    treated: datetime
    now: datetime
    zone: ZoneInfo
    clinic_zone: ZoneInfo
    quiet: tuple[tuple[datetime, datetime], ...]
    steps: tuple[StepMark, ...]
    said: tuple[SaidMark, ...]
    ratings: tuple[RatingMark, ...]
    alerts: tuple[AlertMark, ...]
