"""Which days a report is to be about, as somebody types it: "30", "October", "2026-10", "last month"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from messages.heard.numbers import in_digits, plain_digits
from messages.heard.times.words import TimeWords

_DAY = 86_400  # seconds
_MONTHS = 12
_YEARS = range(1000, 10_000)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_LONGEST = 60  # letters; nobody needs more to name a month


class PeriodFault(StrEnum):
    """Why what was typed names no days to look at."""

    UNREADABLE = "unreadable"
    AHEAD = "ahead"  # it has not begun yet
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Period:
    """The days from `begin` on, before `end`; `month` is whether they are a whole one of the calendar."""

    begin: date
    end: date
    month: bool = False

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)


def read_period(text: str, words: TimeWords, today: date, *, longest: int) -> Period | PeriodFault:
    """Read it as it is meant on that day: so many days, today the last of them, or a month.

    A month without its year is the last one that has begun. `longest` is how many days there may be.
    """
    said = in_digits(" ".join(plain_digits(text).strip(" .!?").split()), words.numbers)
    if len(said) > _LONGEST:
        return PeriodFault.UNREADABLE
    if said in words.this_month:
        return _month(today.year, today.month, today)
    if said in words.last_month:
        before = today.replace(day=1) - timedelta(days=1)
        return _month(before.year, before.month, today)
    if found := _YEAR_FIRST.fullmatch(said):
        return _month(int(found[1]), int(found[2]), today)
    if found := _MONTH_FIRST.fullmatch(said):
        return _month(int(found[2]), int(found[1]), today)
    return _in_words(re.split(r"[\s,.]+", said), words, today, longest)


def _in_words(said: list[str], words: TimeWords, today: date, longest: int) -> Period | PeriodFault:
    named = [words.months[word] for word in said if word in words.months]
    numbers = [int(word) for word in said if word.isdecimal()]
    units = [words.units[word] // _DAY for word in said if word in words.units]
    nothing = (words.filler | words.last) - {*words.months, *words.units}
    known = len(named) + len(numbers) + len(units) + sum(word in nothing for word in said)
    if known < len(said) or len(numbers) > 1 or len(named) + len(units) > 1 or 0 in units:
        return PeriodFault.UNREADABLE
    if named:
        year = numbers[0] if numbers else today.year - (named[0] > today.month)
        return _month(year, named[0], today)
    if not numbers or not numbers[0]:
        return PeriodFault.UNREADABLE
    days = numbers[0] * (units or [1])[0]
    if days > longest:
        return PeriodFault.TOO_LONG
    return Period(today - timedelta(days=days - 1), today + timedelta(days=1))


def _month(year: int, month: int, today: date) -> Period | PeriodFault:
    if year not in _YEARS or not 1 <= month <= _MONTHS:
        return PeriodFault.UNREADABLE
    begin = date(year, month, 1)
    after = date(year + month // _MONTHS, month % _MONTHS + 1, 1) if year < _YEARS[-1] else date.max
    return PeriodFault.AHEAD if begin > today else Period(begin, after, month=True)
