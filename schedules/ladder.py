"""When an alert is told again, and to whom, until a person has seen it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum


class Reach(IntEnum):
    """How far an alert has got; whom that is at a clinic, the clinic knows. Each takes in those before it."""

    FOLLOWER = 0
    ON_DUTY = 1
    EVERYBODY = 2


@dataclass(frozen=True)
class Ladder:
    """Offsets from the raising of an alert: to whoever follows the patient, then to all on duty, then to all.

    After the last of them it is told again every `then`.
    """

    follower: tuple[timedelta, ...]
    on_duty: timedelta
    everybody: timedelta
    then: timedelta
    working_hours: bool = False  # it can wait until the clinic is open

    @property
    def steps(self) -> tuple[timedelta, ...]:
        return (*self.follower, self.on_duty, self.everybody)


def rung(ladder: Ladder, since: timedelta) -> int:
    """How many rungs are behind once `since` has passed: 0 before the first, and it never falls."""
    steps = ladder.steps
    if since < ladder.everybody:
        return sum(offset <= since for offset in steps)
    return len(steps) + (since - ladder.everybody) // ladder.then


def offset_of(ladder: Ladder, number: int) -> timedelta:
    """When rung `number` (from 0) is reached, after the alert was raised."""
    steps = ladder.steps
    over = number - len(steps) + 1
    return steps[number] if over <= 0 else ladder.everybody + over * ladder.then


def reach(ladder: Ladder, number: int) -> Reach:
    """Whom rung `number` is for; before the first one, whoever follows the patient."""
    beyond = number - len(ladder.follower)
    return Reach.FOLLOWER if beyond < 0 else Reach.ON_DUTY if beyond == 0 else Reach.EVERYBODY
