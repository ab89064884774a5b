"""Under which licence each dependency is, as it says itself: `make licences` writes docs/licences.md anew."""

import re
import sys
from importlib.metadata import distribution

from tests.surroundings import ROOT

PAGE = ROOT / "docs" / "licences.md"
LONGEST = 60  # characters; some give the whole text
READ_IN_ITS_FILES = {"sqlcipher3": "Zlib; in it SQLCipher (BSD-3-Clause) and SQLite (Public Domain)"}
TABLE = "|---|---|\n"


def pinned() -> list[str]:
    """The packages of the lock; what is for another kind of machine is left out."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = [re.match(r"([a-z0-9-]+)==[^ ]+(?: ; (.*))?", line) for line in lines]
    return [*dict.fromkeys(one[1] for one in named if one and "platform" not in (one[2] or ""))]


def licence(name: str) -> str:
    """By its metadata: the expression, the classifiers, or a short text. Raises PackageNotFoundError."""
    if name in READ_IN_ITS_FILES:
        return READ_IN_ITS_FILES[name]
    told = distribution(name).metadata.json
    if expression := told.get("license_expression"):
        return str(expression)
    classes = [one.rpartition(" :: ")[2] for one in told.get("classifier", []) if "License ::" in one]
    if classes := [one for one in classes if one != "OSI Approved"]:
        return ", ".join(sorted(classes))
    text = str(told.get("license", "")).strip()
    return text if text and len(text) <= LONGEST and "\n" not in text else "see its own files"


def page() -> str:
    """The page with its table made anew; what stands above that is kept."""
    above = PAGE.read_text(encoding="utf-8").partition(TABLE)[0]
    return above + TABLE + "".join(f"| {name} | {licence(name)} |\n" for name in pinned())


def listed(text: str) -> dict[str, str]:
    """What a page says, by package."""
    rows: list[tuple[str, str]] = re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", text, re.MULTILINE)
    return {name: said for name, said in rows if name != "package"}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} is written\n")
