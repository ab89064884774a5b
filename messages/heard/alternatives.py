"""Any of several phrases, as one pattern."""

import re
from collections.abc import Iterable
from functools import lru_cache

NOWHERE = "(?!)"


def any_of(phrases: Iterable[str], *, between: str = "") -> str:
    """Write a pattern for any of the phrases, the longest that fits; where there are none, it fits nowhere.

    `between` is a pattern for what may stand between their letters.
    """
    return _pattern(tuple(phrases), between)


@lru_cache(maxsize=256)  # a diary of forty lines asks for the same few thousands of times
def _pattern(phrases: tuple[str, ...], between: str) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(between.join(map(re.escape, phrase)) for phrase in longest_first) or NOWHERE
