"""Whose update is dealt with next: who is in danger first, then everybody in turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEW = 12  # texts of one person: so many take hardly a second


@dataclass(frozen=True)
class Waiting:
    """An update that waits. `words` is a text that is no command; it is `grave` where it is a red flag."""

    update_id: int
    sender: int | None = None
    grave: bool = False
    words: bool = False


def chosen(waiting: Sequence[Waiting], served: Mapping[int | None, int]) -> Waiting | None:
    """One of those that wait, given in the order in which they came; None where none does.

    A red flag goes before all words, its sender's own flood too, but not before what they tapped or commanded
    earlier, such as their consent, nor before a few words of theirs, with which it may be one sentence.
    Of the others each sender is served in turn: `served` tells when each was last, by a number that grows.
    """
    if grave := next((one for one in waiting if one.grave), None):
        before = [one for one in waiting if one.sender == grave.sender and one.update_id < grave.update_id]
        few = sum(one.words for one in before) <= FEW
        return next((one for one in before if few or not one.words), grave)
    heads: dict[int | None, Waiting] = {}
    for one in waiting:
        heads.setdefault(one.sender, one)
    return min(heads.values(), key=lambda one: (served.get(one.sender, 0), one.update_id), default=None)
