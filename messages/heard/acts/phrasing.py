"""Whole messages that mean one thing, as patterns of words: `[this]`, `(this|that)`, `<class>`, `*`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from messages.heard.alternatives import NOWHERE, any_of

_TOKEN = re.compile(r"[][()|]|<\w+>|[^\s\[\]()|<>]+")
_GAP = r"(?:~\S+ )*"  # words that change nothing may stand anywhere
_LONGEST = 120  # characters; a longer text says more than one thing
DRESSING = "dressing"  # the class of words that may stand anywhere and change nothing: "please", "honestly"

Classes = Mapping[str, tuple[str, ...]]


class PatternError(ValueError):
    """A pattern with a bracket too many or a class that there is not."""


@dataclass(frozen=True)
class Phrases:
    """What one list of patterns is found by; texts come in plain small letters, without marks."""

    patterns: tuple[str, ...]
    classes: Classes

    def fits(self, said: str) -> bool:
        """Whether a whole text is one of these phrases, however it is dressed."""
        if len(said) > _LONGEST:
            return False
        return self._compiled.fullmatch(f"{self._dressed(said)} ") is not None

    def begins(self, said: str) -> int:
        """How many characters of a text are one of these phrases at its beginning; 0 where none is."""
        found = self._compiled.match(f"{self._dressed(said)} ")
        return len(found[0].replace("~", "")) if found else 0

    def make_ready(self) -> None:
        """Compile them, which takes longer than anybody who writes should wait."""
        _ = self._compiled

    def _dressed(self, said: str) -> str:
        return marked(without_apostrophes(said), self.classes.get(DRESSING, ()))

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{written(one, self.classes)})" for one in self.patterns) or NOWHERE)


@lru_cache(maxsize=64)
def marked(said: str, dressing: tuple[str, ...]) -> str:
    """Put a mark before each word of a text that changes nothing; a pattern may name it all the same."""
    return _dressing(dressing).sub(lambda found: f"~{found[0].replace(' ', ' ~')}", said)


@cache
def _dressing(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{any_of(map(without_apostrophes, phrases))})(?!\S)")


def without_apostrophes(said: str) -> str:
    return said.replace("'", "")


def mistake(pattern: str, classes: Classes, *, within: str = "") -> str | None:
    """What is wrong with a pattern, in the words of whoever edits it; `within` is a class that it is of."""
    try:
        re.compile(_sequence(pattern, classes, (DRESSING, within)))
    except (PatternError, re.error) as error:
        return str(error)
    return None


def written(pattern: str, classes: Classes) -> str:
    """Write a pattern as a regular expression in which each word is followed by a space.

    Raises PatternError where a bracket or a class is wrong.
    """
    return _GAP + _sequence(pattern, classes, within=(DRESSING,))


def _sequence(pattern: str, classes: Classes, within: tuple[str, ...]) -> str:
    opened: list[str] = []
    out: list[str] = []
    for piece in _TOKEN.findall(without_apostrophes(pattern)):
        match piece:
            case "[" | "(":
                opened.append(piece)
                out.append("(?:")
            case "]" | ")":
                if not opened or opened.pop() != {"]": "[", ")": "("}[piece]:
                    raise PatternError(f"a bracket is wrong in {pattern!r}")
                out.append(")?" if piece == "]" else ")")
            case "|":
                out.append("|")
            case "*":
                out.append(rf"\S+ {_GAP}")
            case _ if piece.startswith("<"):
                out.append(f"(?:{_class(piece[1:-1], classes, within)})")
            case _:
                out.append(f"~?{re.escape(piece)} {_GAP}")
    if opened:
        raise PatternError(f"a bracket is not closed in {pattern!r}")
    return "".join(out)


def _class(name: str, classes: Classes, within: tuple[str, ...]) -> str:
    if name not in classes or name in within:
        raise PatternError(f"there is no class <{name}>")
    return _any(classes[name], classes, (*within, name))


def _any(phrases: Iterable[str], classes: Classes, within: tuple[str, ...]) -> str:
    return "|".join(_sequence(phrase, classes, within) for phrase in phrases)
