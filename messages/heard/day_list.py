"""A list that was pasted: its lines without bullets and numbers, and which of them are headings."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from messages.heard.enrolment_line import EnrolmentLine, words_of
from messages.heard.labels import begins_with_initials, plain
from messages.heard.times.when import Reason

FEWEST = 3  # lines of a message in which one may be a heading
_BULLET = re.compile(r"(?:[-–—•●○◦▪▸►‣·*>✓✔☐☑□■]|\[[ xX]?\])\s+")
_COUNT = re.compile(r"\(?\d{1,2}\)")
_NUMBER = re.compile(r"\(?(\d{1,2})[.):]\s+|(\d{1,2})\s+")
_OF_A_DAY = (Reason.NO_TIME, Reason.FUTURE, Reason.TOO_OLD)
_SPAN = re.compile(r"(?<![\d:.-])\d{1,2}[:.]\d\d\s*(?:-|–|—|to|until|till)\s*(\d{1,2}[:.]\d\d)(?![\d:-])")
_SHORT_SPAN = re.compile(
    r"(?<![\d:.-])\d{1,2}\s*(?:[ap]m?)?\s*[-–—]\s*((?:1[0-2]|[1-9])\s*[ap]m?)(?!\w)", re.IGNORECASE
)


class Heading(Enum):
    """What a line says that is above others."""

    DAY = "day"  # on which day they are
    WHOM = "whom"  # whose patients they are
    TITLE = "title"  # nothing but what the list is


@dataclass(frozen=True)
class Listed:
    """A line of a list: `text` as it was typed, without what stands before it, and what is above it."""

    text: str
    day: str = ""
    whom: str = ""


@dataclass(frozen=True)
class DayList:
    """The lines of a list in order, and its headings: together they are all that was typed."""

    lines: tuple[Listed, ...]
    headings: tuple[str, ...] = ()


def unmarked(text: str) -> list[str]:
    """The lines of a message that say something, without bullets, and without numbers that count them.

    A number counts lines where it is one more than the number of the line before it; a bare one only from 1
    on; one with a bracket also before initials, and alone in a line. Any other may be a file number.
    """
    typed = (_unbulleted(line) for line in map(plain, text.splitlines()))
    lines = [line for line in typed if any(map(str.isalnum, line)) and not _COUNT.fullmatch(line)]
    counted = [(place, found) for place, line in enumerate(lines) if (found := _NUMBER.match(line))]
    numbers = [int(found[1] or found[2]) for _, found in counted]
    runs_on = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    marked = runs_on and all(found[1] for _, found in counted)
    all_count = marked or (runs_on and numbers[0] == 1 and len(numbers) >= max(FEWEST, len(lines) - 2))
    for place, found in counted:
        rest = lines[place][found.end() :]
        if all_count or (")" in found[0] and begins_with_initials(rest)):
            lines[place] = rest or lines[place]
    return lines


def _unbulleted(line: str) -> str:
    found = _BULLET.match(line)
    return line[found.end() :] if found else line


def day_list(lines: Sequence[str], heading: Callable[[str], tuple[Heading, str] | None]) -> DayList:
    """Each line with what the headings above it say; one of a sort ends at the next of that sort."""
    listed: list[Listed] = []
    headings: list[str] = []
    above = {Heading.DAY: "", Heading.WHOM: ""}
    for line in lines:
        found = heading(line) if len(lines) >= FEWEST else None
        if found is None:
            listed.append(Listed(line, above[Heading.DAY], above[Heading.WHOM]))
            continue
        headings.append(line)
        sort, says = found
        if sort in above:
            above[sort] = says
    return DayList(tuple(listed), tuple(headings))


def is_day(line: EnrolmentLine, titles: Collection[str]) -> bool:
    """Whether a line names a day, and nobody and nothing else."""
    if line.unclear is None or line.unclear.at or line.unclear.reason not in _OF_A_DAY:
        return False
    return is_title(line.label, titles) and not (line.region or line.doubt or line.birth)


def is_title(text: str, titles: Collection[str]) -> bool:
    """Whether there are only words that stand above a list."""
    return all(
        word.strip(".:;!'’s").casefold() in titles or word.casefold() in titles for word in words_of(text)
    )


def without_span(text: str) -> str:
    """The same with the end in the place of a span of time, as a session is over at its end."""
    return _SHORT_SPAN.sub(r"\1", _SPAN.sub(r"\1", text))
