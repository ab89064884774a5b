"""The time among other words: the run of them that tells it, and what else may belong to it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from messages.heard.times.candidates import Candidate, candidate
from messages.heard.times.found_facts import names_day, says_nothing, tells
from messages.heard.times.when import Reason, TimeAnswer, TimeReader, Unclear, Understood, names_time

_CLOCK_DIGITS = 4
_LATEST_HOUR = 24
_LONGEST = 8  # words of a time
_MOST_TELLING = 12  # words of a line that tell times; of more nobody could say which is meant
_LIKE_A_CLOCK = re.compile(
    r"(?:ca?\.)?(?:\d{1,2}[:.h]\d{1,2}\D*|\d{1,2}(?:[:.]\d\d)?-\d{1,2}.*|\d{1,2}(?:am?|pm?|h|ish))",
    re.IGNORECASE,
)
_SHORT = re.compile(r"[A-Z]{1,3}\.?")

Read = Callable[[Sequence[int]], TimeAnswer]


@dataclass(frozen=True)
class SpokenTime:
    """What was read, if anything; the places of the words that say it, or that may."""

    answer: TimeAnswer | None = None
    places: tuple[int, ...] = ()


def take_time(
    left: Mapping[int, str],
    now: datetime,
    zone: ZoneInfo,
    times: TimeReader,
    *,
    initials: int | None = None,
    but: Collection[str] = (),
) -> SpokenTime:
    """Find the time in what is left of a line, at `now` on the clock of `zone`.

    Words that may be part of it are asked about, and never left over; not those that mean something else
    (`but`). A bare number is asked about where it may be an hour, and names a file otherwise. Of a line that
    is full of times none is read: each run of words is tried, and would be for too long.
    """
    places = [place for place, word in left.items() if place != initials and not _is_name(word, times)]

    telling = [one for one in places if _may_be_time(left[one], times) or left[one].isdecimal()]
    if len(telling) > _MOST_TELLING:
        return SpokenTime(Unclear(Reason.UNREADABLE), tuple(telling))

    def read(these: Sequence[int]) -> TimeAnswer:
        return times.read(" ".join(left[one] for one in these), now, zone)

    foreign = {place for place in places if times.is_foreign(left[place])}
    runs = (run for run in _runs(places) if left[run[0]].casefold() not in but and not _is_bare(left, run))
    runs = (run for run in runs if foreign.isdisjoint(run))  # each would be read in vain
    found = next((run for run in runs if names_time(read(run))), ())
    dayless = bool(found) and read(found) == Unclear(Reason.NO_TIME)
    others = [
        one
        for one in places
        if one not in found
        and left[one].casefold() not in but
        and (_may_be_time(left[one], times) or (dayless and left[one].isdecimal()))
    ]
    if not others and not found:
        return _bare(left, places, read, zone, times)
    if not others:
        answer = read(found)
        hardly = _is_hardly_hour(left, found, times)
        return SpokenTime(in_doubt(answer, zone, times) if hardly else answer, tuple(found))
    together = sorted({*found, *others})
    together += [one for one in _numbers(left, places) if one not in together and _is_beside(one, together)]
    together.sort()
    answer = read(together)
    if not names_time(answer):
        answer = in_doubt(read(found) if found else None, zone, times)
    return SpokenTime(answer, tuple(together))


def _bare(
    left: Mapping[int, str], places: Sequence[int], read: Read, zone: ZoneInfo, times: TimeReader
) -> SpokenTime:
    """A bare number: four digits are a time, an hour at which the clinic works may be one."""
    for place in places:
        word = left[place]
        if not word.isdecimal() or len(left) == 1:
            continue
        answer = read([place])
        if len(word) == _CLOCK_DIGITS and names_time(answer):
            return SpokenTime(answer, (place,))
        if len(word) < _CLOCK_DIGITS and (len(word) == _CLOCK_DIGITS - 1 or int(word) <= _LATEST_HOUR):
            asked = in_doubt(answer, zone, times)
            if any(one.is_usual for one in asked.candidates):
                return SpokenTime(asked, (place,))
    return SpokenTime()


def in_doubt(answer: TimeAnswer | None, zone: ZoneInfo, times: TimeReader) -> Unclear:
    """What was read, as something to be asked."""
    if isinstance(answer, Understood):
        said: tuple[Candidate, ...] = (candidate(answer.at, zone, times.usual),)
        return Unclear(Reason.SEVERAL, None, said, answer.twelve)
    if answer and answer.candidates:
        return replace(answer, reason=Reason.SEVERAL)
    return Unclear(Reason.UNREADABLE)


def _runs(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Every run of words, the longest first, then from the left."""
    for length in range(min(len(places), _LONGEST), 0, -1):
        for first in range(len(places) - length + 1):
            yield places[first : first + length]


def _is_bare(left: Mapping[int, str], run: Sequence[int]) -> bool:
    return len(run) == 1 and left[run[0]].isdecimal()


def _is_hardly_hour(left: Mapping[int, str], run: Sequence[int], times: TimeReader) -> bool:
    """Whether a run is a bare number beside words that say nothing: "session 2", but not "ended at 2"."""
    words = [left[one] for one in run]
    bare = [place for place, word in enumerate(words) if word.isdecimal() and len(word) < _CLOCK_DIGITS]
    others = [word for word in words if not word.isdecimal()]
    if len(bare) != 1 or not all(says_nothing(one, times.words) for one in others):
        return False
    return bare[0] == 0 or words[bare[0] - 1].casefold() not in times.words.at


def _numbers(left: Mapping[int, str], places: Sequence[int]) -> list[int]:
    return [one for one in places if left[one].isdecimal() and int(left[one]) <= _LATEST_HOUR]


def _is_beside(place: int, others: Sequence[int]) -> bool:
    return place - 1 in others or place + 1 in others


def _is_name(word: str, times: TimeReader) -> bool:
    """Whether a word is written like a name and is no word of a time; or is nothing but initials."""
    if word.startswith("#"):
        return True
    if not word[0].isupper():
        return False
    return not tells(word, times.words) or (bool(_SHORT.fullmatch(word)) and says_nothing(word, times.words))


def _may_be_time(word: str, times: TimeReader) -> bool:
    if _LIKE_A_CLOCK.fullmatch(word) or word in times.words.doubt:
        return True
    if word[0].isupper() and not names_day(word, times.words):  # a label may be called Second
        return False
    return tells(word, times.words) and not says_nothing(word, times.words)
