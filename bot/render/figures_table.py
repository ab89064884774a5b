"""How a month, or so many days, went, as a table: a row a figure, each with the days and whom it is of."""

from collections.abc import Iterator

from bot.care.clinic.figures import Reported
from bot.care.ground.few import FEWEST
from bot.care.ground.says.figures import AdverseCount, Figures, Portion
from bot.render.figures import kind, many, small
from bot.render.spreadsheet import sheet
from bot.render.words import Words
from messages.heard.times.period import Period

NAME = "report-{first}-to-{last}.csv"
COLUMNS = (
    *("first_day", "last_day", "of_whom", "part", "what", "from_hour", "to_hour", "people", "count", "of"),
    *("share", "median", "lower", "upper", "half_seen", "most_seen"),
)
A_MINUTE = 60  # seconds
Cells = dict[str, str | float]


def name(period: Period) -> str:
    return NAME.format(first=period.begin, last=period.last)


def table(words: Words, period: Period, found: Reported) -> bytes:
    each: Cells = {"first_day": str(period.begin), "last_day": str(period.last)}
    each["of_whom"] = small(words, "whole" if found.whole else "own")
    headings = {one: words.staff(f"figures_columns.{one}") for one in COLUMNS}
    return sheet(headings, ({**each, **row} for row in _rows(words, found)))


def _rows(words: Words, found: Reported) -> Iterator[Cells]:
    told = found.figures
    yield _row(words, "patients", count=_many(words, told.patients))
    yield _row(words, "sessions", count=_many(words, told.sessions))
    for part in ("links", "check_ins", "every", "answered"):
        yield _row(words, part, **_portion(words, getattr(told, part)))
    for one in told.done:
        yield _row(words, "done", kind(words, one.kind), **_portion(words, one.portion))
    yield from _bands(words, found)
    for raised in told.alerts:
        tier = words.staff(f"tiers.{raised.tier}")
        yield _row(words, "alerts", tier, count=_many(words, raised.raised))
        if raised.seen:
            waits = {"half_seen": raised.median, "most_seen": raised.upper}
            minutes = {key: round(wait / A_MINUTE, 1) for key, wait in waits.items() if wait is not None}
            yield _row(words, "seen", tier, **_portion(words, raised.seen), **minutes)
    yield from (_adverse(words, told, event) for event in told.adverse)
    for topic in told.topics:
        yield _row(words, "topics", topic.title, count=topic.times)
    for left in told.left:
        yield _row(words, "left", words.staff(f"figures_left.{left.what}"), count=_many(words, left.times))


def _bands(words: Words, found: Reported) -> Iterator[Cells]:
    for one in found.bands:
        row = _row(words, "soreness", from_hour=one.begin, people=_many(words, one.people))
        row |= {} if one.end is None else {"to_hour": one.end}
        row |= {"count": _many(words, one.ratings)}
        known = {"median": one.median, "lower": one.low, "upper": one.high}
        yield row | {key: value for key, value in known.items() if value is not None}


def _adverse(words: Words, told: Figures, one: AdverseCount) -> Cells:
    """A kind or all of them, of the sessions: for as many as there are each has it once at most."""
    gravity = words.staff(f"gravities.{one.gravity}")
    what = f"{words.staff(f'adverse_kinds.{one.kind}')}, {gravity}" if one.kind else gravity
    row = _row(words, "adverse", what, count=_many(words, one.count), of=_many(words, told.sessions))
    share = one.count is not None and told.sessions
    return row | ({"share": round(100 * (one.count or 0) / (told.sessions or 1), 1)} if share else {})


def _row(words: Words, part: str, what: str | float = "", **cells: str | float) -> Cells:
    return {"part": words.staff(f"figures_parts.{part}"), "what": what, **cells}


def _many(words: Words, count: int | None) -> str | float:
    return many(words, None) if count is None else count


def _portion(words: Words, found: Portion | None) -> Cells:
    if found is None:
        return {"count": 0, "of": 0}
    if found.of is None:
        return {"count": many(words, None), "of": many(words, None)}
    if found.count is None:
        few = many(words, None)
        return {"count": small(words, "all_but", fewest=FEWEST) if found.nearly else few, "of": found.of}
    return {"count": found.count, "of": found.of, "share": round(100 * found.count / found.of)}
