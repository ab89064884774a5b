"""A file of words: key → text or list of texts, and every gap in it."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from messages.said.gaps import Gap

Value = str | tuple[str, ...]


def read(file: Traversable, where: str) -> tuple[dict[str, Value], list[Gap]]:
    """Read NAME.toml: `NAME.key` or `NAME.table.key` → text or list of texts; `where` names it in gaps."""
    words: dict[str, Value] = {}
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8").removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return {}, [Gap(where, f"cannot be read: {error}")]
    gaps: list[Gap] = []
    for key, value in _flatten(file.name.removesuffix(".toml"), tables):
        if isinstance(value, str):
            words[key] = value.strip()
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            words[key] = tuple(value)
        else:
            gaps.append(Gap(where, f"{key} must be a text or a list of texts"))
    return words, gaps


def _flatten(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(f"{prefix}.{name}", value)
        else:
            yield f"{prefix}.{name}", value
