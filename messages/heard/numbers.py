"""Numbers that are spelt out become digits: the one way in which every reader takes them."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from messages.heard.alternatives import any_of

_HALF = "\u00bd"
_TENS = range(20, 100, 10)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])({any_of(words)})(?![^\W\d_])")


def in_digits(text: str, numbers: Mapping[str, int]) -> str:
    """Write the numbers of a text, which is in small letters, in digits: "twenty one" is 21."""

    def digits(found: re.Match[str]) -> str:
        return str(numbers[found[1]])

    spelt = _pattern(tuple(numbers)).sub(digits, text)
    return re.sub(r"\b(\d0)[ -]([1-9])\b", _joined, spelt)


def _joined(found: re.Match[str]) -> str:
    return str(int(found[1]) + int(found[2])) if int(found[1]) in _TENS else found[0]


def plain_digits(text: str) -> str:
    """Write a text in small letters, with the digits of this alphabet; a half is "and a half"."""
    wide = unicodedata.normalize("NFKC", text.replace(_HALF, " and a half")).casefold().replace("\u2019", "'")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in wide)
