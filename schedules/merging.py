"""Making one message of steps that would reach the patient too close together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from schedules.protocol import Step, StepKind


@dataclass(frozen=True)
class Bundle:
    """Steps sent together: the one that leads, and the others in the order in which they came."""

    due: datetime
    lead: Step
    others: tuple[Step, ...] = ()

    def takes(self, due: datetime, step: Step, gap: timedelta) -> bool:
        """Say whether a step due at or after the message's time belongs into it."""
        two_questions = self.lead.kind is step.kind is StepKind.CHECK_IN
        return not two_questions and (due == self.due or due - self.due < gap)

    def with_step(self, due: datetime, step: Step) -> "Bundle":
        """Add a step; a question wins: it leads, and the message waits for its time."""
        if step.kind is StepKind.CHECK_IN:
            return Bundle(due, step, (self.lead, *self.others))
        return replace(self, others=(*self.others, step))


def merged(steps: Iterable[tuple[datetime, Step]], gap: timedelta) -> list[Bundle]:
    """Merge steps, given in order of their due times, that are closer than the gap.

    The gap is measured from the message's own time, so nothing chains: tips every 1.5 h with a gap of 2 h
    are sent in pairs. Two check-ins never merge; both stay, however close (each is an answer of its own).
    """
    messages: list[Bundle] = []
    for due, step in steps:
        if messages and messages[-1].takes(due, step, gap):
            messages[-1] = messages[-1].with_step(due, step)
        else:
            messages.append(Bundle(due, step))
    return messages
