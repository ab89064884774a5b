"""What another clock shows, as somebody tells it: "no, it is 5 pm here", "one hour later", "UTC+2"."""

import re
from datetime import datetime, timedelta

from messages.heard.times.facts import Clock, Elapsed
from messages.heard.times.found_facts import facts_of, hear
from messages.heard.times.words import TimeWords

_MINUS = "\u2212\u2013-"  # the plain one last, as it would mean a range between two others
_OFFSET = re.compile(
    rf"(?P<utc>utc|gmt|z)? ?(?:(?P<sign>[+{_MINUS}]) ?)?"
    r"(?:(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?)?(?: ?h)?",
    re.IGNORECASE,
)
_HALF_A_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
_FARTHEST = timedelta(hours=14)  # no clock is farther from UTC


def offsets(text: str, now: datetime, shown: datetime, words: TimeWords) -> tuple[timedelta, ...]:
    """Give how far from UTC (at `now`, UTC) the clock may be that somebody tells of; mostly one, or none.

    `shown` is the local time that they were asked about.
    """
    if (away := _from_utc(text)) is not None:
        return _credible([away])
    facts = hear(text, words)
    clocks = [fact for fact in facts if isinstance(fact, Clock)]
    if len(clocks) == 1:
        return _told(clocks[0], now)
    lengths = [fact.length for fact in facts_of(text, words, ago=True) if isinstance(fact, Elapsed)]
    said = set(" ".join(text.casefold().split()).strip(" .!?").split())
    if len(lengths) != 1 or bool(said & words.ahead) == bool(said & words.behind):
        return ()
    asked = shown.utcoffset() or timedelta()
    return _credible([asked + lengths[0] if said & words.ahead else asked - lengths[0]])


def _from_utc(text: str) -> timedelta | None:
    """Read "UTC+5:30", "GMT-3" or "+2"."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None or not (found["sign"] or found["utc"]):
        return None
    away = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    return -away if (found["sign"] or "+") in _MINUS else away


def _told(clock: Clock, now: datetime) -> tuple[timedelta, ...]:
    hours = [clock.hour] if clock.certain else [clock.hour, (clock.hour + 12) % 24]
    sun = timedelta(hours=now.hour, minutes=now.minute)
    away = [timedelta(hours=hour, minutes=clock.minute) - sun for hour in hours]
    turned = [one + _DAY * turn for one in away for turn in (-1, 0, 1)]
    return _credible([one for one in turned if -_HALF_A_DAY <= one <= _FARTHEST])


def _credible(found: list[timedelta]) -> tuple[timedelta, ...]:
    return tuple(one for one in dict.fromkeys(found) if abs(one) <= _FARTHEST)
