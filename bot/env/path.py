"""Where files and folders of ours lie: a path of this machine, written whole."""

import re
from pathlib import Path

DRIVE, SCHEME = re.compile(r"[A-Za-z]:"), re.compile(r"[a-z]{2,}:")
NOT_FOLLOWED = ("~", "$")  # a shell makes a path of them, and nobody else does


def of_this_machine(value: object) -> object:
    """What may be such a path. Raises ValueError where another place would come of it than is meant."""
    text = str(value) if isinstance(value, str | Path) else ""
    parts = Path(text).parts
    if "\\" in text or any(DRIVE.fullmatch(part) for part in parts):
        raise ValueError("is a path of Windows; write one of this machine, like /srv/aftercare/data")
    if any(part.startswith(NOT_FOLLOWED) or SCHEME.fullmatch(part) for part in parts):
        raise ValueError("is not a whole path; write it from the first / on, like /srv/aftercare/data")
    if not text.isprintable():
        raise ValueError("holds a character that cannot be seen; type it anew")
    return value
