"""What is remembered outside of a database, beside its key: how far it had come, and who was erased."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.store.erasures import Erasures
from bot.store.stamps import Stamps


@dataclass(frozen=True)
class Memory:
    """`clock` gives aware UTC instants."""

    stamps: Stamps
    erasures: Erasures
    clock: Callable[[], datetime]

    @classmethod
    def beside(cls, place: Path, key: str, clock: Callable[[], datetime]) -> "Memory":
        """The files that begin with the name of `place`: of the key file, as a rule."""
        return cls(stamps_beside(place), Erasures(place.with_name(place.name + ".erased"), key, clock), clock)


def stamps_beside(place: Path) -> Stamps:
    return Stamps(place.with_name(place.name + ".stamp"))
