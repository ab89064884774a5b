"""The tips in messages that went out: which of them were done, and what is left to tap."""

from collections.abc import Sequence

from bot.care.ground.plan import step_of
from bot.care.ground.says.buttons import Rows
from bot.model import Outgoing
from bot.store.tx import instant
from schedules.adapting import DoneTip


def done(rows: Sequence[Outgoing]) -> tuple[DoneTip, ...]:
    """Everything that was tapped as done, under whichever of these."""
    return tuple(
        DoneTip(tip.step, tip.kind, instant(tip.done))
        for row in rows
        for tip in step_of(row).tips
        if tip.done is not None
    )


def left_under(row: Outgoing, *, answered: bool = True) -> Rows:
    """What stays of the buttons under a step that went out."""
    return step_of(row).open(row.id, answered=answered)
