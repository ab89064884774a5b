"""How a month, or so many days, went: in words that fit a screen."""

from collections.abc import Iterator
from datetime import timedelta

from bot.care.ground.few import FEWEST
from bot.care.ground.says.buttons import Moment
from bot.care.ground.says.figures import (
    AlertsShown,
    BandShown,
    Figures,
    OfPeriod,
    OfWhom,
    PeriodEmpty,
    PeriodReport,
    PeriodShown,
    PeriodWhich,
    Portion,
)
from bot.render.filling import Fillings
from bot.render.patients import PATIENTS
from bot.render.words import Filling, Words, local

FIGURES = Fillings(PATIENTS)
MOST_TOPICS = 3
A_MINUTE, AN_HOUR, A_DAY = 60, 3600, 86_400  # seconds
LONGER = (90, 366)  # days that may be looked at instead
LONGEST_IN_MINUTES = 2 * AN_HOUR


def small(words: Words, key: str, **filling: object) -> str:
    return words.staff(f"figures.{key}", **filling)


@FIGURES.of(OfPeriod)
def period(words: Words, message: OfPeriod) -> Filling:
    return {"period": days(words, message.period)}


@FIGURES.of(OfWhom)
def whose(words: Words, message: OfWhom) -> Filling:
    return {"whose": small(words, "whole" if message.whole else "own")}


@FIGURES.of(PeriodWhich)
def fault(words: Words, message: PeriodWhich) -> Filling:
    return {"fault": words.staff(f"period_faults.{message.fault}", most=message.most)}


@FIGURES.of(PeriodReport)
def report(words: Words, message: PeriodReport) -> Filling:
    lines = [*_people(words, message.figures), soreness(words, message.bands)]
    lines += [*_alerts(words, message.figures), *_others(words, message.figures)]
    return {"figures": "\n".join(filter(None, lines)), "fewest": FEWEST}


@FIGURES.of(PeriodEmpty)
def others(_: Words, message: PeriodEmpty) -> Filling:
    """What else to look at: more days than these, and the month before."""
    shown = message.period
    first, length = local(Moment(shown.begin, shown.zone)), (shown.end - shown.begin) // A_DAY
    longer = next((f"/report {number}" for number in LONGER if number > length + 1), "")
    before = first.replace(day=1) - timedelta(days=1)
    return {"others": ", ".join(filter(None, (longer, f"/report {before:%Y-%m}")))}


def days(words: Words, shown: PeriodShown) -> str:
    """A month by its name, else the first day and the last one."""
    first, last = Moment(shown.begin, shown.zone), Moment(shown.end - 1, shown.zone)
    if not shown.month:
        return small(words, "days", first=words.dated(first), last=words.dated(last))
    at = local(first)
    months = words.catalog.list(words.language, "bot.calendar.months")
    return small(words, "month", month=months[at.month - 1], year=at.year)


def many(words: Words, count: int | None) -> str:
    return small(words, "under", fewest=FEWEST) if count is None else str(count)


def portion(words: Words, found: Portion | None) -> str:
    """So many of so many, in words; nothing where of none."""
    if found is None:
        return ""
    if found.of is None:
        return many(words, None)
    if found.count is None:
        return small(words, "nearly" if found.nearly else "under_of", fewest=FEWEST, of=found.of)
    share = round(100 * found.count / found.of)
    return small(words, "portion", count=found.count, of=found.of, share=share)


def lasting(words: Words, seconds: int) -> str:
    if seconds < A_MINUTE:
        return small(words, "at_once")
    if seconds < LONGEST_IN_MINUTES:
        return small(words, "minutes", number=seconds // A_MINUTE)
    return small(words, "hours", number=seconds // AN_HOUR)


def kind(words: Words, name: str) -> str:
    return words.small(f"kinds.{name}")


def _people(words: Words, found: Figures) -> Iterator[str]:
    counted = {"patients": many(words, found.patients), "sessions": many(words, found.sessions)}
    yield small(words, "patients", **counted)
    for name in ("links", "check_ins", "every", "answered"):
        if said := portion(words, getattr(found, name)):
            yield small(words, name, portion=said)
    done = [f"{kind(words, one.kind)} {portion(words, one.portion)}" for one in found.done]
    yield small(words, "done", kinds="; ".join(done)) if done else ""


def soreness(words: Words, bands: tuple[BandShown, ...]) -> str:
    """The median over the hours; those of too few people are left out."""
    told = [
        small(
            words,
            "band" if one.end else "last_band",
            begin=one.begin,
            end=one.end,
            median=f"{one.median:g}",
            low=f"{one.low:g}",
            high=f"{one.high:g}",
        )
        for one in bands
        if one.median is not None
    ]
    return small(words, "soreness", bands="; ".join(told)) if told else small(words, "unrated")


def _alerts(words: Words, found: Figures) -> Iterator[str]:
    if found.alerts:
        yield small(words, "alerts", alerts="; ".join(_alert(words, one) for one in found.alerts))


def _alert(words: Words, one: AlertsShown) -> str:
    said = f"{words.staff(f'tiers.{one.tier}')} {many(words, one.raised)}"
    if one.median is None or one.upper is None:
        return said
    waits = {"median": lasting(words, one.median), "upper": lasting(words, one.upper)}
    return f"{said}, {small(words, 'seen', **waits)}"


def _adverse(words: Words, found: Figures) -> Iterator[str]:
    """Of each gravity all, and in brackets the kinds that can be named."""
    for whole in (one for one in found.adverse if not one.kind):
        kinds = [one for one in found.adverse if one.kind and one.gravity == whole.gravity]
        named = ", ".join(f"{words.staff(f'adverse_kinds.{one.kind}')} {one.count}" for one in kinds)
        said = f"{words.staff(f'gravities.{whole.gravity}')} {many(words, whole.count)}"
        yield f"{said} ({named})" if named else said


def _others(words: Words, found: Figures) -> Iterator[str]:
    if found.adverse:
        yield small(words, "adverse", events="; ".join(_adverse(words, found)))
    if found.topics:
        topics = ", ".join(f"{one.title} ({one.times})" for one in found.topics[:MOST_TOPICS])
        yield small(words, "topics", topics=topics)
    if found.left:
        left = ", ".join(
            f"{words.staff(f'figures_left.{one.what}')} {many(words, one.times)}" for one in found.left
        )
        yield small(words, "left", left=left)
