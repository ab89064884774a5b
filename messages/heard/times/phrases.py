"""The phrases that tell a day, a time or a length of time, and what each means."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

from messages.heard.alternatives import any_of
from messages.heard.times.facts import Clock, Date, DaysAgo, Elapsed, Fact, Sense, Weekday
from messages.heard.times.words import TimeWords

TimeRule = tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[Fact, ...]]]

NO_LETTER = r"(?![^\W\d_])"

_D, _D13, _M = r"(?P<d>0?[1-9]|[12]\d|3[01])", r"(?P<d>1[3-9]|2\d|3[01])", r"(?P<m>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_H, _MIN = r"(?P<h>[01]?\d|2[0-3])", r"(?P<min>[0-5]\d)"

_DAY_SECONDS = 86_400
_NOON = _TWELVE = 12


@cache
def rules(words: TimeWords, *, ago: bool) -> tuple[TimeRule, ...]:
    """Give the rules in the order in which they are tried at each place of a text.

    Lengths of time count only beside an "ago": else "2 hours" is no answer to "when".
    """
    meanings = _meanings(words)
    return (
        *(_elapsed_rules(words) if ago else _hence_rules(words)),
        *_date_rules(words),
        *_clock_rules(words),
        (re.compile(r"\d+"), lambda _: (Sense.DOUBT,)),
        (re.compile(rf"({any_of(meanings)}){NO_LETTER}"), lambda found: meanings[found[1]]),
        (re.compile(r"[^\W\d_]+"), lambda _: (Sense.UNKNOWN,)),
    )


def _elapsed_rules(words: TimeWords) -> tuple[TimeRule, ...]:
    half = rf" (?:{any_of(words.and_a_half)}){NO_LETTER}"
    number = rf"(?P<n>\d{{1,4}}(?:[.,]\d{{1,2}})?)(?P<half>{half})? ?"
    unit = rf"(?P<unit>{any_of(words.units)}){NO_LETTER}(?P<half_more>{half})?"

    def read(found: re.Match[str]) -> tuple[Fact, ...]:
        amount = words.amounts[found["word"]] if found["word"] else float(found["n"].replace(",", "."))
        amount += 0.5 if found["half"] or found["half_more"] else 0.0
        seconds = words.units[found["unit"]]
        if seconds >= _DAY_SECONDS and amount.is_integer():
            return (DaysAgo(int(amount) * (seconds // _DAY_SECONDS)),)
        return (Elapsed(timedelta(seconds=amount * seconds)),)

    def read_short(found: re.Match[str]) -> tuple[Fact, ...]:
        return (Elapsed(timedelta(hours=int(found["n"]), minutes=int(found["min"]))),)

    return (
        (re.compile(rf"(?P<n>\d{{1,2}})h{_MIN}(?![\dm])"), read_short),
        (re.compile(rf"(?:{number}|(?P<word>{any_of(words.amounts)}) ){unit}"), read),
    )


def _hence_rules(words: TimeWords) -> tuple[TimeRule, ...]:
    """A length of time that is still to pass: "in 2 days"."""
    amount = rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|{any_of(words.amounts)}) ?(?:{any_of(words.units)}){NO_LETTER}"
    return ((re.compile(rf"(?:{any_of(words.hence)}) {amount}"), lambda _: (Sense.FUTURE,)),)


def _date_rules(words: TimeWords) -> tuple[TimeRule, ...]:
    ordinal = rf"(?:{any_of(words.ordinals)})?"
    month = rf"(?P<m>{any_of(words.months)}){NO_LETTER}\.?"
    year = rf"(?:,? {_YEAR}(?![\d:h]|\.\d))?"

    def read(found: re.Match[str]) -> tuple[Fact, ...]:
        said = found.groupdict()
        number = words.months.get(said["m"]) or int(said["m"])
        full_year = f"20{said['y']}"[-4:] if said.get("y") else None
        return (Date(int(said["d"]), number, int(full_year) if full_year else None),)

    def read_either(found: re.Match[str]) -> tuple[Fact, ...]:
        (day,) = read(found)
        return (replace(day, either=day.day <= _TWELVE),) if isinstance(day, Date) else (day,)

    def read_day(found: re.Match[str]) -> tuple[Fact, ...]:
        return (Date(int(found["d"]), None, None),)

    either_order = (
        rf"{_D}([/-]) ?{_M}\2 ?{_YEAR}(?![\d:])",
        rf"{_D}([/-]){_M}\2(?P<y>\d\d)(?![\d:.])",
        rf"{_D}/{_M}(?![\d/])",
    )
    patterns = (
        rf"{_YEAR}([-/.]){_M}\2{_D}(?!\d)",
        rf"{_D}\. ?{_M}\. ?{_YEAR}(?![\d:])",
        rf"{_D}\.{_M}\.(?P<y>\d\d)(?![\d:.])",
        rf"{_M}/{_D13}/(?P<y>(?:19|20)\d\d|\d\d)(?![\d:])",
        rf"{_D}\. ?{_M}\.(?!\d{{1,2}}\.)",
        rf"{_M}/{_D13}(?![\d/])",
        # Without the last dot it could be a time as well, were there not another.
        rf"{_D}\.{_M}(?=,? \d{{1,2}}[:.h]\d\d)",
        rf"{_D}{ordinal}\.? ?(?:(?:{any_of(words.of)}) )?{month}{year}",
        rf"{month} {_D}{ordinal}(?![\d:]|[.h]\d| ?(?:{any_of(words.am | words.pm)})){year}",
    )
    alone = rf"{_D} ?(?:{any_of(words.ordinals)}){NO_LETTER}"
    return (
        *((re.compile(pattern), read_either) for pattern in either_order),
        *((re.compile(pattern), read) for pattern in patterns),
        (re.compile(alone), read_day),
    )


def _clock_rules(words: TimeWords) -> tuple[TimeRule, ...]:
    half = rf"(?: ?(?P<half>{any_of(words.am | words.pm)}){NO_LETTER})"
    oclock = rf"(?: ?(?:{any_of(words.oclock)}){NO_LETTER})?"
    # "2 hours" and "2 h" are lengths of time, though "14:30 h" is a time.
    unit, only_oclock = any_of(words.units), any_of(words.oclock - words.units.keys())
    no_unit = rf"(?! ?(?:{unit}){NO_LETTER})"
    alone = rf"(?: ?(?:{only_oclock})|{no_unit}){NO_LETTER}"
    past = rf"(?P<past>[0-5]?\d) (?:{any_of(words.past)})"
    # "5 to 6" is five to six, and "2 to 3" a stretch of time.
    to = rf"(?P<to>5|10|15|20|25) (?:{any_of(words.to)})|(?P<to_more>[0-5]?\d) (?:{any_of(words.minutes_to)})"
    short = "".join(sorted({one[0] for one in words.am | words.pm}))

    def read(found: re.Match[str]) -> tuple[Fact, ...]:
        said = found.groupdict()
        return (_clock(int(said["h"]), int(said.get("min") or 0), said["h"], said.get("half"), words),)

    def read_short(found: re.Match[str]) -> tuple[Fact, ...]:
        halves = [one for one in sorted(words.am | words.pm) if one.startswith(found["half"])]
        return (_clock(int(found["h"]), 0, found["h"], halves[0], words),)

    def read_relative(found: re.Match[str]) -> tuple[Fact, ...]:
        before = found["to"] or found["to_more"]
        after = words.minutes_of[found["of"]] if found["of"] else int(found["past"] or 0)
        minutes = -int(before) if before else after
        hour, minute = divmod(int(found["h"]) * 60 + minutes, 60)
        before_one = hour == 0 and found["h"] == "1"
        return (_clock(_NOON if before_one else hour % 24, minute, found["h"], found["half"], words),)

    return (
        (re.compile(rf"(?:{any_of(words.noon)}){NO_LETTER}"), lambda _: (Clock(_NOON, 0, certain=True),)),
        (re.compile(rf"(?:(?P<of>{any_of(words.minutes_of)})|{past}|{to}) {_H}(?!\d){half}?"), read_relative),
        (re.compile(rf"{_H}(?: ?: ?|[.,h]){_MIN}(?:[:.][0-5]\d)?(?!\d){half}?{oclock}"), read),
        (re.compile(rf"(?P<h>[01]\d|2[0-3]|\d){_MIN}(?!\d|[.,:/-]\d){half}?{oclock}"), read),
        (re.compile(rf"{_H}-{_MIN}{half}"), read),
        (re.compile(rf"{_H}-(?P<min>00|3[2-9]|30|4\d|5\d)(?![\d./:-]){no_unit}"), read),  # no day, no hour
        (re.compile(rf"{_H} {_MIN}(?![\d./:h-]){no_unit}{half}?{oclock}"), read),
        (re.compile(rf"{_H}{half}"), read),
        (re.compile(rf"{_H}(?P<half>[{short or ' '}]){NO_LETTER}"), read_short),
        (re.compile(rf"{_H}(?!\d|[.,:/]\d){alone}"), read),
    )


def _clock(hour: int, minute: int, spelt: str, half: str | None, words: TimeWords) -> Fact:
    """Make a time of day; an "am", a 0 as in "02:30" and a late hour leave no doubt which half is meant."""
    if half is None:
        certain = hour > _NOON or spelt.startswith("0")
        return Clock(hour, minute, certain)
    if half in words.pm:
        late = Clock(hour % _NOON + _NOON, minute, certain=True, halved=hour <= _NOON)
        return late if hour else Sense.DOUBT
    return Clock(hour % _NOON, minute, certain=True, halved=True) if hour <= _NOON else Sense.DOUBT


@cache
def _meanings(words: TimeWords) -> dict[str, tuple[Fact, ...]]:
    senses = {
        Sense.FILLER: words.filler,
        Sense.DOUBT: words.doubt,
        Sense.LAST: words.last,
        Sense.FUTURE: words.future,
        Sense.NOW: words.now,
        Sense.AGO: words.ago,
        Sense.LAST_NIGHT: words.last_night,
    }
    phrases: dict[str, tuple[Fact, ...]] = {
        phrase: (sense,) for sense, these in senses.items() for phrase in these
    }
    phrases |= {phrase: (part,) for phrase, part in words.parts.items()}
    phrases |= {phrase: (DaysAgo(0), part) for phrase, part in words.parts_of_today.items()}
    phrases |= {phrase: (DaysAgo(days),) for phrase, days in words.days_ago.items()}
    phrases |= {phrase: (Sense.FUTURE, DaysAgo(-days)) for phrase, days in words.days_ahead.items()}
    return phrases | {phrase: (Weekday(number),) for phrase, number in words.weekdays.items()}
