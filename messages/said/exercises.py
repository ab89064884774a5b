"""The words of movements and stretches: who has reviewed them, and how the stretches are drawn."""

from collections.abc import Iterator, Mapping

from messages.said.gaps import Gap
from messages.word_file import Value

REVIEWED_BY, DRAWN = "exercises.reviewed_by", "exercises.drawn"
UNDRAWN = "none"
WAYS = ("light", "dark", UNDRAWN)  # of drawing


def gaps(where: str, words: Mapping[str, Value]) -> Iterator[Gap]:
    """A way of drawing that there is not."""
    if words.get(DRAWN, UNDRAWN) not in WAYS:
        yield Gap(where, f"{DRAWN} must be one of: {', '.join(WAYS)}")


def unreviewed(languages: Mapping[str, Mapping[str, Value]]) -> str:
    """A line on the words and drawings that nobody has put their name to; of none, nothing."""
    open_ones = [language for language, words in sorted(languages.items()) if not words.get(REVIEWED_BY)]
    if not open_ones:
        return ""
    return (
        f"exercises (/preview shows them) reviewed by nobody: {', '.join(open_ones)}; "
        "messages/LANG/exercises.toml takes a name, as reviewed_by"
    )
