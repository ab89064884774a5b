"""The file .env: every line of it understood or named, and changed without losing one."""

import codecs
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
CURLY = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb"
FREE_TEXT = frozenset({"CLINIC_NAME", "DATABASE_KEY"})  # in which a # may be meant
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
PLAIN = re.compile(r"[A-Za-z0-9_:+/.,@-]*")
# It would say the same in its own words, without a way out.
logging.getLogger("dotenv.main").setLevel(logging.ERROR)


@dataclass(frozen=True)
class WrongLine:
    """One line for whoever edits the file, and the settings that it is about, in capitals."""

    line: str
    about: frozenset[str] = frozenset()


@dataclass(frozen=True)
class EnvFile:
    """What a file says: its text, the values by their names as written, and what is wrong with it."""

    path: Path
    text: str = ""
    values: dict[str, str] = field(default_factory=dict)
    mistakes: tuple[WrongLine, ...] = ()
    is_readable: bool = True


def read(path: Path) -> EnvFile:
    """The file, or nothing where there is none; no error is raised for what it holds."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return EnvFile(path)
    except OSError as error:
        return _unreadable(path, f"cannot be read ({error.strerror}); check what it is, its owner and rights")
    if raw.startswith(WIDE) or b"\0" in raw:
        return _unreadable(path, "is saved as UTF-16 (line 1 shows it); save it again as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = raw[: error.start].count(b"\n") + 1
        return _unreadable(
            path, f"line {number} holds a letter that is not UTF-8, as Windows writes them; save it as UTF-8"
        )
    return _understood(path, text)


def _unreadable(path: Path, why: str) -> EnvFile:
    return EnvFile(path, mistakes=(WrongLine(f"{path}: {why}."),), is_readable=False)


def _understood(path: Path, text: str) -> EnvFile:
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    mistakes: list[WrongLine] = []
    for binding in parse_stream(StringIO(text)):
        number, said = _where(binding)
        name = binding.key or ""
        if why := _wrong(binding, said):
            about = NAME.match(said.removeprefix("export").strip())
            names = frozenset({about.group().upper()}) if about else frozenset[str]()
            mistakes.append(WrongLine(f"{path}, line {number}: {why}.", names))
        elif name.upper() in lines:
            twice = f"{name} stands in line {lines[name.upper()]} already; keep one of the two"
            mistakes.append(WrongLine(f"{path}, line {number}: {twice}.", frozenset({name.upper()})))
        elif name:
            values[name], lines[name.upper()] = binding.value or "", number
    return EnvFile(path, text, values, tuple(mistakes))


def _where(binding: Binding) -> tuple[int, str]:
    """The number of its line, and the line; blank ones before it belong to it for the parser."""
    said = binding.original.string
    blank = len(said) - len(said.lstrip())
    before = said[:blank].replace("\r\n", "\n").replace("\r", "\n").count("\n")
    return binding.original.line + before, said[blank:].rstrip()


def _wrong(binding: Binding, said: str) -> str | None:
    """What is wrong with a line; its value may be a secret and is never said."""
    name, value = binding.key, binding.value
    if binding.error:
        return "this is not understood; write NAME=value, and close each quotation mark that is opened"
    if name is None:
        return None
    if value is None:
        told = name if NAME.fullmatch(name) and name.upper() == name else "the name"
        return f"there is no = behind {told}; write NAME=value"
    return _wrong_value(name, value, said.partition("=")[2].strip())


def _wrong_value(name: str, value: str, written: str) -> str | None:
    if "\n" in value or "\r" in value:
        return f"the quotation mark before the value of {name} is not closed in its line"
    if value and value[0] in CURLY:
        return f"{name} is in typographic quotation marks, which would be shown; use plain ones or none"
    is_free = name.upper() in FREE_TEXT and not written.startswith(("'", '"'))
    if is_free and re.search(r"\s#", written):
        return f"what follows # would be left out of {name}; put the whole value in quotation marks"
    return None


def put(text: str, name: str, value: str) -> str:
    """The text of the file with that value: in the place where the name stands, else at the end."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    line = f"{name}={quoted(value)}"
    if (place := _last(lines, rf"\s*(export\s+)?{name}\s*=", re.IGNORECASE)) is not None:
        lines[place] = line
    elif (place := _last(lines, rf"#\s*{name}=", 0)) is not None:
        lines.insert(place + 1, line)
    else:
        lines.append(line)
    return end.join(lines) + end


def _last(lines: list[str], pattern: str, flags: int) -> int | None:
    found = [place for place, line in enumerate(lines) if re.match(pattern, line, flags)]
    return found[-1] if found else None


def quoted(value: str) -> str:
    """As it is written in the file, so that other readers of such files take it alike. Raises ValueError."""
    if PLAIN.fullmatch(value):
        return value
    if not value.isprintable():
        raise ValueError("holds a character that cannot be seen; type it anew")
    if "${" in value:
        raise ValueError("cannot hold ${ in .env")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def lookalikes(folder: Path) -> Iterator[str]:
    """Files that are probably meant to be .env, and have another name."""
    yield from (name for name in (".env.txt", "env.txt", "env", ".env.env") if (folder / name).is_file())
