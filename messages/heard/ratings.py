"""A typed number between 0 and 10 that answers a check-in, and what may stand beside it."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?<!\d)(?:10|\d)(?!\d)")
_MOST_WORDS = 4  # "it is an 8"; a longer text says more than a number


@dataclass(frozen=True)
class RatingWords:
    """Words that may stand beside a typed rating: grave ones if it is severe; unsure ones make it none.

    Those of `out_of` stand before the end of the scale: "4 of 10".
    """

    beside: frozenset[str]
    grave: frozenset[str]
    unsure: frozenset[str]
    out_of: frozenset[str]


@dataclass(frozen=True)
class RatingReader:
    """Reads ratings in the words of one language; from `severe` on, grave words fit with one.

    Texts come in plain small letters and digits, without marks around them.
    """

    words: RatingWords
    severe: int

    def read(self, said: str) -> int | None:
        """Give the one number in a text that is plainly a rating: beside it stand only words that fit.

        Grave words fit with a grave number only: nobody knows what "2 unbearable" counts.
        """
        number = re.search(rf"(?<!\S){self._rating}(?!\S)", said, re.ASCII)
        if number is None:
            return None
        value = int(number[1])
        others = {*said[: number.start()].split(), *said[number.end() :].split()}
        fitting = self.words.beside | self.words.grave if value >= self.severe else self.words.beside
        return value if others <= fitting else None

    def is_meant(self, said: str) -> bool:
        """Whether a text is a rating, or means to be one, and says nothing beside."""
        if len(said.split()) > _MOST_WORDS:
            return False
        others = {word for word in said.split() if not _NUMBER.search(word)}
        unsure = len(others) < len(said.split()) and others <= self.words.beside | self.words.unsure
        return unsure or self.read(said) is not None

    def is_bare(self, said: str) -> bool:
        """Whether a text is a rating and not a word more."""
        return re.fullmatch(self._rating, said, re.ASCII) is not None

    @property
    def _rating(self) -> str:
        out_of = "|".join(map(re.escape, sorted(self.words.out_of, key=len, reverse=True)))
        return rf"(10|[0-9])(?: ?(?:{out_of}) ?10)?" if out_of else "(10|[0-9])"


def holds_number(said: str) -> bool:
    """Whether a short text holds a number that could be a rating."""
    return len(said.split()) <= _MOST_WORDS and _NUMBER.search(said) is not None
