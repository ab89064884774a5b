"""Whether words that follow an alarm may be about somebody else than whom it was said to be about."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

GROUPS = (
    "others",
    "tells",
    "own",
    "she",
    "he",
    "they",
    "i",
    "kin",
    "beside",
    "cares",
    "young",
    "grown",
    "guards",
    "elses",
    "is_for",
)


OF_AGE = 16  # years from which somebody says yes for themselves


class Speaks(Enum):
    """Whom a text speaks of: whoever writes it, one or more others, or both or nobody that is named."""

    OWN = "own"
    ANOTHER = "another"
    UNSURE = "unsure"


@dataclass(frozen=True)
class WhomWords:
    """The words of one language by which somebody speaks of themselves, of her, of him or of the others.

    `i` are those of `own` in which somebody does or has something, `kin` others as they are called at home,
    `beside` words for more than one, and `cares` what is done to somebody: with one of these, "I" may be no
    more than whoever does it. `young` and `grown` are those who are surely under and over `OF_AGE`, `guards`
    words of who decides for them by law, `elses` words for anybody else, and `is_for` what stands before
    whom something is for.
    """

    others: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    she: frozenset[str] = frozenset()
    he: frozenset[str] = frozenset()
    they: frozenset[str] = frozenset()
    i: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    cares: frozenset[str] = frozenset()
    young: frozenset[str] = frozenset()
    grown: frozenset[str] = frozenset()
    guards: frozenset[str] = frozenset()
    elses: frozenset[str] = frozenset()
    is_for: frozenset[str] = frozenset()

    @classmethod
    def of(cls, lists: Mapping[str, tuple[str, ...]]) -> "WhomWords":
        return cls(**{group: frozenset(lists.get(group, ())) for group in GROUPS})

    def may_be_another(self, said: str, before: str, *, is_own: bool, holder_is_there: bool) -> bool:
        """Whether a text may be about another; both in plain small letters without apostrophes.

        `before` is what was written of whom it is said to be about, `is_own` whether that one holds the phone
        themselves, `holder_is_there` whether whoever holds it is one of those who may be meant.
        """
        if self._has(said, self.others):
            return True
        if self._turns(said, before, self.she, self.he) or self._turns(said, before, self.he, self.she):
            return True
        if is_own:
            return self._has(said, self._third)
        return holder_is_there and self._speaks_of_themselves(said)

    def speaks_of(self, said: str) -> Speaks:
        """Whom a text speaks of, in plain small letters without apostrophes: "can she have a bath"."""
        own, another = self._speaks_of_themselves(said), self.names_another(said)
        if another and not own:
            return Speaks.ANOTHER
        sure = self._has(said, self.i) and not another and not self._has(said, self.beside | self.cares)
        return Speaks.OWN if sure else Speaks.UNSURE

    def who_says_yes(self, said: str, age: int | None) -> str | None:
        """Who may say yes for whom is told of: parent, guardian or they ("self"); None if unsure."""
        if self._has(said, self.guards):
            return "guardian"
        if age is not None:
            return "parent" if age < OF_AGE else "self"
        if self._has(said, self.grown):
            return "self"
        return "parent" if self._has(said, self.young) else None

    def names_somebody(self, said: str) -> bool:
        """Whether a text tells of anybody but who writes, by whatever word."""
        others = self.kin | self.young | self.grown | self.guards | self.elses
        return self._has(said, self.she | self.he | others)

    def told_for(self, said: str) -> str:
        """Whom something is for, of a text that begins so: "its for lily"; empty where it does not."""
        begins = sorted((one for one in self.is_for if said.startswith(f"{one} ")), key=len)
        return said.removeprefix(begins[-1]).strip() if begins else ""

    def names_another(self, said: str) -> bool:
        """Whether a text has a word for somebody else than who writes."""
        return self._has(said, self.she | self.he | self.kin)

    def is_about(self, name: str, said: str) -> bool:
        """Whether a text begins with a name and goes on about whom that is: "Tom feels faint"."""
        words, named = said.split(), name.split()
        if not named or words[: len(named)] != named or len(words) == len(named):
            return False
        rest = words[len(named) :]
        return rest[0] not in self.tells and not (self._has(said, self.others) or self._has(said, self.own))

    @property
    def _third(self) -> frozenset[str]:
        return self.she | self.he | self.they

    def _turns(self, said: str, before: str, group: frozenset[str], other: frozenset[str]) -> bool:
        """Whether it was "she" before, and now is "he"."""
        was_other = self._has(before, other) and not self._has(before, group)
        return was_other and self._has(said, group) and not self._has(said, other)

    def _speaks_of_themselves(self, said: str) -> bool:
        """As in "I feel faint" or "my chest", and not in "my daughter"."""
        words = said.split()
        pairs = pairwise([*words, ""])
        others = self._third | self.kin
        return any(word in self.own and after not in others for word, after in pairs)

    @staticmethod
    def _has(said: str, group: frozenset[str]) -> bool:
        padded = f" {said} "
        return any(f" {one} " in padded for one in group)
