"""A text, and the part of it that must be seen: in a file of words it stands between two stars."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
MARK = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?![\w*])")
_REMEMBERED = 1000  # texts
Stretch = tuple[int, int]  # where it begins and ends, in characters


@dataclass(frozen=True)
class Marked:
    """Plain text; `bold` are the parts of it that were marked."""

    text: str = ""
    bold: tuple[Stretch, ...] = ()

    def __str__(self) -> str:
        return self.text

    def cut(self, longest: int) -> "Marked":
        """At most so many characters, the last of which says that there were more."""
        if len(self.text) <= longest:
            return self
        short = self.text[: longest - 1]
        kept = ((begins, min(ends, len(short))) for begins, ends in self.bold if begins < len(short))
        return Marked(short + "…", tuple(kept))

    def in_utf16(self) -> tuple[Stretch, ...]:
        """Offset and length of each bold part, as Telegram counts them."""
        return tuple((_units(self.text[:a]), _units(self.text[a:b])) for a, b in self.bold)


def filled(text: str, fill: Callable[[str], Marked], *, marks: bool = True) -> Marked:
    """A text as it was written, its marks taken off (if it has `marks`) and its placeholders filled.

    What fills one is never looked at for marks: a name or a patient's own words stay as they are.
    """
    said, bold, end = list[str](), list[Stretch](), 0
    for is_marked, pieces in _parts(text, marks):
        begins = end
        for number, piece in enumerate(pieces):
            one = fill(piece) if number % 2 else None
            if one and not is_marked:
                bold += [(end + first, end + last) for first, last in one.bold]
            said.append(one.text if one else piece)
            end += len(said[-1])
        if is_marked:
            bold.append((begins, end))
    return Marked("".join(said), tuple(bold))


@lru_cache(_REMEMBERED)
def _parts(text: str, marks: bool) -> Sequence[tuple[bool, Sequence[str]]]:
    """The parts of a text, whether each is marked, and its pieces: every second one names what fills it."""
    parts = MARK.split(text) if marks else [text]
    return [(number % 2 == 1, PLACEHOLDER.split(part)) for number, part in enumerate(parts)]


def joined(between: str, parts: Iterable[Marked]) -> Marked:
    text, bold = "", list[Stretch]()
    for number, part in enumerate(parts):
        text += between if number else ""
        bold += [(len(text) + begins, len(text) + ends) for begins, ends in part.bold]
        text += part.text
    return Marked(text, tuple(bold))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
