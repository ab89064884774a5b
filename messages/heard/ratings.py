"""How sore somebody says they are: a number in digits or words, between two, or beside the last one."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from messages.heard.acts.phrasing import Phrases
from messages.heard.alternatives import any_of
from messages.heard.numbers import in_digits, plain_digits

MOST = 10
_FEW = 4  # words; a longer text with unknown words says more than a number
_LONGEST = 120  # characters
_ITEM = re.compile(r"-?\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|[/~]")
_DASH = re.compile(r"(?<=\d) ?[-\u2013\u2014] ?(?=\d)")
_OR = "~"  # a dash between two numbers, as a word


@dataclass(frozen=True)
class RatingWords:
    """Words that may stand beside a typed rating: grave ones if it is severe; unsure ones make it none.

    Those of `out_of` stand before the end of the scale: "4 of 10"; `half` after a number, `either` between
    two; `past` and `present` tell which of two was then and which is now; `joints` stand between two clauses;
    after one of `instead` the second of two is meant. Behind one of `hedged_before`, or before one of
    `hedged_behind`, a number is meant as one whatever else is told; where nobody asked, beside one of `sore`.
    `phrases` are whole messages: no soreness, as before, better, worse.
    """

    beside: frozenset[str]
    grave: frozenset[str]
    unsure: frozenset[str]
    out_of: frozenset[str]
    half: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()
    sore: frozenset[str] = frozenset()
    hedged_before: frozenset[str] = frozenset()
    hedged_behind: frozenset[str] = frozenset()
    phrases: Mapping[str, Phrases] = field(default_factory=dict)


@dataclass(frozen=True)
class SoreRating:
    """A rating of 0 to 10; `before` is an earlier one that was named beside it."""

    value: int
    before: int | None = None

    def __str__(self) -> str:
        return str(self.value) if self.before is None else f"{self.value}, before that {self.before}"


@dataclass(frozen=True)
class UnclearRating:
    """Meant as a rating, which the scale has to settle.

    `near` is the number that was named; where the soreness was `compared` to the last, that one.
    """

    near: int | None = None
    compared: bool = False

    def __str__(self) -> str:
        return "?" if self.near is None else f"about {self.near}"


RatingAnswer = SoreRating | UnclearRating | None


@dataclass(frozen=True)
class RatingReader:
    """Reads ratings in the words of one language; from `severe` on, grave words fit with one."""

    words: RatingWords
    severe: int
    numbers: Mapping[str, int] = field(default_factory=dict)

    def read(self, text: str, last: int | None = None) -> RatingAnswer:
        """Read a whole text as an answer to "How sore are you?"; `last` is the rating given before.

        Of two neighbours the higher one is taken, and so is what lies between two: 7 is severe. A number
        beside words that nobody knows is unclear in a short text and no rating in a longer one.
        """
        if "%" in text:
            return None
        if len(text) > _LONGEST:
            return self.hedged(text)
        whole = self._whole(text, last)
        if isinstance(whole, SoreRating):
            return whole
        return self._beside_comparison(text) or self.hedged(text) or whole

    def hedged(self, text: str) -> UnclearRating | None:
        """The one number of a text that asks nothing, where words beside it say that it is a rating."""
        said = in_digits(plain_digits(text), self.numbers)
        numbers = re.findall(
            r"\d+(?:[.,:]\d+)?", re.sub(rf"(?<=\d) ?(?:{any_of(self.words.out_of)}) ?10\b", "", said)
        )
        if len(numbers) != 1 or "?" in text or not numbers[0].isdecimal() or int(numbers[0]) > MOST:
            return None
        (before, behind, ends), number = self._hedges, re.escape(numbers[0])
        found = re.search(rf"{before}{number}(?:{behind}|{ends})|(?<![\w:.,]){number}{behind}", said)
        return UnclearRating(int(numbers[0])) if found else None

    @cached_property
    def _hedges(self) -> tuple[str, str, str]:
        """What a number stands behind, and before, and where it may end what is said of it."""
        ends = rf"(?=\s*(?:$|[.,;!\n)]|(?:{any_of(self.words.joints | self.words.present)})\b))"
        behind = rf"\s*(?:{any_of(self.words.hedged_behind)})(?!\w)"
        before = rf"(?<!\w)(?:{any_of(self.words.hedged_before)}) "
        return before, behind, ends

    def _beside_comparison(self, text: str) -> SoreRating | None:
        """The rating in one clause, where all others say that it is no worse: "better, but still a 2"."""
        clauses = re.split(rf"[,.;!\n]|\b(?:{any_of(self.words.joints)})\b", text.casefold())
        clauses = [clause for clause in clauses if clause.strip()]
        rated = [found for one in clauses if isinstance(found := self._whole(one, None), SoreRating)]
        compared = [one for one in clauses if self._is_no_worse(" ".join(self._items(one)))]
        return rated[0] if len(rated) == 1 and len(rated) + len(compared) == len(clauses) else None

    def _whole(self, text: str, last: int | None) -> RatingAnswer:
        items = self._items(text)
        others = [item for item in items if not item[-1].isdecimal()]
        match [float(item.replace(",", ".")) for item in items if item[-1].isdecimal()]:
            case []:
                return self._in_words(" ".join(items), last)
            case [value]:
                return self._one(value, others)
            case [first, second]:
                return self._two(first, second, items, others)
            case _:
                return UnclearRating() if len(others) < _FEW else None

    def is_hedged(self, text: str) -> bool:
        """Whether a text that nobody asked for says a rating with a hedge, and speaks of how sore it is."""
        return not self.words.sore.isdisjoint(self._items(text)) and self.hedged(text) is not None

    def is_meant(self, text: str) -> bool:
        """Whether a text is a rating, or means to be one, and says nothing beside."""
        if self.read(text) is None:
            return False
        said = {item for item in self._items(text) if not item[-1].isdecimal()}
        in_words = any(self._fits(name, " ".join(self._items(text))) for name in self.words.phrases)
        return in_words or said <= self._known | self.words.unsure | self.words.grave | {"/"}

    def is_bare(self, text: str) -> bool:
        """Whether a text is a rating and not a word more."""
        return re.fullmatch(r"10|\d", " ".join(self._items(text)), re.ASCII) is not None

    def _items(self, text: str) -> list[str]:
        """Numbers, in digits, and words; the end of the scale is left out, and a half is .5."""
        said = _DASH.sub(_OR, in_digits(plain_digits(text), self.numbers))
        said = re.sub(rf"(\d) (?:{any_of(self.words.half)})(?!\w)", r"\1.5", said)
        return _ITEM.findall(re.sub(rf"(?<=\d) ?(?:{any_of(self.words.out_of)}) ?{MOST}(?!\d)", "", said))

    def _in_words(self, said: str, last: int | None) -> RatingAnswer:
        """No number at all: no soreness, or more or less of it than before."""
        if self._fits("not_sore", said):
            return SoreRating(0)
        if self._fits("same", said):
            return UnclearRating() if last is None else SoreRating(last)
        if self._fits("better", said) or self._fits("worse", said):
            return UnclearRating(last, compared=True)
        return UnclearRating() if self._fits("sore_somehow", said) else None

    def _is_no_worse(self, said: str) -> bool:
        return self._fits("better", said) or self._fits("same", said)

    def _fits(self, name: str, said: str) -> bool:
        phrases = self.words.phrases.get(name)
        return phrases is not None and phrases.fits(said)

    def _one(self, value: float, others: Sequence[str]) -> RatingAnswer:
        """A single number, and the words beside it."""
        whole = min(max(math.ceil(value), 0), MOST)
        if whole - 1 < value <= whole and self._fit(others, whole):
            return SoreRating(whole)
        return UnclearRating(whole) if len(others) < _FEW else None

    def _two(self, first: float, second: float, items: Sequence[str], others: Sequence[str]) -> RatingAnswer:
        """Two numbers: then and now, or a choice between them."""
        low, high = sorted((math.ceil(first), math.ceil(second)))
        known = low >= 0 and high <= MOST and {*others} <= self._known | self.words.grave
        if known and self._takes_back(items):
            return SoreRating(math.ceil(second))
        if known and not self._times.isdisjoint(others):
            now, then = (first, second) if self._now_first(items) else (second, first)
            return SoreRating(math.ceil(now), math.ceil(then))
        if known and high - low <= 1 and not self._either.isdisjoint(others):
            return SoreRating(high)
        return UnclearRating(min(high, MOST)) if len(others) < _FEW or known else None

    def _now_first(self, items: Sequence[str]) -> bool:
        """Whether of two numbers the first is the one of now: "now 6, was 3", "6 today, 3 yesterday"."""
        first, second = (place for place, item in enumerate(items) if item[-1].isdecimal())
        before, between, after = (
            {*items[:first]},
            {*items[first + 1 : second]},
            {*items[second + 1 :]},
        )
        past, present = self.words.past, self.words.present
        if past & before or present & after:
            return False
        if present & before or past & after:
            return True
        return bool(past & between) and not present & between

    def _takes_back(self, items: Sequence[str]) -> bool:
        """Whether of two numbers the second takes the place of the first: "seven I think, no, six"."""
        first, second = (place for place, item in enumerate(items) if item[-1].isdecimal())
        return not self.words.instead.isdisjoint(items[first + 1 : second])

    @property
    def _times(self) -> frozenset[str]:
        return self.words.past | self.words.present

    @property
    def _either(self) -> frozenset[str]:
        return self.words.either | {_OR}

    @cached_property
    def _known(self) -> frozenset[str]:
        return self.words.beside | self._either | self._times

    def _fit(self, others: Sequence[str], value: int) -> bool:
        """Whether nothing but fitting words stands beside; nobody knows what "2 unbearable" counts."""
        fitting = self.words.beside | self.words.present
        return {*others} <= (fitting | self.words.grave if value >= self.severe else fitting)
