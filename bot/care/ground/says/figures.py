"""How a month, or so many days, went, in figures: as words, a picture and a table."""

from dataclasses import dataclass

from bot.care.ground.says.message import Message, ToStaff, Unsaid
from messages.heard.red_flags.finding import Tier
from messages.heard.times.period import PeriodFault
from schedules.protocol import StepKind


@dataclass(frozen=True)
class Portion:
    """So many of so many; None where they are too few, `nearly` where all the others are."""

    count: int | None = None
    of: int | None = None
    nearly: bool = False


@dataclass(frozen=True)
class DoneShown:
    """Tips of a kind that were tapped as done, of those that were said."""

    kind: StepKind
    portion: Portion


@dataclass(frozen=True)
class AlertsShown:
    """Alerts of a tier, those that were seen, and within how many seconds half and three in four were."""

    tier: Tier
    raised: int | None
    seen: Portion | None = None
    median: int | None = None
    upper: int | None = None


@dataclass(frozen=True)
class TopicAsked:
    title: str
    times: int


@dataclass(frozen=True)
class LeftOf:
    """What is left of people who were erased after their time: something, and how often it was."""

    what: str
    times: int | None


@dataclass(frozen=True)
class AdverseCount:
    """Adverse events of a kind, or without one of all kinds together, that were as grave as this."""

    gravity: str
    count: int | None
    kind: str = ""


@dataclass(frozen=True)
class BandShown:
    """Soreness between two hours after the session: ratings, and people who gave them. The last has no end.

    `median` and the middle half (`low` to `high`) are of the last rating of each session in these hours.
    """

    begin: int
    end: int | None
    ratings: int | None
    people: int | None = None
    median: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Figures:
    """Sessions that ended in that time and the people they were of; what is None has too few people."""

    patients: int | None
    sessions: int | None
    links: Portion | None = None  # opened
    check_ins: Portion | None = None  # answered
    every: Portion | None = None  # people who got all that was due of their plan
    answered: Portion | None = None  # people who answered at least once
    done: tuple[DoneShown, ...] = ()
    alerts: tuple[AlertsShown, ...] = ()
    adverse: tuple[AdverseCount, ...] = ()  # of each gravity all, then the kinds of which there are enough
    topics: tuple[TopicAsked, ...] = ()  # asked at the whole clinic, which says nothing on them
    left: tuple[LeftOf, ...] = ()  # in whole months, at the whole clinic


@dataclass(frozen=True)
class PeriodShown:
    """From one instant until before another, in whole seconds; whether that is a `month` of the calendar."""

    begin: int
    end: int
    zone: str
    month: bool = False


class OfPeriod(Message):
    period: PeriodShown


class OfWhom(OfPeriod):
    """`whole` is whether it is of the whole clinic."""

    whole: bool = False


class PeriodReport(ToStaff, OfWhom, key="period_report"):
    figures: Figures
    bands: tuple[BandShown, ...] = ()


class PeriodPicture(ToStaff, OfWhom, key="period_picture"):
    """The same to look at; its picture is of the soreness over the hours (`curve`) and of the shares."""

    figures: Unsaid[Figures]
    curve: Unsaid[tuple[BandShown, ...]]


class PeriodTable(ToStaff, OfPeriod, key="period_table"):
    """The same for a spreadsheet; `first` and `last` are the days, the last one not included."""

    first: Unsaid[str]
    last: Unsaid[str]


class PeriodEmpty(ToStaff, OfWhom, key="period_empty"):
    pass


class PeriodFew(ToStaff, OfPeriod, key="period_few"):
    fewest: int


class PeriodWhich(ToStaff, key="period_which"):
    """What was typed names no days; `most` is how many there may be."""

    fault: PeriodFault
    most: int
