"""The words people use for days and times, as `times.toml` of a language names them."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from functools import cache

Texts = Mapping[str, tuple[str, ...]]  # `ago` or `weekdays.monday` → what people type for it


class Part(Enum):
    """A part of the day, as the hours it may mean."""

    MORNING = frozenset(range(12))
    AFTERNOON = frozenset(range(12, 19))
    EVENING = frozenset(range(16, 24))
    NIGHT = frozenset({*range(17, 24), *range(5)})


@dataclass(frozen=True, eq=False)  # each table is itself only, so that what is derived from it can be kept
class TimeWords:
    """What a language calls things; all in lower case, phrases with single spaces, without apostrophes.

    Numbers are replaced by digits before anything else is looked up.
    """

    numbers: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]  # Monday is 0
    days_ago: Mapping[str, int]
    days_ahead: Mapping[str, int]
    parts: Mapping[str, Part]
    parts_of_today: Mapping[str, Part]
    last_night: AbstractSet[str]
    at: AbstractSet[str]  # before a bare hour
    noon: AbstractSet[str]
    minutes_of: Mapping[str, int]  # before an hour: the minutes after it, negative for those before it
    past: AbstractSet[str]  # between minutes and an hour
    to: AbstractSet[str]  # the same, where the hour is still to come
    minutes_to: AbstractSet[str]  # the same, with the word for minutes
    am: AbstractSet[str]
    pm: AbstractSet[str]
    oclock: AbstractSet[str]  # after a time of day
    ordinals: AbstractSet[str]  # after the day of a month
    of: AbstractSet[str]  # between the day and the month
    now: AbstractSet[str]
    ago: AbstractSet[str]
    amounts: Mapping[str, float]  # before a unit
    and_a_half: AbstractSet[str]
    units: Mapping[str, int]  # in seconds; those of a day and more name a day, not a moment
    last: AbstractSet[str]
    future: AbstractSet[str]
    hence: AbstractSet[str]  # before a length of time that is still to pass
    doubt: AbstractSet[str]  # with one of these, what was typed is no single moment
    ahead: AbstractSet[str]  # of another clock, after a length of time
    behind: AbstractSet[str]
    away: AbstractSet[str]  # from now on, until a time that comes after it
    back: AbstractSet[str]
    off: AbstractSet[str]  # the same as `away`, where a time comes after it
    begins: AbstractSet[str]  # before the time from when on
    onwards: AbstractSet[str]  # after it
    until: AbstractSet[str]  # before the time until when, and between the two
    next_week: AbstractSet[str]
    this_month: AbstractSet[str]
    last_month: AbstractSet[str]
    filler: AbstractSet[str]  # says nothing; beside other words a time needs a day to be believed


_LISTS = (
    *(
        "last_night",
        "at",
        "noon",
        "past",
        "to",
        "minutes_to",
        "am",
        "pm",
        "oclock",
        "ordinals",
        "of",
        "now",
        "ago",
    ),
    *("and_a_half", "last", "future", "hence", "doubt", "ahead", "behind", "filler", "away", "back"),
    *("off", "begins", "onwards", "until", "next_week", "this_month", "last_month"),
)
_PARTS = {part.name.lower(): part for part in Part}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMED: Mapping[str, Mapping[str, int | Part]] = {
    "weekdays": {name: number for number, name in enumerate(_WEEKDAYS)},
    "months": {name: number for number, name in enumerate(_MONTHS, 1)},
    "units": {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800},
    "parts": _PARTS,
    "parts_of_today": _PARTS,
}
_COUNTED: Mapping[str, tuple[Callable[[str], float], int, int]] = {  # the least and the most that makes sense
    "numbers": (int, 0, 99),
    "days_ago": (int, 0, 99),
    "days_ahead": (int, 1, 99),
    "minutes_of": (int, -59, 59),
    "amounts": (float, 0, 99),
}


def time_words(texts: Texts) -> TimeWords:
    """Make the table of a language, without what `mistakes` names; the same texts make the same table."""
    return _made(tuple(sorted(texts.items())))


@cache
def _made(texts: tuple[tuple[str, tuple[str, ...]], ...]) -> TimeWords:
    found: dict[str, dict[str, object]] = {table: {} for table in (*_NAMED, *_COUNTED)}
    lists: dict[str, frozenset[str]] = dict.fromkeys(_LISTS, frozenset())
    for key, told in texts:
        table, _, name = key.partition(".")
        said = [text for text in told if text.strip()]
        if key in lists:
            lists[key] = frozenset(said)
        elif table in found and (meaning := _meaning(table, name)) is not None:
            found[table] |= dict.fromkeys(said, meaning)
    return TimeWords(**lists, **found)  # type: ignore[arg-type]  # each table holds what `_meaning` gives for it


def mistakes(texts: Texts) -> Iterator[str]:
    """Say of one language's own texts what is missing, and what is none that a time is told with."""
    wanted = [*_LISTS, *(f"{table}.{name}" for table in _NAMED for name in _NAMED[table])]
    yield from (f"{key} is missing" for key in wanted if key not in texts)
    tables = {key.partition(".")[0] for key in texts}
    yield from (f"{table} is missing" for table in _COUNTED if table not in tables)
    for key, said in texts.items():
        table, _, name = key.partition(".")
        if key not in wanted and _meaning(table, name) is None:
            yield f"{key} is unknown"
        elif any(not text.strip() for text in said):
            yield f"{key} has an empty text in its list"


def _meaning(table: str, name: str) -> object | None:
    """What the words under a name of a table stand for; None where it stands for nothing."""
    if table in _NAMED:
        return _NAMED[table].get(name)
    try:
        read, least, most = _COUNTED[table]
        value = read(name)
    except (KeyError, ValueError):
        return None
    return value if least <= value <= most else None
