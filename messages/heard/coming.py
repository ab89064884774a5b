"""What a line says of sessions to come: how many there will be, how often, and on which days."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from messages.heard.times.found_facts import tells
from messages.heard.times.when import Reason, TimeAnswer, Unclear
from messages.heard.times.words import TimeWords

_NUMBER = re.compile(r"\d{1,2}")
_TIMES = re.compile(r"\d{1,2}x")
_MOST_AFTER = 3  # words of a day that comes again: "every Monday 9 am"

CourseWords = Mapping[str, Sequence[str]]  # `counted`, `courses`, `spans`, `often`, `each` and `of`
PartOfLine = Mapping[int, str]  # some words of a line by their places
ReadPart = Callable[[PartOfLine], tuple[TimeAnswer | None, tuple[int, ...]]]


def counts(left: PartOfLine, words: CourseWords, times: TimeWords) -> list[int]:
    """The places of words that count sessions or say how often they are: no hour is told by them."""
    places, said = list(left), [word.casefold().strip(".") for word in left.values()]
    counting = _Counting(said, words, times)
    taken = {one for first in range(len(said)) for one in counting.at(first) if one < len(said)}
    return [place for at, place in enumerate(places) if at in taken]


@dataclass(frozen=True)
class _Counting:
    """Words in small letters, and what they count."""

    said: Sequence[str]
    words: CourseWords
    times: TimeWords

    def at(self, first: int) -> Iterator[int]:
        """The places of what counts from that word on."""
        if self._is_number(first):
            if self._is("counted", first + 1):
                yield from (first, first + 1, *self._how_often(first + 2))
            elif self._is("of", first + 1) and self._is_number(first + 2):  # 3 of 6
                yield from range(first, first + 3)
            elif self._is("spans", first + 1) and not self._of_a_time(first):
                yield from (first, first + 1)
        elif self._is("courses", first):
            last = first + 2 if self._is("of", first + 1) else first + 1
            yield from range(first, last + 1 if self._is_number(last) else first + 1)
        elif self._is("often", first):
            yield from (first, *self._how_often(first + 1))
        elif self._is("each", first):
            yield from (first, *self._again(first + 1))
        elif _TIMES.fullmatch(self.said[first]) and (
            self._is("often", first + 1) or self._how_often(first + 1)
        ):
            yield from (first, *self._how_often(first + 1))  # alone it may be of a label: "file 6x"

    def _is(self, sort: str, at: int) -> bool:
        return at < len(self.said) and self.said[at] in self.words.get(sort, ())

    def _is_number(self, at: int) -> bool:
        return at < len(self.said) and (
            self.said[at] in self.times.numbers or bool(_NUMBER.fullmatch(self.said[at]))
        )

    def _of_a_time(self, first: int) -> bool:
        """Whether a span is told of one moment: "2 weeks ago", "in 2 weeks"."""
        after, before = self.said[first + 2 : first + 3], self.said[max(0, first - 1) : first]
        return any(word in self.times.ago for word in after) or any(
            word in self.times.hence for word in before
        )

    def _how_often(self, at: int) -> range:
        """Such as "a week", or "per week"."""
        return range(at, at + 2) if self._is("per", at) and self._is("spans", at + 1) else range(0)

    def _again(self, at: int) -> range:
        """What comes again: the words after it that tell a day or a time."""
        end = at
        while end < min(len(self.said), at + _MOST_AFTER) and (
            tells(self.said[end], self.times) or self.said[end][:1].isdigit()
        ):
            end += 1
        return range(at, end)


def days(parts: Sequence[PartOfLine], read: ReadPart) -> list[int]:
    """The places of words that tell when further sessions will be, in the parts of a line.

    That is where another part tells when one was; where all are to come, the first is the session.
    """
    told = [(answer, places) for answer, places in map(read, parts) if answer]
    coming = [places for answer, places in told if _is_coming(answer)]
    if len(coming) == len(told):
        coming = coming[1:]
    return sorted(place for places in coming for place in places)


def _is_coming(answer: TimeAnswer | None) -> bool:
    return isinstance(answer, Unclear) and answer.reason is Reason.FUTURE


def parts_of(
    text: str, left: PartOfLine, between: Sequence[str], words_of: Callable[[str], list[str]]
) -> list[PartOfLine]:
    """What is left of a line in the parts that commas and the words `between` make of it."""
    ends = {place for place, word in enumerate(words_of(text)) if word.casefold() in between}
    count = 0
    for piece in re.split(r"(?<=[,;:])\s+", text):
        count += len(words_of(piece))
        ends.add(count)
    parts: dict[int, dict[int, str]] = {}
    for place, word in left.items():
        if word.casefold() not in between:
            parts.setdefault(sum(end <= place for end in ends), {})[place] = word
    return list(parts.values())
