"""How telling the words of a text are of a language, and when that is enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# How telling the words must be; less is enough where the phone speaks that language, or none is English.
_SURE, HINTED = 1.0, 0.5
PLAIN = 3.0  # from here on it is that language, however much English stands around
_SHORT_ONES = 3  # short words, so many of which tell a language by themselves
_SEVERAL = 2  # languages


@dataclass
class Clues:
    """How telling the words of a text are of one language, and how many of them English has as well."""

    telling: float = 0.0
    shared: int = 0
    little: int = 0  # of the telling words, those that are short, or rare ones of English

    def is_enough(self, *, hinted: bool) -> bool:
        """Short words alone may be a name: "de la"."""
        if hinted:
            return self.telling >= HINTED
        return self.telling >= _SURE and (self.telling > self.little / 2 or self.little >= _SHORT_ONES)


def is_a_tie(told: Mapping[str, Clues], best: Sequence[str], hint: str) -> bool:
    """Whether little is told, and as much of another language, and the phone speaks neither."""
    if len(best) < _SEVERAL or best[0] == hint or told[best[0]].telling >= PLAIN:
        return False
    return told[best[0]].telling == told[best[1]].telling
