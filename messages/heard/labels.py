"""Names and labels as people type them, made harmless wherever they may be shown."""

import re
import unicodedata

LONGEST_LABEL = 40  # characters
LONGEST_NAME = 40
# Control characters, and the format characters that turn text around or hide in it.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def plain(text: str) -> str:
    """One line without characters that cannot be seen, or that change how others are read."""
    spaced = re.sub(r"\s", " ", text)
    seen = "".join(sign for sign in spaced if unicodedata.category(sign) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def plain_name(text: str) -> str:
    """A person's name, cut to a length that fits anywhere."""
    return plain(text)[:LONGEST_NAME].strip()
