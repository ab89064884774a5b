"""What a protocol is: its steps, and when each of them is."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class StepKind(StrEnum):
    """What a step is about; it decides who wins a merge and how late the step may still be sent."""

    HYDRATION = "hydration"
    MOVEMENT = "movement"
    STRETCHING = "stretching"
    CHECK_IN = "check_in"
    INFORMATION = "information"


TIPS = (StepKind.HYDRATION, StepKind.MOVEMENT, StepKind.STRETCHING)  # what a patient can do, and leave
EFFORTS = (StepKind.MOVEMENT, StepKind.STRETCHING)  # what may be too much for who is sore


@dataclass(frozen=True)
class Step:
    """One thing to tell or to ask the patient.

    `after` counts from the end of treatment, `expires` from the moment the step is due. `ask` is the kind
    of question (check-ins only); `only_if` is a condition that is judged when the step would be sent.
    `ask_worst` asks besides what the worst was since the last time; no plan has to be made anew for that.
    """

    name: str
    after: timedelta
    kind: StepKind
    expires: timedelta
    ask: str | None = None
    only_if: str | None = None
    ask_worst: bool = field(default=False, repr=False)  # by what it is written as, a protocol is known again


@dataclass(frozen=True)
class Adapting:
    """How a course may fit itself to the patient; each rule may be missing. None of them adds a message.

    `done` is for how long what was done lets the like rest; `sore` are kinds that are left out after a severe
    rating; `low` is after how many low ratings running the tips may be left off; `praise` is how many have
    to be done for a later one to say so.
    """

    done: timedelta | None = None
    sore: tuple[StepKind, ...] = ()
    low: int | None = None
    praise: int | None = None


@dataclass(frozen=True)
class Protocol:
    """A course of aftercare: its steps in order of `after`, then of the file.

    The plan ends after `window`; reminders closer than `gap` become one.
    """

    name: str
    title: str
    window: timedelta
    gap: timedelta
    steps: tuple[Step, ...]
    adapting: Adapting = field(
        default=Adapting(), repr=False
    )  # is judged when a step goes, as `ask_worst` is

    def step(self, name: str) -> Step:
        """Find a step by its name; KeyError if the protocol has none of that name."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)
