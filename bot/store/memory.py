"""What is remembered outside of a database, beside its key: how far it had come, and who was erased."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.store.erasures import Erasures
from bot.store.roots import Roots
from bot.store.stamps import Stamps


@dataclass(frozen=True)
class Memory:
    """`clock` gives aware UTC instants; `key_file` is where the key is, where it is in a file."""

    stamps: Stamps
    erasures: Erasures
    clock: Callable[[], datetime]
    key_file: Path | None = None

    @classmethod
    def beside(
        cls,
        place: Path,
        key: str,
        clock: Callable[[], datetime],
        roots: Roots | None = None,
        *,
        key_file: Path | None = None,
    ) -> "Memory":
        """The files that begin with the name of `place`: of the key file, as a rule."""
        root = (roots or Roots.of(key)).erasures
        erasures = Erasures(place.with_name(place.name + ".erased"), root, clock)
        return cls(stamps_beside(place), erasures, clock, key_file)


def stamps_beside(place: Path) -> Stamps:
    return Stamps(place.with_name(place.name + ".stamp"))
