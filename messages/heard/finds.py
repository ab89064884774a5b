"""What a reader wants of an engine: which entries a text may ask for, and how likely that is."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

LikelyTopics = tuple[
    tuple[str, float], ...
]  # of a clinic's advice with the share of each, the likeliest first


class Likely(Protocol):
    """An entry, and how much speaks for it, between 0 and 1; `near` are all that may be meant.

    `topics` are those that a whole text may ask about, and what is about none.
    """

    @property
    def entry(self) -> str: ...
    @property
    def share(self) -> float: ...
    @property
    def calm(self) -> "Likely | None": ...
    @property
    def near(self) -> tuple[str, ...]: ...
    @property
    def topics(self) -> LikelyTopics: ...


class Finds(Protocol):
    """Finds the likeliest entry for a text, and then for its last parts, where it has several."""

    def find(self, text: str) -> Sequence[Likely]: ...


@runtime_checkable
class Rests(Protocol):
    """Takes much room, most of which it can do without while nobody writes."""

    def rest(self) -> None: ...
