"""The shapes that pass between the rooms of the embedded Telegram."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class Ask:
    """What a method is asked to do: its parameters, already of their types, and its files by part name."""

    params: Json
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return str(self.params.get(name, ""))

    def number(self, name: str, default: int = 0) -> int:
        return int(self.params.get(name, default))

    def flag(self, name: str) -> bool:
        return bool(self.params.get(name, False))


@dataclass(frozen=True)
class Words:
    """A text with its entities; offsets and lengths count UTF-16 units, as everywhere in the Bot API."""

    text: str
    entities: tuple[Json, ...] = ()


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """Give the part of a text that an entity spans."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")
