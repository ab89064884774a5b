"""One line typed between two patients: who, when, which part of the body, which protocol, in any order."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from messages.heard.labels import plain
from messages.heard.times.when import Reason, TimeAnswer, TimeReader, Unclear, Understood

INITIALS = re.compile(r"[A-Z]{1,3}\.?")
CLOCK = re.compile(r"\d[:.]\d\d\b")
CLOCK_DIGITS = 4
LONGEST_RUN = 8  # words of a time or a name
MOST_WORDS = 30  # a longer text is no line of this kind, and is not searched for its parts


@dataclass(frozen=True)
class Body:
    """What parts of the body and their sides are called; the first of each is the one to show."""

    parts: Mapping[str, Sequence[str]]
    sides: Mapping[str, Sequence[str]]

    def side(self, text: str) -> str | None:
        """The side that a whole text names."""
        return _exactly(text.split(), self.sides)


def region(part: str, side: str) -> str:
    """The name of a region, as a treatment keeps it; the side may be none."""
    return f"{side}.{part}" if side else part


@dataclass(frozen=True)
class EnrolmentLine:
    """What was recognised; `label` is what was left over."""

    label: str
    when: TimeAnswer | None = None
    region: str | None = None
    protocol: str | None = None

    @property
    def at(self) -> datetime | None:
        return self.when.at if isinstance(self.when, Understood) else None

    @property
    def problem(self) -> Reason | None:
        return self.when.reason if self.when and not isinstance(self.when, Understood) else None


def recognise(
    text: str, *, now: datetime, zone: ZoneInfo, times: TimeReader, body: Body, protocols: Mapping[str, str]
) -> EnrolmentLine:
    """Read such a line on the clock of `zone`. `protocols` maps their names to their titles."""
    words = plain(text).split()
    if len(words) > MOST_WORDS:
        return EnrolmentLine(" ".join(words))
    region, words = _region(words, body)
    protocol, words = _take(words, {name: (name, title) for name, title in protocols.items()})
    # AM may be somebody's initials; where they come first, they are.
    initials, words = (words[:1], words[1:]) if words and INITIALS.fullmatch(words[0]) else ([], words)
    when, words = _when(words, initials, lambda said: times.read(said, now, zone))
    return EnrolmentLine(" ".join([*initials, *words]), when, region, protocol)


def _region(words: list[str], body: Body) -> tuple[str | None, list[str]]:
    """Take the part of the body, with a side just before or after it, out of the words."""
    found = _find(words, body.parts)
    if found is None:
        return None, words
    part, first, last = found
    for place in (first - 1, last):
        side = _exactly(words[place : place + 1], body.sides) if place >= 0 else None
        if side:
            first, last = min(first, place), max(last, place + 1)
            return region(part, side), words[:first] + words[last:]
    return part, words[:first] + words[last:]


def _take(words: list[str], names: Mapping[str, Sequence[str]]) -> tuple[str | None, list[str]]:
    found = _find(words, names)
    if found is None:
        return None, words
    name, first, last = found
    return name, words[:first] + words[last:]


def _find(words: Sequence[str], names: Mapping[str, Sequence[str]]) -> tuple[str, int, int] | None:
    """The first of the longest runs of words that is one of the names; where it begins and ends."""
    for first, last in _runs(words):
        if name := _exactly(words[first:last], names):
            return name, first, last
    return None


def _exactly(words: Sequence[str], names: Mapping[str, Sequence[str]]) -> str | None:
    said = " ".join(words).casefold().strip(".,;")
    return next(
        (name for name, spelled in names.items() if said in {one.casefold() for one in spelled}), None
    )


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every run of words, the longest first, then from the left."""
    for length in range(min(len(words), LONGEST_RUN), 0, -1):
        for first in range(len(words) - length + 1):
            yield first, first + length


def _when(
    words: list[str], others: list[str], read: Callable[[str], TimeAnswer]
) -> tuple[TimeAnswer | None, list[str]]:
    """Take the time out of the words: the longest run that is one, or that says why it is none.

    Of "1 november 9:00", which is too long ago, "9:00" alone would be another time, so it is asked for.
    A bare number is a time only where it has four digits and something else is left to be the label:
    `/enroll 1430` and `/enroll MK 23` name files.
    """
    for first, last in _runs(words):
        said = " ".join(words[first:last]).strip(".,;")
        rest = words[:first] + words[last:]
        if said.isdecimal() and (len(said) != CLOCK_DIGITS or not (rest or others)):
            continue
        answer = read(said)
        if isinstance(answer, Understood) or answer.reason is not Reason.UNREADABLE:
            return answer, rest
    if any(CLOCK.search(word) for word in words):
        return Unclear(Reason.UNREADABLE), [word for word in words if not CLOCK.search(word)]
    return None, words
