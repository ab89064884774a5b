"""Whose update is dealt with next: who is in danger first, then everybody in turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """An update that waits. `words` is a text that is no command; it is `grave` where it is a red flag."""

    update_id: int
    sender: int | None = None
    grave: bool = False
    words: bool = False


def chosen(waiting: Sequence[Waiting], served: Mapping[int | None, int]) -> Waiting | None:
    """One of those that wait, given in the order in which they came; None where none does.

    A red flag goes before all words, its sender's own too, but not before what they tapped or commanded
    earlier, such as their consent. Of the others each sender is served in turn: `served` tells when each
    was last, by a number that grows.
    """
    if grave := next((one for one in waiting if one.grave), None):
        theirs = (one for one in waiting if one.sender == grave.sender and not one.words)
        return next((one for one in theirs if one.update_id < grave.update_id), grave)
    heads: dict[int | None, Waiting] = {}
    for one in waiting:
        heads.setdefault(one.sender, one)
    return min(heads.values(), key=lambda one: (served.get(one.sender, 0), one.update_id), default=None)
