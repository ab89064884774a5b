"""What is missing or wrong in a file, told to whoever edits it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """What is missing or wrong, and where: a file, or a language as `messages/de`."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
