"""The week of a clinician's patients."""

from dataclasses import dataclass

from bot.care.ground.says.buttons import Rows, data, staff
from bot.care.ground.says.message import Around, Message, ToStaff
from messages.heard.red_flags.finding import Tier


@dataclass(frozen=True)
class TierCount:
    """How many alerts of a tier were raised."""

    tier: Tier
    count: int


@dataclass(frozen=True)
class Week:
    """How many sessions there were, check-ins answered and asked, and of how many people what is true."""

    sessions: int
    answered: int
    asked: int
    severe: int
    worried: int
    gone: int
    unopened: int
    topics: tuple[str, ...] = ()  # titles of what was asked most that the clinic says nothing on
    alerts: tuple[TierCount, ...] = ()  # the gravest first
    patients: int | None = None  # of the sessions, each once; None in what earlier releases stored


class OfWeek(Message):
    """`weekly` is whether the reader gets it every Monday. Without a week it is still to be counted."""

    week: Week | None = None
    weekly: bool = False

    def buttons(self, around: Around) -> Rows:
        del around
        wanted = "off" if self.weekly else "on"
        return ((staff(f"weekly_{wanted}", data("weekly", wanted)),),)


class Report(ToStaff, OfWeek, key="report"):
    pass


class Weekly(ToStaff, OfWeek, key="weekly"):
    """Nothing yet, until it is sent."""
