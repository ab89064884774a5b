"""What a correction means: of "no, 6 not 9" the 6."""

import re
from collections.abc import Collection, Mapping

from messages.heard.alternatives import any_of
from messages.heard.numbers import in_digits, plain_digits

_LONGEST = 4  # words on either side; more is a story
_MARKS = " ,.;:-\u2013\u2014"


def corrected(
    text: str, rather_than: Collection[str], before: Collection[str], numbers: Mapping[str, int]
) -> str:
    """The part of a text that is meant, where it names one number and rejects another; else all of it.

    What is rejected stands after one of `rather_than`; `before` are words that a correction may begin with.
    """
    told = in_digits(plain_digits(text), numbers)
    halves = re.split(rf"(?<!\w)(?:{any_of(rather_than)})(?!\w)", told)
    sides = [_without(one.strip(_MARKS), before) for one in halves]
    if len(sides) != 1 + 1 or not all(any(map(str.isdecimal, one)) for one in sides):
        return text
    return text if max(len(one.split()) for one in sides) > _LONGEST else sides[0]


def _without(side: str, before: Collection[str]) -> str:
    words = side.split()
    while words and words[0].strip(_MARKS) in before:
        del words[0]
    return " ".join(words)
