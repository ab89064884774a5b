"""How sore somebody was, hour by hour: what a picture of it is made of when it is sent."""

from dataclasses import dataclass

from bot.care.ground.says.identity import Identified
from bot.care.ground.says.message import Message, ToStaff

Seconds = tuple[int, ...]  # since the session ended, as everything here but `at`


@dataclass(frozen=True)
class CurvePoint:
    value: int
    after: int


@dataclass(frozen=True)
class Night:
    """A stretch of quiet hours."""

    begin: int
    end: int


@dataclass(frozen=True)
class CurveSession:
    """A session that ended `at` that instant: the ratings with when they were given, and what else there was.

    Check-ins were answered (`asked`) or not (`silent`); `alerts` were raised, `lines` came from the clinic.
    """

    at: int
    region: str | None = None
    ratings: tuple[CurvePoint, ...] = ()
    asked: Seconds = ()
    silent: Seconds = ()
    alerts: Seconds = ()
    lines: Seconds = ()
    quiet: tuple[Night, ...] = ()
    now: int | None = None


@dataclass(frozen=True)
class Curve:
    """The sessions of a course, the first one first, and how far the picture reaches."""

    zone: str
    sessions: tuple[CurveSession, ...]
    until: int


class HoldsCurve(Message):
    """A picture goes with it, and its words say the same; where it cannot be made, they go alone."""

    curve: Curve | None = None


CURVE = "curve"  # the name of that fact, by which a row is known that waits for a picture


class CaseCurve(ToStaff, Identified, HoldsCurve, key="case_curve"):
    """Beside a card: how sore the patient was after this session, and after those before it."""
