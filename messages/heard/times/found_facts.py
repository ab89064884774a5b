"""Hearing the facts in what was typed: however it is spelt, and however long it is."""

import re
import unicodedata
from collections.abc import Iterator

from messages.heard.alternatives import any_of
from messages.heard.numbers import in_digits
from messages.heard.times.facts import Fact, Sense
from messages.heard.times.phrases import NO_LETTER, TimeRule, rules
from messages.heard.times.words import TimeWords

_LONGEST = 200  # nobody needs more to say when; and no text, however long, may cost more
_AFTER_NO_LETTER = r"(?<![^\W\d_])"


def hear(text: str, words: TimeWords) -> tuple[Fact, ...]:
    """Give the facts of a text in order; doubt, for one that is too long to be an answer."""
    return facts_of(text, words, ago=False)


def facts_of(text: str, words: TimeWords, *, ago: bool) -> tuple[Fact, ...]:
    """The same; with `ago`, lengths of time count also without a word that says so."""
    if len(text) > _LONGEST:
        return (Sense.DOUBT,)
    plain = _plain(text, words)
    said = re.search(rf"{_AFTER_NO_LETTER}(?:{any_of(words.ago)}){NO_LETTER}", plain)
    return tuple(_facts(plain, rules(words, ago=ago or bool(said))))


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
    return in_digits(joined, words.numbers)
