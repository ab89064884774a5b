"""Names and labels as people type them, made harmless wherever they may be shown."""

import re
import unicodedata

LONGEST_LABEL = 40  # characters
LONGEST_NAME = 40
# Control characters, and the format characters that turn text around or hide in it.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
SMALL = 3  # letters of what may stand small between the parts of a name: van, de la
MOST_PARTS = 5
_INITIALS = re.compile(r"[A-Z]{2,3}(?![\w'])")


def plain(text: str) -> str:
    """One line without characters that cannot be seen, or that change how others are read."""
    spaced = re.sub(r"\s", " ", text)
    seen = "".join(sign for sign in spaced if unicodedata.category(sign) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def plain_name(text: str) -> str:
    """A person's name, cut to a length that fits anywhere."""
    return plain(text)[:LONGEST_NAME].strip()


def is_plainly_name(text: str) -> bool:
    """Whether a text looks like a name and nothing else: a few words of letters, each written large."""
    parts = plain(text).split()
    if not 0 < len(parts) <= MOST_PARTS or len(plain(text)) > LONGEST_NAME:
        return False
    first, between, last = parts[0], parts[1:-1], parts[-1]
    named = [part for part in between if not (part.isalpha() and len(part) <= SMALL)]
    return all(_is_part(part) for part in (first, *named, last))


def is_plainly_label(text: str) -> bool:
    """Whether a text looks like a label and nothing else: initials, numbers, or names written large."""
    parts = plain(text).split()
    short = len(parts) == 1 and len(parts[0]) <= SMALL
    return 0 < len(parts) <= SMALL and (
        short or all(part != part.lower() or part.isdigit() for part in parts)
    )


def begins_with_initials(text: str) -> bool:
    """Whether a line begins as one about somebody may: with two or three letters, all written large."""
    return _INITIALS.match(plain(text)) is not None


def is_whole_name(text: str) -> bool:
    """Whether a label looks like a first name and a surname, rather than initials or other words."""
    parts = plain(text).split()
    whole = [part for part in parts if part.isalpha() and len(part) >= SMALL and not part.isupper()]
    return len(parts) > 1 and bool(whole) and is_plainly_name(text)


def is_named(name: str, text: str) -> bool:
    """Whether a text names somebody: by the whole name, however it is written."""
    return re.search(rf"\b{re.escape(name.casefold())}\b", text.casefold()) is not None


def _is_part(word: str) -> bool:
    letters = re.sub(r"(?<=\w)['’\-.](?=\w|$)", "", word)
    large = letters[:1].isupper() or (letters[:1].isalpha() and not letters[:1].islower())
    return letters.isalpha() and large
