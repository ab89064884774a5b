"""The tips in messages that went out: which of them were done, and what is left to tap."""

from collections.abc import Sequence

from bot.care.ground.plan import step_of
from bot.care.ground.says.buttons import Rows
from bot.model import Outgoing, State
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


def told(rows: Sequence[Outgoing]) -> frozenset[str]:
    """The steps of the tips that came with these, done or not; what may not have arrived does not count."""
    came = [row for row in rows if row.state is State.SENT]
    return frozenset(tip.step for row in came for tip in step_of(row).tips if tip.left_out is None)


def praised(rows: Sequence[Outgoing]) -> int:
    """How many done ones were praised last in these; 0 for none."""
    said = [step_of(row).praise for row in rows]
    return max((one.done for one in said if one), default=0)


def left_under(row: Outgoing, *, answered: bool = True) -> Rows:
    """What stays of the buttons under a step that went out."""
    return step_of(row).open(row.id, answered=answered)
