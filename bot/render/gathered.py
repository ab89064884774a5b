"""A file whose contents are gathered when its message leaves, and then drawn, while nobody waits for it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.care.ground.desk import Desk

Draw = Callable[[], bytes]


@dataclass(frozen=True)
class Gathered:
    """By its name, which says nothing of anybody; `gather` runs in a transaction, what it gives in a thread.

    `gather` raises LookupError where what it is about is gone, or no longer theirs to see who asked.
    """

    name: str
    gather: Callable[[Desk], Draw]
