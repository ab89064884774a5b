"""What an HTTP answer is: Telegram's own word, or something else that answered in its place."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# A whole string, a sign of JSON's structure, or the quotation mark of a string that never ends.
TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|"', re.DOTALL)
BLANK = b" \t\r\n"
OPENING, CLOSING, UNENDED = (b"{", b"["), (b"}", b"]"), b'"'
LONGEST_WAIT = 3600.0  # seconds that Telegram is believed
USUAL_WAIT = 5.0  # seconds, where it asks for patience and does not say how much
SAID_WAIT = re.compile(r"retry after (\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True)
class Granted:
    """`ok: true`; `result` is JSON as it came, which may be anything."""

    result: bytes


@dataclass(frozen=True)
class Refused:
    """`ok: false`, with a code and words of Telegram's own."""

    code: int
    words: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def wait(self) -> float:
        """How many seconds Telegram asks to wait, as far as that can be believed."""
        asked = _seconds(self.parameters.get("retry_after"))
        if asked is None and (said := SAID_WAIT.search(self.words)):
            asked = float(said[1])
        return USUAL_WAIT if asked is None else min(max(asked, 1.0), LONGEST_WAIT)

    def says(self, *beginnings: str) -> bool:
        return self.words.lower().startswith(tuple(one.lower() for one in beginnings))


@dataclass(frozen=True)
class Foreign:
    """A page of a proxy, half an answer, or nothing: it says nothing of Telegram."""


TelegramAnswer = Granted | Refused | Foreign


def read(body: bytes) -> TelegramAnswer:
    """What Telegram says. The status of the answer does not count: anybody between us may have set it."""
    try:
        told = members(body)
    except ValueError:
        return Foreign()
    if told.get("ok") == b"true":
        return Granted(told.get("result", b"null"))
    code, words = value(told.get("error_code")), value(told.get("description"))
    if told.get("ok") != b"false" or type(code) is not int or not isinstance(words, str) or not words.strip():
        return Foreign()
    parameters = value(told.get("parameters"))
    return Refused(code, words, parameters if isinstance(parameters, dict) else {})


def members(text: bytes) -> dict[str, bytes]:
    """The members of a JSON object, each value as it stands in the text. Raises ValueError."""
    found: dict[str, bytes] = {}
    for part in _parts(text, b"{"):
        key = TOKEN.match(part)
        name = value(key[0]) if key else None
        rest = part[key.end() :].lstrip(BLANK) if key else b""
        if not isinstance(name, str) or not rest.startswith(b":"):
            raise ValueError("not an object")
        found[name] = rest[1:].strip(BLANK)  # of two with one name the last counts, as everywhere
    return found


def elements(text: bytes) -> list[bytes]:
    """The elements of a JSON array, each as it stands in the text. Raises ValueError."""
    return list(_parts(text, b"["))


def _parts(text: bytes, opening: bytes) -> Iterator[bytes]:
    """What stands between the commas of an object or array, looking no deeper; nesting costs nothing."""
    text = text.strip(BLANK)
    if not text.startswith(opening):
        raise ValueError("something else")
    depth, start, commas = 0, 1, False
    for token in TOKEN.finditer(text):
        sign = token[0]
        if sign == UNENDED:
            raise ValueError("a string without an end")
        if sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth -= 1
        if (depth == 1 and sign == b",") or depth == 0:
            part = text[start : token.start()].strip(BLANK)
            if part or commas or depth:
                yield part
            start, commas = token.end(), True
        if depth == 0:
            break
    if depth or start != len(text):
        raise ValueError("cut short, or more than one")


def value(text: bytes | None) -> Any:  # noqa: ANN401  (JSON of any type)
    """A piece of JSON as a value; None where it is none, or more than can be read."""
    try:
        return None if text is None else json.loads(text.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _seconds(asked: object) -> float | None:
    """A number of seconds, also where it is written as a text."""
    if isinstance(asked, bool) or not isinstance(asked, int | float | str):
        return None
    try:
        seconds = float(asked)
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(seconds) else seconds
