"""Entries of which the share counts together: they are told apart by little."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages.said.faq import Entries, EntryKind

KIN = (  # entries whose shares count together; where none of them stands out, the first, general one is meant
    ("conditions", "muscle-pain", "sports", "headaches", "joints", "posture"),
    ("how-works", "tightness", "blood-flow", "pain-signals", "movement"),
)


@dataclass(frozen=True)
class Kin:
    """Classes whose shares count together, by their numbers, and the one that stands for all of them."""

    members: list[int]
    general: int | None = None


def kin_of(classes: Sequence[str], entries: Entries) -> list[Kin]:
    """Put every class with its kin: those named as such, all small talk, and any other one by itself."""
    number = {name: at for at, name in enumerate(classes)}
    known = [[number[name] for name in names] for names in KIN if number.keys() >= {*names}]
    named = [Kin(members, members[0]) for members in known]
    small = Kin([number[name] for name in classes if entries[name].kind is EntryKind.SMALLTALK])
    taken = {at for kin in (*named, small) for at in kin.members}
    return [*named, small, *(Kin([at]) for at in range(len(classes)) if at not in taken)]
