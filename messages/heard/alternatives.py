"""Any of several phrases, as one pattern."""

import re
from collections.abc import Iterable

NOWHERE = "(?!)"


def any_of(phrases: Iterable[str], *, between: str = "") -> str:
    """Write a pattern for any of the phrases, the longest that fits; where there are none, it fits nowhere.

    `between` is a pattern for what may stand between their letters.
    """
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(between.join(map(re.escape, phrase)) for phrase in longest_first) or NOWHERE
