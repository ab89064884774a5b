"""Parts of the body in a line of words: which, on which side, and what may be one and is to be asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from messages.heard.spelling import Speller, is_one_letter_off

_JOINED = "+"  # between the regions of one session, as a treatment keeps them
_LEFT, _RIGHT, _BOTH = "left", "right", "both"
_LONGEST = 3  # words of a part's name
_ABBREVIATED = 3  # signs of "lt."; an initial has two
_TELLING = 4  # letters from which on a word with one wrong letter may be a part
_MISSPELT = 5  # letters from which on a word with one wrong letter still tells what it was


def region(part: str, side: str = "") -> str:
    """The name of a region; the side may be none."""
    return f"{side}.{part}" if side else part


def joined(regions: Sequence[str]) -> str | None:
    """Several regions of one session as one text, each once; both sides of one part are one region."""
    kept: dict[str, None] = {}
    for one in regions:
        side, _, part = one.rpartition(".")
        other = region(part, {_LEFT: _RIGHT, _RIGHT: _LEFT}.get(side, ""))
        if side in (_LEFT, _RIGHT) and other in kept:
            kept = {region(part, _BOTH) if name == other else name: None for name in kept}
        elif region(part, _BOTH) not in kept:
            kept[one] = None
    return _JOINED.join(kept) or None


def regions_in(kept: str | None) -> tuple[str, ...]:
    """The regions of a session, from what a treatment keeps."""
    return tuple(kept.split(_JOINED)) if kept else ()


def parts_in(kept: str | None) -> tuple[str, ...]:
    """The parts of the body that were treated, without their sides."""
    return tuple(one.rpartition(".")[2] for one in regions_in(kept))


@dataclass(frozen=True)
class BodyFound:
    """What a line says of the body; `places` are those of its words that say it, `doubt` those that may."""

    region: str | None = None
    places: frozenset[int] = frozenset()
    doubt: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Body:
    """What parts of the body and their sides are called; the first of each is the one to show.

    `vague` words are no part by themselves, `details` say where on a part, `between` joins two of them;
    `noise` is what a line may hold besides, and says nothing; `for_whom` stands before a colleague's name,
    `titles` above a list, and `course` is what sessions to come are told with.
    """

    parts: Mapping[str, Sequence[str]]
    sides: Mapping[str, Sequence[str]]
    vague: Sequence[str] = ()
    details: Sequence[str] = ()
    between: Sequence[str] = ()
    noise: Sequence[str] = ()
    for_whom: Sequence[str] = ()
    titles: Sequence[str] = ()
    course: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def called(
        cls, table: Callable[[str], Mapping[str, Sequence[str]]], words: Callable[[str], Sequence[str]]
    ) -> "Body":
        """From the words of a language: its tables and lists of `body.toml`."""
        names = ("vague", "details", "between", "noise", "for_whom", "titles")
        lists = {name: words(f"body.{name}") for name in names}
        return cls(table("body.parts"), table("body.sides"), course=table("body.course"), **lists)

    def side(self, text: str) -> str | None:
        """The side that a whole text names."""
        word = text.strip().casefold()
        return self._sides.get(word if len(word) < _ABBREVIATED else word.strip("."))

    def find(self, words: Sequence[str]) -> BodyFound:
        """Take the parts of the body out of the words, each with the side that stands with it."""
        at = dict(self._parts_at(words))
        sides = {place: side for place, word in enumerate(words) if (side := self.side(word))}
        sides = {place: side for place, side in sides.items() if not _within(place, at)}
        regions: list[str] = []
        taken = {place for first, (last, _) in at.items() for place in range(first, last)}
        after = bool(at) and _is_after(at, sides)
        for first, (last, part) in at.items():
            place = self._next(words, last, 1, sides) if after else self._next(words, first - 1, -1, sides)
            mine = self._run(words, place, 1 if after else -1, sides)
            if not mine and not after and first == max(at):
                mine = self._run(words, self._next(words, last, 1, sides), 1, sides)
            elif mine and not after and first == max(at):
                mine |= self._other_side(words, last, sides, mine)
            regions += [region(part, sides[one]) for one in sorted(mine)] or [region(part)]
            taken |= mine
            sides = {one: side for one, side in sides.items() if one not in mine}
        loose = {place for place in sides if not words[place].isupper()}
        if at and len(loose) == 1 and _sideless(regions) == 1 and len(words[min(loose)]) > 1:
            regions = [one if "." in one else region(one, sides[min(loose)]) for one in regions]
            taken, loose = taken | loose, set()
        details = {place for place, word in enumerate(words) if self._is_detail(word)}
        beside, alone = (
            (details, set()) if at else (set(), {one for one in details if len(words[one]) > _LONGEST})
        )
        vague = {place for place, word in enumerate(words) if word.casefold() in self._vague}
        taken |= beside
        return BodyFound(joined(regions), frozenset(taken), frozenset((loose | vague | alone) - taken))

    def left_out(self, text: str) -> str:
        """A text without the words that name parts of the body and their sides."""
        words = text.split()
        found = self.find(words).places
        return " ".join(word for place, word in enumerate(words) if place not in found).rstrip(" ,;-")

    def _next(self, words: Sequence[str], place: int, step: int, sides: Mapping[int, str]) -> int:
        """The first place from here on that is no mere detail."""
        while 0 <= place < len(words) and place not in sides and self._is_detail(words[place]):
            if words[place].casefold() in self.between:
                break
            place += step
        return place

    def _run(self, words: Sequence[str], place: int, step: int, sides: Mapping[int, str]) -> set[int]:
        """The sides that stand here: one, or two with a word between them."""
        if place not in sides:
            return set()
        other = place + step
        while 0 <= other < len(words) and words[other].casefold() in self.between:
            other += step
        both = other in sides and sides[other] != sides[place] and abs(other - place) > 0
        return {place, other} if both else {place}

    def _other_side(
        self, words: Sequence[str], place: int, sides: Mapping[int, str], mine: set[int]
    ) -> set[int]:
        """The side that is named after the part as well: "left hip and right"."""
        other = place
        while other < len(words) and words[other].casefold() in self.between:
            other += 1
        also = other > place and other in sides and sides[other] not in {sides[one] for one in mine}
        return {other} if also else set()

    def _parts_at(self, words: Sequence[str]) -> Iterator[tuple[int, tuple[int, str]]]:
        """Where a part is named: its first place, the place after it, and which it is."""
        place = 0
        while place < len(words):
            for last in range(min(place + _LONGEST, len(words)), place, -1):
                if part := self._part(words[place:last]):
                    yield place, (last, part)
                    place = last
                    break
            else:
                place += 1

    def _part(self, words: Sequence[str]) -> str | None:
        said = " ".join(words).casefold()
        plural = (said, said.removesuffix("s"), f"{said}s")
        exact = next((self._names[one] for one in plural if one in self._names), None)
        if exact or len(words) > 1 or len(said) < _MISSPELT or said in self._vague or self._is_detail(said):
            return exact
        near = self._speller.meant(said)
        return self._names.get(near[0]) if len(near) == 1 and abs(len(near[0]) - len(said)) < 2 else None  # noqa: PLR2004

    def is_nearly_named(self, word: str) -> bool:
        """Whether a word is a part or a side with one letter wrong; of short ones nobody could tell."""
        return any(is_one_letter_off(word, name) for name in self._longer)

    def _is_detail(self, word: str) -> bool:
        return word == word.lower() and (word in self._details or word in self.between)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {said.casefold(): part for part, names in self.parts.items() for said in (part, *names)}

    @cached_property
    def _sides(self) -> dict[str, str]:
        return {said.casefold(): side for side, names in self.sides.items() for said in (side, *names)}

    @cached_property
    def _longer(self) -> tuple[str, ...]:
        return tuple(one for one in (*self._names, *self._sides) if len(one) >= _TELLING and one.isalpha())

    @cached_property
    def _details(self) -> frozenset[str]:
        return frozenset(self.details)

    @cached_property
    def _vague(self) -> frozenset[str]:
        return frozenset(self.vague)

    @cached_property
    def _speller(self) -> Speller:
        known = (word for name in (*self._names, *self._vague, *self._details) for word in name.split())
        return Speller((name for name in self._names if len(name) >= _MISSPELT and " " not in name), known)


def _within(place: int, at: Mapping[int, tuple[int, str]]) -> bool:
    return any(first <= place < last for first, (last, _) in at.items())


def _sideless(regions: Sequence[str]) -> int:
    return sum("." not in one for one in regions)


def _is_after(at: Mapping[int, tuple[int, str]], sides: Mapping[int, str]) -> bool:
    """Whether the sides stand after their parts, as in "shoulder left, calf right"."""
    first, last = min(at), max(at)
    return bool(sides) and min(sides) > first and max(sides) > last and len(sides) >= len(at) > 1
