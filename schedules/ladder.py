"""When an alert is told again, and to whom, until a person has seen it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Ladder:
    """Offsets from the raising of an alert: to whoever follows the patient, then to the owners as well.

    After the last of them it is told again every `then`.
    """

    followers: tuple[timedelta, ...]
    owners: timedelta
    then: timedelta
    working_hours: bool = False  # it can wait until the clinic is open


def rung(ladder: Ladder, since: timedelta) -> int:
    """How many rungs are behind once `since` has passed: 0 before the first, and it never falls."""
    last = (*ladder.followers, ladder.owners)
    if since < ladder.owners:
        return sum(offset <= since for offset in last)
    return len(last) + (since - ladder.owners) // ladder.then


def offset_of(ladder: Ladder, number: int) -> timedelta:
    """When rung `number` (from 0) is reached, after the alert was raised."""
    steps = (*ladder.followers, ladder.owners)
    return steps[number] if number < len(steps) else ladder.owners + (number - len(steps) + 1) * ladder.then


def reaches_owners(ladder: Ladder, number: int) -> bool:
    return number >= len(ladder.followers)
