"""Reading a protocol's TOML piece by piece, noting every mistake in the editor's terms."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches

from schedules.duration import parse_duration, spell_duration

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_AT_LINE = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column \d+\)", re.DOTALL)
_NOTHING = timedelta(0)

Mistake = tuple[str, str]  # where it is: the file, and the key or line in it; and what is the matter


@dataclass(frozen=True)
class ProtocolPage:
    """One file under the reader's eyes, with the mistakes found so far: where each is, and what."""

    file: str
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, key: str, what: str) -> None:
        """Note a mistake at a key ("" is the file itself)."""
        self.mistakes.append((f"{self.file}: {key}" if key else self.file, what))


def toml(page: ProtocolPage, text: str) -> dict[str, object] | None:
    """Read the whole text as TOML; None, and a note with the line, where it is none."""
    try:
        # Some editors begin a file with an invisible mark; it is no mistake of the clinician's.
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        page.wrong("", "is nested too deeply to be a protocol")
    except ValueError as error:
        at = _AT_LINE.fullmatch(str(error))
        page.wrong(f"line {at['line']}" if at else "", f"is not valid TOML: {at['what'] if at else error}")
    return None


def check_name(page: ProtocolPage, key: str, name: str, what: str) -> None:
    """Names become keys of texts and of buttons, so they are short, plain and lower-case."""
    if not _NAME.fullmatch(name):
        page.wrong(key, f"{what} has at most 32 of a-z, 0-9 and _, and begins with a letter")


def check_keys(page: ProtocolPage, prefix: str, table: dict[str, object], known: Sequence[str]) -> None:
    """Note each key that means nothing here, with the one that was probably meant."""
    for key in table:
        if key not in known:
            page.wrong(_join(prefix, key), f"is unknown{_did_you_mean(key, known)}")


def text(page: ProtocolPage, key: str, table: dict[str, object]) -> str:
    """Read a text that must be there and say something; "" where it does not."""
    value = _value(page, key, table, needed=True)
    if value is not None and not (isinstance(value, str) and value.strip()):
        page.wrong(key, "must be a text in quotation marks, and not empty")
    return value.strip() if isinstance(value, str) else ""


def choice(
    page: ProtocolPage, key: str, table: dict[str, object], known: Sequence[str], *, needed: bool = True
) -> str | None:
    """Read one of the known words; None where there is none of them."""
    value = _value(page, key, table, needed=needed)
    if value is None or (isinstance(value, str) and value in known):
        return value
    page.wrong(key, f"is {_show(value)}, but must be one of: {', '.join(known)}{_did_you_mean(value, known)}")
    return None


def choices(page: ProtocolPage, key: str, table: dict[str, object], known: Sequence[str]) -> tuple[str, ...]:
    """Read a list of some of the known words, each once; empty where it is left out or wrong."""
    value = _value(page, key, table, needed=False)
    if value is None:
        return ()
    if not isinstance(value, list) or not value:
        page.wrong(key, f'is {_show(value)}, but must be a list like ["{known[0]}"]')
        return ()
    for word in value:
        if word not in known:
            page.wrong(
                key, f"holds {_show(word)}, which is none of: {', '.join(known)}{_did_you_mean(word, known)}"
            )
    return tuple(dict.fromkeys(word for word in value if word in known))


def number(page: ProtocolPage, key: str, table: dict[str, object], *, fewest: int, most: int) -> int | None:
    """Read a whole number within bounds; None where it is left out or wrong."""
    value = _value(page, key, table, needed=False)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not fewest <= value <= most:
        page.wrong(key, f"is {_show(value)}, but must be a whole number from {fewest} to {most}")
        return None
    return value


def yes_or_no(page: ProtocolPage, key: str, table: dict[str, object]) -> bool:
    """Read true or false; false where it is left out."""
    value = _value(page, key, table, needed=False)
    if value is not None and not isinstance(value, bool):
        page.wrong(key, f"is {_show(value)}, but must be true or false, without quotation marks")
    return value is True


def duration(
    page: ProtocolPage,
    key: str,
    table: dict[str, object],
    *,
    longest: timedelta,
    default: timedelta | None = None,
    zero: bool = False,
) -> timedelta:
    """Read a length of time up to `longest`; `default` where the key is left out, none where it is wrong."""
    value = _value(page, key, table, needed=default is None)
    if value is None:
        return default or _NOTHING
    if not isinstance(value, str):
        page.wrong(key, f'is {_show(value)}, but a length of time is written in quotation marks, like "2h"')
        return _NOTHING
    try:
        length = parse_duration(value)
    except ValueError as error:
        page.wrong(key, str(error))
        return _NOTHING
    if length > longest:
        page.wrong(key, f"is more than {spell_duration(longest)}: is the unit right?")
    if not (length or zero):
        page.wrong(key, "must be longer than nothing")
    return length


def table(page: ProtocolPage, key: str, table: dict[str, object]) -> dict[str, object]:
    """Read a table that may be left out; empty where it is, or where it is none."""
    value = _value(page, key, table, needed=False)
    if value is not None and not isinstance(value, dict):
        page.wrong(key, f"must be a table of its own: [{key}]")
    return value if isinstance(value, dict) else {}


def tables(page: ProtocolPage, key: str, table: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """Read a table of tables that has at least one; an entry that is no table is noted and left out."""
    value = _value(page, key, table, needed=True)
    if value is None:
        return
    if not isinstance(value, dict) or not value:
        page.wrong(key, f"must hold at least one step, like [{key}.first_drink]")
        return
    for name, entry in value.items():
        if isinstance(entry, dict):
            yield name, entry
        else:
            page.wrong(_join(key, name), f"must be a table of its own, like [{key}.first_drink]")


def _value(page: ProtocolPage, key: str, table: dict[str, object], *, needed: bool) -> object | None:
    value = table.get(key.rpartition(".")[2])
    if value is None and needed:
        page.wrong(key, "is missing")
    return value


def _join(prefix: str, key: str) -> str:
    return f"{prefix}.{key}" if prefix else key


def _did_you_mean(word: object, known: Sequence[str]) -> str:
    close = get_close_matches(str(word)[:60], known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _show(value: object) -> str:
    return f'"{value:.60}"' if isinstance(value, str) else f"{value!r:.60}"
