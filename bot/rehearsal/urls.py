"""Links that Telegram marks in a plain text, with or without https:// before them."""

import re
from collections.abc import Iterator

_NAME = r"(?:[^\W_](?:[\w~-]*[^\W_])?\.)+"
_LINK = re.compile(
    rf"(?<![\w@./~-])(?P<scheme>https?://)?{_NAME}(?P<top>[^\W\d_]{{2,}})(?![\w@-])(?::\d{{1,5}})?"
    r"(?P<path>[/?#][^\s<>\"«»\u2000-\u200b\u200e-\u200f\u2016-\u206f]*)?",
    re.IGNORECASE,
)
_UNENDING = ".:;,('?!`"
_PAIRS = {")": "(", "]": "[", "}": "{"}
# Without a scheme Telegram marks only names under a domain that there is; it knows them all, and we these.
_TOP = re.compile(
    r"com|org|net|edu|gov|info|int|io|me|app|dev|health|care|clinic|doctor|eu|uk|us|ca|au|nz|ie|in|de|at|ch|li|"
    r"fr|be|nl|lu|it|es|pt|pl|cz|sk|hu|ro|bg|gr|se|no|fi|dk|is|ee|lv|lt|si|hr|ua|br|mx|ar|cl|co|za|il|jp",
    re.IGNORECASE,
)


def links_in(text: str) -> Iterator[tuple[int, int]]:
    """Give where each link begins and ends, in code points."""
    for found in _LINK.finditer(text):
        if found["scheme"] or _TOP.fullmatch(found["top"]):
            path = found["path"] or ""
            yield found.start(), found.end() - len(path) + _path_ends(path)


def _path_ends(path: str) -> int:
    """End a path before a bracket that it did not open, and before the punctuation of the sentence."""
    opened: list[str] = []
    ends = len(path)
    for at, character in enumerate(path):
        if character in _PAIRS.values():
            opened.append(character)
        elif character in _PAIRS and _PAIRS[character] not in opened:
            ends = at
            break
        elif character in _PAIRS:
            opened.remove(_PAIRS[character])
    return len(path[:ends].rstrip(_UNENDING))
