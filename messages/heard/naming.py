"""Somebody says what a person is called: as an answer, or in a sentence of its own."""

from collections.abc import Sequence

from messages.heard.acts.phrasing import without_apostrophes
from messages.heard.labels import is_plainly_name, plain, plain_name

_SHORT = 3  # words at most of a name that may be written small
_MARKS = ".,;:!"
_LONG = 5  # letters of a word that is no name by chance


def is_short_name(text: str) -> bool:
    """Whether a text may be a name, written large or small: a few words of letters."""
    words = plain(text).rstrip(_MARKS).split()
    return 0 < len(words) <= _SHORT and all(
        word.replace("-", "").replace("'", "").isalpha() for word in words
    )


def name_in(text: str, before: Sequence[str]) -> str:
    """The name in "call her Mia"; empty where a text does not begin with one of the phrases `before` it."""
    words = plain(text).split()
    bare = [without_apostrophes(word.casefold()).strip(_MARKS) for word in words]
    for phrase in sorted((one.split() for one in before), key=len, reverse=True):
        rest = " ".join(words[len(phrase) :]).strip(f"{_MARKS} ")
        if bare[: len(phrase)] == phrase and is_short_name(rest) and not rest.endswith("?"):
            return plain_name(rest)
    return ""


def is_in(text: str, known: Sequence[str]) -> bool:
    """Whether each long word of a text stands, letter by letter, in what people ask."""
    asked = {word.strip("?.,!") for one in known for word in one.casefold().split()}
    words = [word for word in plain(text).casefold().split() if len(word) >= _LONG]
    return bool(words) and all(word in asked for word in words)


def is_written_large(text: str) -> bool:
    return is_plainly_name(plain(text).rstrip(_MARKS))
