"""How long to wait before trying once more: twice as long each time, up to a longest wait."""

from datetime import timedelta
from typing import TypeVar

Wait = TypeVar("Wait", float, timedelta)

MOST_DOUBLINGS = 10  # a thousandfold, which is more than any longest wait


def growing(first: Wait, longest: Wait, tries: int) -> Wait:
    """Give the wait after so many tries that failed: `first` after one; seconds, or lengths of time."""
    return min(longest, first * (1 << min(max(tries, 1) - 1, MOST_DOUBLINGS)))
