"""`/report` for a time: what is counted of it, as far as the actor may see it and it is of enough people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import quantiles

from bot.care.clinic import advice_topics
from bot.care.ground import record
from bot.care.ground.desk import Desk, brief
from bot.care.ground.few import FEWEST, portion, shown
from bot.care.ground.says.figures import (
    AdverseCount,
    AlertsShown,
    BandShown,
    DoneShown,
    Figures,
    LeftOf,
    PeriodEmpty,
    PeriodFew,
    PeriodPicture,
    PeriodReport,
    PeriodShown,
    PeriodTable,
    PeriodWhich,
    Portion,
    TopicAsked,
)
from bot.model import Clinician
from bot.store import counts, figures, staff, topics_asked
from bot.store.figures import BandRatings, Counted, CountedSpan, RaisedAlerts
from bot.store.tx import stamp
from messages.heard.red_flags.finding import Tier
from messages.heard.times.period import Period, PeriodFault, read_period
from schedules.clinical import CLINICAL
from schedules.clock import day_begins
from schedules.protocol import StepKind

MOST_DAYS = 366
BAND = timedelta(hours=12)  # each check-in of the packaged protocols lies in one of its own
LAST_BAND = 8  # from four days on


@dataclass(frozen=True)
class Reported:
    """The figures, and how sore people were over the hours; whether there was `anything` at all."""

    figures: Figures
    bands: tuple[BandShown, ...]
    anything: bool
    whole: bool  # of the whole clinic

    @property
    def is_drawn(self) -> bool:
        """Whether soreness can be shown of any hours."""
        return any(one.median is not None for one in self.bands)

    @property
    def is_shown(self) -> bool:
        """Whether any of it is of enough people."""
        told = self.figures
        counted = (told.patients, *(one.raised for one in told.alerts), *(one.times for one in told.left))
        return any(counted) or bool(told.topics) or bool(told.links and told.links.of)


def report(desk: Desk, actor: Clinician, said: str) -> None:
    """The figures of the days or the month that was typed, in words with a picture, and as a table."""
    today = desk.now.astimezone(desk.house.clinic.zone).date()
    period = read_period(said, desk.house.times_of(actor.language).words, today, longest=MOST_DAYS)
    if isinstance(period, PeriodFault):
        brief(desk, actor, PeriodWhich(fault=period, most=MOST_DAYS))
        return
    found, span = gathered(desk, actor, period), _span(desk, actor, period)
    record.note(desk, actor, f"took a report of {period.begin} to {period.last}")
    days = PeriodShown(stamp(span.begin), stamp(span.end), desk.house.clinic.zone.key, period.month)
    if not found.anything:
        brief(desk, actor, PeriodEmpty(period=days, whole=found.whole))
    elif not found.is_shown:
        brief(desk, actor, PeriodFew(period=days, fewest=FEWEST))
    else:
        _tell(desk, actor, period, days, found)


def _tell(desk: Desk, actor: Clinician, period: Period, days: PeriodShown, found: Reported) -> None:
    """In words, then as a picture, where there is one, then as a table."""
    told, bands, whole = found.figures, found.bands, found.whole
    brief(desk, actor, PeriodReport(period=days, figures=told, whole=whole, bands=bands))
    if found.is_drawn:
        brief(desk, actor, PeriodPicture(period=days, figures=told, whole=whole, curve=bands))
    first, last = period.begin.isoformat(), period.end.isoformat()
    brief(desk, actor, PeriodTable(period=days, first=first, last=last))


def of_chat(desk: Desk, chat_id: int, period: Period) -> Reported:
    """As whoever has that chat may see it now. Raises LookupError where they may see nothing any more."""
    actor = staff.by_chat(desk.tx, chat_id)
    if actor is None or not actor.follows:
        raise LookupError(chat_id)
    return gathered(desk, actor, period)


def gathered(desk: Desk, actor: Clinician, period: Period) -> Reported:
    tx, span = desk.tx, _span(desk, actor, period)
    seen, links = figures.sessions(tx, span), figures.links(tx, span)
    every, answered = figures.reached(tx, span)
    raised = figures.alerts(tx, span)
    left = _left(desk, period) if actor.is_owner else ()
    told = Figures(
        patients=shown(seen.people),
        sessions=shown(seen.count, seen.people),
        links=portion(links),
        check_ins=portion(figures.check_ins(tx, span)),
        every=portion(every),
        answered=portion(answered),
        done=tuple(_done(kind, one) for kind, one in figures.done(tx, span).items()),
        alerts=tuple(_alerts(tier, one) for tier, one in raised.items() if one.count),
        adverse=tuple(_adverse(figures.adverse_events(tx, span))),
        topics=tuple(_topics(desk, actor, span)),
        left=left,
    )
    bands = tuple(_bands(figures.soreness(tx, span, band=BAND, last=LAST_BAND)))
    anything = bool(seen.count or links.of or any(one.count for one in raised.values()) or left)
    return Reported(told, bands, anything, actor.is_owner)


def _span(desk: Desk, actor: Clinician, period: Period) -> CountedSpan:
    """From midnight to midnight on the clinic's clock."""
    zone = desk.house.clinic.zone
    return CountedSpan(actor, day_begins(period.begin, zone), day_begins(period.end, zone))


def _done(kind: str, found: Counted) -> DoneShown:
    return DoneShown(StepKind(kind), portion(found) or Portion())


def _alerts(tier: Tier, found: RaisedAlerts) -> AlertsShown:
    raised = shown(found.count, len(found.people))
    if raised is None:
        return AlertsShown(tier, None)
    seen = portion(Counted(len(found.waits), found.count, len(found.people)))
    if shown(len(found.waits)) in (None, 0):
        return AlertsShown(tier, raised, seen)
    _, median, upper = quantiles(found.waits, n=4, method="inclusive")
    return AlertsShown(tier, raised, seen, round(median), round(upper))


def _bands(found: Mapping[int, BandRatings]) -> Iterator[BandShown]:
    """Every stretch of hours up to the last of which anything is known."""
    hours = int(BAND.total_seconds() // 3600)
    for number in range(max(found, default=-1) + 1):
        one, until = found.get(number, BandRatings()), (number + 1) * hours
        begin, end = number * hours, until if number < LAST_BAND else None
        people = shown(len(one.people))
        if not people:
            yield BandShown(begin, end, people, people)
            continue
        low, median, high = quantiles(one.latest, n=4, method="inclusive")
        yield BandShown(begin, end, one.ratings, people, median, low, high)


def _adverse(found: Mapping[tuple[str, str], Counted]) -> Iterator[AdverseCount]:
    """Of each gravity all together, and after it those kinds that can be shown: what is rare is not named."""
    for gravity in CLINICAL.gravities:
        if (whole := found.get((gravity, ""))) is None:
            continue
        yield AdverseCount(gravity, shown(whole.count, whole.people))
        alike = {kind: one for (grave, kind), one in found.items() if grave == gravity and kind}
        named = [kind for kind, one in alike.items() if shown(one.count, one.people)]
        while named and shown(whole.count - sum(alike[kind].count for kind in named)) is None:
            named.pop()  # or else what is left would tell how many the rare ones are
        yield from (AdverseCount(gravity, alike[kind].count, kind) for kind in named)


def _topics(desk: Desk, actor: Clinician, span: CountedSpan) -> Iterator[TopicAsked]:
    for topic, times in topics_asked.since(desk.tx, span.begin, span.end).items():
        known = advice_topics.find(desk, actor.language, topic)
        if known and shown(times):
            yield TopicAsked(known.title, times)


def _left(desk: Desk, period: Period) -> tuple[LeftOf, ...]:
    """Of the months that lie in it whole, which are those of UTC."""
    first = period.begin if period.begin.day == 1 else _next_month(period.begin)
    last = period.end.replace(day=1) - timedelta(days=1)
    found = counts.between(desk.tx, _number(first), _number(last))
    return tuple(LeftOf(what, shown(times)) for what, times in found.items())


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _number(month: date) -> int:
    return month.year * 100 + month.month
