"""The plainest alarm sentences of a language: patterns of folded words, and what denies them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from messages.heard.red_flags.finding import Tier
from messages.sheets.folding import clauses, words_of

_TOKEN = re.compile(r"[][()|]|[^\s\[\]()|]+")
_GAP = ".."
_BETWEEN = r"(?:\S+ ){0,3}"  # words that may stand in a gap
_BEFORE = 3  # words in which a "no" reaches the sign after it
_AFTER = 2  # words after a sign, at which what denies it may begin


@dataclass(frozen=True)
class Alarm:
    """A sign that is plainly said, and how soon it wants a human."""

    tier: Tier
    sign: str
    patterns: tuple[str, ...]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Raises re.error where a bracket is wrong."""
        return re.compile("|".join(f"(?<!\\S){compiled(one)}" for one in self.patterns))


@dataclass(frozen=True)
class Denying:
    """The words of a language that deny a sign before or after it, turn a sentence, or only suppose one."""

    denies: tuple[str, ...] = ()
    denies_after: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    supposes: tuple[str, ...] = ()

    @cached_property
    def _folded(self) -> tuple[list[str], ...]:
        lists = (self.denies, self.denies_after, self.turns, self.supposes)
        return tuple([folded for one in words if (folded := spaced(one))] for words in lists)

    def takes_back(self, clause: str, start: int, end: int) -> bool:
        """Whether what stands between these places of a clause is denied, or not said to be so."""
        denies, after, turns, supposes = self._folded
        before = clause[:start].split()[-_BEFORE:]
        for place in range(len(before), 0, -1):
            if any(_begins(before[place - 1 :], turn) for turn in turns):
                before = before[place:]
                break
        said = f" {''.join(f'{word} ' for word in before)}"
        if any(_holds(said, denial) for denial in denies):
            return True
        rest = clause[end:].split()
        if any(_begins(rest[place:], denial) for denial in after for place in range(_AFTER)):
            return True
        return any(f" {word}" in f" {clause}" for word in supposes)


def _holds(said: str, denial: str) -> bool:
    """`denial` may be the beginning of a word, with a star for its end."""
    return f" {denial[:-2]}" in said if denial.endswith("* ") else f" {denial}" in said


def _begins(words: Sequence[str], phrase: str) -> bool:
    wanted = phrase.split()
    return list(words[: len(wanted)]) == wanted


def spaced(text: str) -> str:
    """Folded words with a space after each; a star that stood at the end of one is kept."""
    words = "".join(f"{word} " for word in words_of(text.removesuffix("*")))
    return f"{words.rstrip()}* " if text.endswith("*") else words


def compiled(pattern: str) -> str:
    """Write a pattern as a regular expression on a clause.

    `*` stands for any letters, `..` for up to three words, `[this]` may be left out, `(this|that)` is one
    of both, `^` and `$` are the ends of the clause. Raises ValueError where a bracket is wrong.
    """
    opened: list[str] = []
    out: list[str] = []
    for piece in _TOKEN.findall(pattern):
        if piece in ("[", "("):
            opened.append(piece)
            out.append("(?:")
        elif piece in ("]", ")"):
            if not opened or opened.pop() != {"]": "[", ")": "("}[piece]:
                raise ValueError(f"a bracket is wrong in {pattern!r}")
            out.append(")?" if piece == "]" else ")")
        else:
            out.append(_written(piece))
    if opened:
        raise ValueError(f"a bracket is not closed in {pattern!r}")
    return "".join(out)


def _written(piece: str) -> str:
    fixed = {"|": "|", _GAP: _BETWEEN, "^": r"\A", "$": r"\Z"}
    if piece in fixed:
        return fixed[piece]
    parts = [words_of(part) for part in piece.split("*")]
    if any(len(part) > 1 for part in parts):  # Han, of which each is a word
        return "".join(f"{re.escape(word)} " for part in parts for word in part)
    return r"\S*".join(re.escape(part[0]) if part else "" for part in parts) + " "


def said_in(text: str, alarms: Iterable[Alarm], context: Denying) -> tuple[Alarm | None, bool]:
    """The first of the alarms that a text raises, and whether it names any of their signs at all.

    What is denied, or only supposed, is named and raises none.
    """
    parts, named = tuple(clauses(text)), False
    for alarm in alarms:
        for clause in parts:
            for hit in alarm.compiled.finditer(clause):
                named = True
                if not context.takes_back(clause, *hit.span()):
                    return alarm, True
    return None, named
