"""How the facts of a message fill the placeholders of its text: a function for each type that has some."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from bot.care.ground.says.message import Message
from bot.render.words import Filling, Words

M = TypeVar("M", bound=Message)
Fill = Callable[[Words, M], Filling]


class Fillings:
    """What fills the texts of one audience; a message is filled by every type that it is of."""

    def __init__(self, other: "Fillings | None" = None) -> None:
        """Begin with those of another, which serve several audiences."""
        self._other, self._fills = other, list[tuple[type[Any], Fill[Any]]]()

    def of(self, kind: type[M]) -> Callable[[Fill[M]], Fill[M]]:
        """Note that a function fills messages of that type."""

        def noted(fill: Fill[M]) -> Fill[M]:
            self._fills.append((kind, fill))
            return fill

        return noted

    def filling(self, words: Words, message: Message) -> Filling:
        """Everything that a message's text may name. What is a word or a number is named as it is."""
        known: dict[str, object] = dict(_as_they_are(message))
        if self._other:
            known |= self._other.filling(words, message)
        for kind, fill in self._fills:
            if isinstance(message, kind):
                known |= fill(words, message)
        return known


def _as_they_are(message: Message) -> Filling:
    facts: dict[str, object] = vars(message)
    return {
        name: fact
        for name, fact in facts.items()
        if isinstance(fact, str | int) and not isinstance(fact, bool | Enum)
    }
