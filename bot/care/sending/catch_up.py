"""Several messages due at once, after a standstill or a night, become one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.care.ground import plan
from bot.care.ground.desk import Desk
from bot.care.ground.says.message import stored
from bot.model import POLICIES, Outgoing, State
from bot.store import outbox, plans
from schedules.protocol import StepKind

STANDSTILL = timedelta(minutes=1)  # a shorter delay is the ordinary pace, and everything is said on its own


def gather(desk: Desk, message: Outgoing) -> Outgoing:
    """The message that leads what is due now, with what it carries; the others end here.

    A question leads, the newest one; of the tips the newest of each kind is carried.
    """
    others = [
        other
        for other in plans.due_with(desk.tx, message, now=desk.now)
        if _goes_with(message, other, desk.now)
    ]
    everyone = sorted((message, *others), key=lambda row: (row.round == 0, row.due, row.id))
    if not others or not _stood_still(everyone, desk.now):
        return message
    questions = [row for row in everyone if plan.step_of(row).ask]
    lead = (questions or everyone)[-1]
    rest = [row for row in everyone if row.id != lead.id]
    carries = _tips(desk, lead, rest)
    for row in rest:
        said = row.step in carries
        outbox.drop(desk.tx, row.id, State.MERGED if said else State.EXPIRED, now=desk.now)
    facts = stored(replace(plan.step_of(lead), carries=carries))
    plans.set_facts(desk.tx, lead.id, facts)
    return replace(lead, facts=facts)


def _goes_with(message: Outgoing, other: Outgoing, now: datetime) -> bool:
    """Both are started by the bot, in time, and under the same condition."""
    in_time = other.expires is None or now < other.expires
    alike = plan.step_of(other).only_if == plan.step_of(message).only_if
    return POLICIES[other.sort].unprompted and in_time and alike


def _stood_still(rows: Sequence[Outgoing], now: datetime) -> bool:
    """They wait since a stop of some length, or were moved to one and the same instant."""
    due = {row.due for row in rows}
    return len(due) == 1 or now - min(due) >= STANDSTILL


def _tips(desk: Desk, lead: Outgoing, rest: Sequence[Outgoing]) -> tuple[str, ...]:
    """The steps that the lead carries: the newest of each kind, no question among them."""
    protocol = desk.house.protocols.get(lead.key.partition(".")[0])
    kinds = {step.name: step.kind for step in protocol.steps} if protocol else {}
    tips: dict[StepKind, str] = {}
    for row in (*rest, lead):
        for step in (row.step, *plan.step_of(row).carries):
            kind = kinds.get(step or "")
            if kind and kind is not StepKind.CHECK_IN and step != lead.step:
                tips.pop(kind, None)
                tips[kind] = str(step)
    leading = kinds.get(lead.step or "")
    return tuple(step for kind, step in tips.items() if kind is not leading)
