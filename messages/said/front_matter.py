"""A file with a table before its words: TOML between two lines of +++."""

import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Any

_MARK = "+++\n"


class FrontMatterError(ValueError):
    """What keeps a file from being read, in the editor's terms."""


def text_of(file: Traversable) -> str:
    """The whole text of a file. Raises FrontMatterError."""
    try:
        return file.read_bytes().decode("utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise FrontMatterError(f"cannot be read: {error}") from None


def parted(text: str, words: str) -> tuple[Mapping[str, Any], str]:
    """The table of a text, and what stands after it, which is called `words`. Raises FrontMatterError."""
    begin, first, rest = text.replace("\r\n", "\n").lstrip("\ufeff").partition(_MARK)
    front, second, said = rest.partition(_MARK)
    if begin.strip() or not first or not second:
        raise FrontMatterError(f"must begin with a +++ line, and have another before the {words}")
    try:
        return tomllib.loads(front), said.strip()
    except tomllib.TOMLDecodeError as error:
        raise FrontMatterError(f"cannot be read: {error}") from None
