"""Several messages due at once, after a standstill or a night, become one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.care.desk import Desk
from bot.model import POLICIES, Message, State
from bot.store import outbox, plans
from schedules.protocol import Kind


def gather(desk: Desk, message: Message) -> Message:
    """Several due at once after a standstill become one: a question leads, one tip of each kind is kept."""
    others = [
        other
        for other in plans.due_with(desk.tx, message, now=desk.now)
        if POLICIES[other.sort].unprompted
        and not _stale(other, desk.now)
        and other.facts.get("only_if") == message.facts.get("only_if")
    ]
    if not others or message.treatment_id is None:
        return message
    everyone = sorted((message, *others), key=lambda row: (row.round == 0, row.due, row.id))
    questions = [row for row in everyone if row.facts.get("ask")]
    lead = (questions or everyone)[-1]  # the newest; one asked again gives way to a new one
    rest = [row for row in everyone if row.id != lead.id]
    for row in rest:
        outbox.drop(desk.tx, row.id, State.MERGED, now=desk.now)
    facts = {**lead.facts, "carries": _tips(desk, lead, rest)}
    plans.set_facts(desk.tx, lead.id, facts)
    return replace(lead, facts=facts)


def _stale(message: Message, now: datetime) -> bool:
    return message.expires is not None and now >= message.expires


def _tips(desk: Desk, lead: Message, rest: Sequence[Message]) -> list[str]:
    """The steps that the lead carries: the newest of each kind, no question among them."""
    protocol = desk.house.protocols.get(lead.key.partition(".")[0])
    kinds = {step.name: step.kind for step in protocol.steps} if protocol else {}
    tips: dict[Kind, str] = {}
    for row in (*rest, lead):
        for step in (row.step, *row.facts.get("carries", ())):
            kind = kinds.get(step or "")
            if kind and kind is not Kind.CHECK_IN and step != lead.step:
                tips.pop(kind, None)
                tips[kind] = str(step)
    leading = kinds.get(lead.step or "")
    return [step for kind, step in tips.items() if kind is not leading]
