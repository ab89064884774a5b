"""Numbers that are spelt out become digits: the one way in which every reader takes them."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from messages.heard.alternatives import any_of

_HALF = "\u00bd"
_TENS, _ONES = range(20, 100, 10), range(1, 10)


@cache
def _pattern(*words: tuple[str, ...]) -> re.Pattern[str]:
    """One of these words; of two lists, a word of each in that order."""
    return re.compile(rf"(?<![^\W\d_]){'[ -]'.join(f'({any_of(one)})' for one in words)}(?![^\W\d_])")


def in_digits(text: str, numbers: Mapping[str, int]) -> str:
    """Write the spelt numbers of a text in small letters in digits: "twenty one" is 21, and "20 1" stays."""
    tens = tuple(word for word, number in numbers.items() if number in _TENS)
    ones = tuple(word for word, number in numbers.items() if number in _ONES)

    def joined(found: re.Match[str]) -> str:
        return str(numbers[found[1]] + numbers[found[2]])

    def digits(found: re.Match[str]) -> str:
        return str(numbers[found[1]])

    return _pattern(tuple(numbers)).sub(digits, _pattern(tens, ones).sub(joined, text))


def plain_digits(text: str) -> str:
    """Write a text in small letters, with the digits of this alphabet; a half is "and a half"."""
    wide = unicodedata.normalize("NFKC", text.replace(_HALF, " and a half")).casefold().replace("\u2019", "'")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in wide)
