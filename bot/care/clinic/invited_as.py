"""In which role a colleague is invited: a word for it stands before the name or behind it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Opens
from messages.heard.labels import plain

# Words that may mean any of several roles mean none, and are asked about.
ROLES: Mapping[str, Opens | None] = {
    **dict.fromkeys(("clinician", "physio", "physiotherapist", "therapist"), Opens.CLINICIAN),
    **dict.fromkeys(("owner", "co-owner"), Opens.OWNER),
    **dict.fromkeys(
        ("receptionist", "reception", "front desk", "front-desk", "secretary"), Opens.RECEPTIONIST
    ),
    **dict.fromkeys(("admin", "administrator", "manager", "assistant", "desk", "staff"), None),
}
_LINKS = frozenset({"as", "a", "an", "the", "our", "at", "role", "is"})  # between a name and its role
_MARKS = " ,;:()[]-–—/"
_ANY = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, ROLES), key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)


@dataclass(frozen=True)
class InvitedAs:
    """The name, and the role that was said: a clinician where none was; None where it must be asked."""

    name: str
    opens: Opens | None


def invited_as(said: str, unsaid: Opens = Opens.CLINICIAN) -> InvitedAs:
    """Take the role out of what was said, at either end of it and in any letter case.

    One that stands elsewhere, or beside another, is not guessed: it might give more rights than was meant.
    """
    text = plain(said)
    found = [*_ANY.finditer(text)]
    if not found:
        return InvitedAs(text, unsaid)
    roles = {ROLES[one[0].casefold()] for one in found}
    before, behind = _bare(text[: found[0].start()]), _bare(text[found[-1].end() :])
    if len(roles) > 1 or (before and behind):
        return InvitedAs(text, None)
    return InvitedAs(before or behind, roles.pop())


def _bare(text: str) -> str:
    """A name without what links it to a role: "Rae (as a"."""
    words = text.strip(_MARKS).split()
    while words and words[-1].strip(_MARKS).casefold() in _LINKS:
        words.pop()
    while words and words[0].strip(_MARKS).casefold() in _LINKS:
        words.pop(0)
    return " ".join(words).strip(_MARKS)
