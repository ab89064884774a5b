"""For which colleague somebody enrols: "JD 2pm left shoulder for Kim"."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from messages.heard.labels import is_plainly_name, plain

_MOST_WORDS = 5  # of a name
_INITIALS = re.compile(r"[A-Z]{1,3}\.?")  # of a patient, rather than a part of a colleague's name


@dataclass(frozen=True)
class ForWhom:
    """The rest of the line, and the codes of those who may be meant.

    `unknown` is whether there is a name that nobody has, or more of a name than anybody has.
    """

    rest: str
    codes: tuple[str, ...] = ()
    unknown: bool = False


def for_whom(
    text: str,
    joins: Sequence[str],
    names: Mapping[str, str],
    is_over: Callable[[str], bool] = is_plainly_name,
) -> ForWhom:
    """Take the name out of a line. `joins` are the words that stand before one, `names` those by their codes.

    A name that nobody has is taken out as well: words of letters which say nothing else in such a line, so
    that they would be left over (`is_over`). What is left over of no name is the patient's.
    """
    line = _LineOfWords(plain(text).split(), joins, is_over)
    for place, word in enumerate(line.words):
        if (codes := _owner(word, names, first=not place)) and line.names_patient(place, place + 1):
            return ForWhom(line.without(place, place + 1), codes)
    places = [place for place, word in enumerate(line.words) if word.casefold() in joins]
    for place in reversed(places):
        for end in range(min(len(line.words), place + 1 + _MOST_WORDS), place + 1, -1):
            if codes := who_is(" ".join(line.words[place + 1 : end]), names):
                more = line.end_of_name(end)
                if more > end and line.names_patient(place, more):
                    return ForWhom(line.without(place, more), unknown=True)
                return ForWhom(line.without(place, end), codes)
    for place in reversed(places):
        end = line.end_of_name(place + 1)
        if (
            end > place + 1
            and not line.names_patient(place, end)
            and _INITIALS.fullmatch(line.words[end - 1])
        ):
            end -= 1
        if end > place + 1:
            return ForWhom(line.without(place, end), unknown=True)
    return ForWhom(" ".join(line.words))


@dataclass(frozen=True)
class _LineOfWords:
    """The words of a line, and how to tell those of a name."""

    words: list[str]
    joins: Sequence[str]
    is_over: Callable[[str], bool]

    def end_of_name(self, first: int) -> int:
        """The end of the words from there on that may be of a name."""
        most = min(len(self.words), first + _MOST_WORDS)
        known = (place for place in range(first, most) if not self._may_be_name(self.words[place]))
        return next(known, most)

    def _may_be_name(self, word: str) -> bool:
        return _is_letters(word) and self.is_over(word)

    def names_patient(self, first: int, end: int) -> bool:
        """Whether something is left over beside the words from there to there."""
        others = (*self.words[:first], *self.words[end:])
        return any(word.casefold() not in self.joins and self.is_over(word) for word in others)

    def without(self, first: int, end: int) -> str:
        return " ".join((*self.words[:first], *self.words[end:]))


def _owner(word: str, names: Mapping[str, str], *, first: bool) -> tuple[str, ...]:
    """Whose patient a word says that it is: "Kim's", or "Kim:" before all else."""
    bare = word.strip("().,;")
    name = re.sub(r"['’]s$", "", bare)
    if name == bare and first and bare.endswith(":"):
        name = bare.removesuffix(":")
    return who_is(name, names) if name != bare else ()


def _is_letters(word: str) -> bool:
    return re.sub(r"(?<=\w)['’\-.,;](?=\w|$)", "", word).isalpha()


def who_is(said: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of those whose name that is, whole; else of those of whose name it is a part."""
    wanted = _words(said)
    whole = tuple(code for code, name in names.items() if _words(name) == wanted)
    part = tuple(code for code, name in names.items() if wanted and {*wanted} <= {*_words(name)})
    return whole or part


def who_is_written(said: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """The same of a name in a file, which may say more of it than is known here: "Kim Summers, PT"."""
    wanted = {*_words(said)}
    more = tuple(code for code, name in names.items() if _words(name) and {*_words(name)} <= wanted)
    return who_is(said, names) or more


def _words(name: str) -> list[str]:
    return [word for word in (part.strip(".,;") for part in plain(name).casefold().split()) if word]
