"""Hearing the facts in what was typed: however it is spelt, and however long it is."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache

from messages.heard.alternatives import any_of
from messages.heard.numbers import in_digits
from messages.heard.spelling import Speller, is_one_letter_off
from messages.heard.times.facts import Fact, Sense
from messages.heard.times.phrases import NO_LETTER, TimeRule, rules
from messages.heard.times.words import TimeWords

_LONG = 5  # letters of a word that can be misspelt and still be told from others
_WHOLE_DAY = 5  # letters of a name of a day that is written out
_LONGEST = 200  # nobody needs more to say when; and no text, however long, may cost more
_AFTER_NO_LETTER = r"(?<![^\W\d_])"


def hear(text: str, words: TimeWords) -> tuple[Fact, ...]:
    """Give the facts of a text in order; doubt, for one that is too long to be an answer."""
    return facts_of(text, words, ago=False)


def facts_of(text: str, words: TimeWords, *, ago: bool) -> tuple[Fact, ...]:
    """The same; with `ago`, lengths of time count also without a word that says so."""
    both = facts_and_lengths(text, words)
    return both.lengths if ago else both.facts


@dataclass(frozen=True)
class HeardFacts:
    """The facts of a text; and those where `lengths` of time count also without a word that says so."""

    facts: tuple[Fact, ...]
    lengths: tuple[Fact, ...]


def facts_and_lengths(text: str, words: TimeWords) -> HeardFacts:
    """Both at once, as spelling the text the one way is most of the work."""
    if len(text) > _LONGEST:
        return HeardFacts((Sense.DOUBT,), (Sense.DOUBT,))
    plain = _plain(text, words)
    said = re.search(rf"{_AFTER_NO_LETTER}(?:{any_of(words.ago)}){NO_LETTER}", plain)
    lengths = tuple(_facts(plain, rules(words, ago=True)))
    return HeardFacts(lengths if said else tuple(_facts(plain, rules(words, ago=False))), lengths)


def tells(word: str, words: TimeWords) -> bool:
    """Whether a word is one that a time, a day or a length of time is told with, however it is written."""
    return word.casefold().strip(".") in _telling(words)


def names_day(word: str, words: TimeWords) -> bool:
    """Whether a word alone names a day, or a part of one."""
    return word.casefold().strip(".") in _naming_days(words)


def nearly_names_day(word: str, words: TimeWords) -> bool:
    """Whether a word is the name of a day with one letter wrong; of short ones nobody could tell."""
    return any(len(day) >= _WHOLE_DAY and is_one_letter_off(word, day) for day in _naming_days(words))


def says_nothing(word: str, words: TimeWords) -> bool:
    """Whether a word stands beside a time and tells nothing of it."""
    return word.casefold().strip(".") in _saying_nothing(words)


def is_word(word: str, words: TimeWords) -> bool:
    """Whether a word is in any phrase with which a time is told."""
    return word.casefold() in _all(words)


@cache
def _all(words: TimeWords) -> frozenset[str]:
    return _split(*(getattr(words, one.name) for one in fields(words)))


@cache
def _naming_days(words: TimeWords) -> frozenset[str]:
    return _split(words.weekdays, words.days_ago, words.parts)


@cache
def _saying_nothing(words: TimeWords) -> frozenset[str]:
    return _split(words.filler, words.doubt)


@cache
def _telling(words: TimeWords) -> frozenset[str]:
    days = (words.weekdays, words.months, words.days_ago, words.parts, words.parts_of_today, words.last_night)
    clocks = (
        words.minutes_of,
        words.numbers,
        words.noon,
        words.am,
        words.pm,
        words.now,
        words.ago,
        words.past,
    )
    lengths = (words.units, words.amounts, words.oclock)
    return frozenset(
        word for word in _split(*days, *clocks, *lengths, words.future, words.to) if len(word) > 1
    ) - {word for word in _split(words.future) if len(word) < _LONG}


def _split(*tables: Iterable[str]) -> frozenset[str]:
    return frozenset(word for table in tables for phrase in table for word in phrase.split())


@cache
def speller(words: TimeWords) -> Speller:
    """What finds the word of a time that was misspelt; words that say nothing of a time are none."""
    telling = (words.weekdays, words.months, words.days_ago, words.parts, words.parts_of_today)
    times = (*telling, words.minutes_of, words.numbers, words.noon, words.last_night, words.units)
    less = (words.filler, words.doubt, words.future, words.past, words.to, words.now, words.ago)
    others = (*less, words.amounts, words.and_a_half, words.oclock)
    matter = {part for table in times for phrase in table for part in phrase.split() if len(part) >= _LONG}
    known = {part for table in (*times, *others) for phrase in table for part in phrase.split()}
    return Speller(matter, known)


def _facts(plain: str, in_order: tuple[TimeRule, ...]) -> Iterator[Fact]:
    place = 0
    while place < len(plain):
        for pattern, read in in_order:
            if found := pattern.match(plain, place):
                yield from read(found)
                place = found.end()
                break
        else:  # a space, a comma, a smile
            place += 1


def _plain(text: str, words: TimeWords) -> str:
    """Spell the text the one way the rules know: plain digits, lower case, single spaces, "2 pm"."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in wide)
    spaced = " ".join(re.sub(r"['\u2019`]", "", digits).split())
    half = any_of(words.am | words.pm, between=r"\.? ?")
    halves = re.sub(rf"{_AFTER_NO_LETTER}(?:{half})\b\.?", lambda found: re.sub("[. ]", "", found[0]), spaced)
    joined = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", halves)
    about = re.sub(rf"{_AFTER_NO_LETTER}({any_of(words.numbers)})ish\b", r"\1 ish", joined)
    return in_digits(_spelt(about, words), words.numbers)


def _spelt(text: str, words: TimeWords) -> str:
    """Mend a letter or two of the longer words, where only one word can be meant."""

    def meant(found: re.Match[str]) -> str:
        near = speller(words).meant(found[0])
        return near[0] if len(near) == 1 else found[0]

    return re.sub(rf"[^\W\d_]{{{_LONG},}}", meant, text)
