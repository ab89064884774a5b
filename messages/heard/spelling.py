"""How things are spelt: one plain spelling for every way of typing, and the known words nearest to a typo."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_APOSTROPHES = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`\u00b4](?=\w)")
_SPACED = re.compile(r"\b(?:[a-z] ){3,}[a-z]\b")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_STRETCHED = re.compile(r"(.)\1{2,}")
_VOWELS = re.compile("[aeiou]")
_TWICE = re.compile(r"(.)\1")
_ALIKE = (("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("y", "i"), ("z", "s"))  # in English, by ear
_TELLING = 3
_SHORT = 4  # a letter more or less in a word of four makes another word; two swapped seldom do
_LONG = 8  # two wrong letters in a long word leave it readable
_LONGEST = 24  # no word we know is longer
_WORDS_AT_ONCE = 16  # lists of words, of several readers
_APART = 3  # letters at least in each of two words that were typed as one


def plain(text: str, written_out: Iterable[tuple[str, str]] = ()) -> str:
    """Write a text in lower case, without accents, apostrophes, invisible marks, and gaps within words.

    `written_out` are endings after an apostrophe, and the words they are short for: "I'll" is not "ill".
    """
    wide = unicodedata.normalize("NFKD", text).casefold()
    seen = "".join(char for char in wide if unicodedata.category(char) not in ("Mn", "Cf", "Me", "Cs"))
    for ending, word in written_out:
        seen = re.sub(rf"(?<=\w)['\u2018\u2019]{re.escape(ending)}\b", f" {word}", seen)
    whole = _APOSTROPHES.sub("", seen)
    return _SPACED.sub(_joined, _INITIALS.sub(_joined, whole))


def _joined(found: re.Match[str]) -> str:
    return found[0].replace(".", "").replace(" ", "")


class Speller:
    """Finds the words somebody may have meant, among a few that matter."""

    def __init__(
        self, matter: Iterable[str], known: Iterable[str], clipped: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Repair misspellings of the words that `matter`; take no `known` word for one of them.

        `clipped` are endings that are swallowed in speech, and what they are short for: "endin" is "ending".
        """
        self._clipped = tuple(clipped)
        self._matter = frozenset(matter)
        self._known = frozenset(known) | self._matter
        self._near = _near(self._matter)
        self._by_sound = _sounds(self._matter)

    def meant(self, word: str) -> tuple[str, ...]:
        """Give what a word may mean: itself where it is known, else the nearest that matter, else itself."""
        if not word or word in self._known or len(word) > _LONGEST:
            return (word,)
        if alike := self._said_alike(word):
            return alike
        if word == _bare(word):  # "chst", "nmb"
            return tuple(sorted(near for near in self._near.get(word, ()) if _bare(near) == word)) or (word,)
        if len(word) < _SHORT:
            return (word,)
        if (single := self._stretched(word)) is not None:
            return (single,)
        found = [(_distance(word, near), near) for near in self._candidates(word)]
        close = sorted((far, near) for far, near in found if far <= _allowed(word, near))
        return tuple(near for far, near in close if far == close[0][0]) or (word,)

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the two known words, one of which matters, that were typed as one; else the word itself."""
        if word in self._known or len(word) > _LONGEST:
            return (word,)
        cuts = ((word[:cut], word[cut:]) for cut in range(_APART, len(word) - _APART + 1))
        return next(
            (cut for cut in cuts if self._known.issuperset(cut) and not self._matter.isdisjoint(cut)), (word,)
        )

    def _said_alike(self, word: str) -> tuple[str, ...]:
        """What it is said like: "endin" is "ending", "payn" is "pain"; nothing where it is like no word."""
        if (whole := self._whole(word)) is not None:
            return (whole,)
        return self._by_sound.get(_sound(word), ()) if len(word) >= _SHORT else ()

    def _whole(self, word: str) -> str | None:
        """Take "endin" for "ending", where that is a known word."""
        wholes = (word.removesuffix(short) + whole for short, whole in self._clipped if word.endswith(short))
        return next((whole for whole in wholes if whole in self._known), None)

    def _stretched(self, word: str) -> str | None:
        """Take "soooore" and "painn" for the word said at length."""
        shorter = (_STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word))
        return next((tried for tried in shorter if tried != word and tried in self._known), None)

    def _candidates(self, word: str) -> set[str]:
        return {near for less in _with_letters_less(word) for near in self._near.get(less, ())}


@lru_cache(_WORDS_AT_ONCE)
def _near(words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Give the words by what is left of them without a letter or two; the same words, the same room."""
    near: dict[str, tuple[str, ...]] = {}
    for word in words:
        alone = (word,)  # one for all that is left of it: nearly all of that is left of no other word
        for less in {*_with_letters_less(word), _bare(word)}:
            near[less] = near[less] + alone if less in near else alone
    return near


@lru_cache(_WORDS_AT_ONCE)
def _sounds(words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Give the words of four letters and more by how they sound."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(words):
        if len(word) >= _SHORT:
            found[_sound(word)] = (*found.get(_sound(word), ()), word)
    return found


def _sound(word: str) -> str:
    """A word as one hears it who writes by ear; only letters that are one sound in English."""
    said = word
    for written, heard in _ALIKE:
        said = said.replace(written, heard)
    return _TWICE.sub(r"\1", said).removesuffix("e")


def _allowed(word: str, near: str) -> int:
    swapped = sorted(word) == sorted(near)
    if len(near) <= _SHORT or len(word) < _SHORT or word[0] != near[0]:
        return int(swapped)
    if len(word) == _SHORT:
        return int(swapped or (len(near) > _SHORT and word[-1] == near[-1]))
    return 2 if len(near) >= _LONG else 1


def _bare(word: str) -> str:
    """Give the consonants of a word, where there are enough to tell it by; else nothing."""
    left = _VOWELS.sub("", word)
    return left if len(left) >= _TELLING else ""


def _with_letters_less(word: str) -> Iterator[str]:
    """Give the word, and the word with one letter left out, or two where it is long."""
    yield word
    for place in range(len(word)):
        once = word[:place] + word[place + 1 :]
        yield once
        if len(word) >= _LONG - 1:
            for second in range(place, len(once)):
                yield once[:second] + once[second + 1 :]


def is_one_letter_off(one: str, other: str) -> bool:
    """Whether one letter is changed, missing or too much, or two have changed places."""
    return abs(len(one) - len(other)) < 2 and _distance(one, other) == 1  # noqa: PLR2004


def _distance(one: str, other: str) -> int:
    """Count the letters to change, add, drop or swap with a neighbour (optimal string alignment)."""
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for row, mine in enumerate(one, 1):
        line = [row]
        for column, theirs in enumerate(other, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (mine != theirs))
            if row > 1 and column > 1 and mine == other[column - 2] and one[row - 2] == theirs:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
