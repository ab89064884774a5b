"""What is still to come of a plan, to be put into a calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.care.ground import people, plan
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.documents import PlanFile
from bot.model import State
from bot.store import outbox, plans, treatments
from schedules.protocol import StepKind


@dataclass(frozen=True)
class ToCome:
    """A message still to come: of which session and step, when (UTC), of which kinds, whether for sure."""

    session: str
    step: str
    round: int
    at: datetime
    kinds: tuple[StepKind, ...]
    maybe: bool


def offer(desk: Desk, caller: Caller, message_id: int) -> Toast:
    """The button under a plan: the file of that session, as it stands now."""
    said = outbox.get(desk.tx, message_id, chat_id=caller.chat_id)
    patient = people.of_message(desk, caller, said)
    if said is None or patient is None or said.patient_id != patient.id:
        return OLD
    treatment = treatments.by_id(desk.tx, said.treatment_id or 0)
    if treatment is None or not ahead(desk, treatment.id):
        return Toast("toasts.nothing_ahead", close=False)
    among = len(plan.running(desk, patient))
    told = PlanFile(about=plan.about(desk, patient, treatment, among=among))
    say(desk, patient, told, treatment_id=treatment.id)
    return Toast(close=False)


def ahead(desk: Desk, treatment_id: int | None) -> Sequence[ToCome]:
    """In the order in which it is due."""
    treatment = treatments.by_id(desk.tx, treatment_id or 0)
    if treatment is None:
        return ()
    protocol = desk.house.protocols.get(treatment.protocol)
    kinds = {step.name: step.kind for step in protocol.steps} if protocol else {}
    rows = [
        (row, plan.step_of(row))
        for row in plans.of_treatment(desk.tx, treatment.id)
        if row.state is State.DUE and row.due > desk.now and row.step
    ]
    return tuple(
        ToCome(
            session=treatment.code,
            step=row.step or "",
            round=row.round,
            at=row.due,
            kinds=(said.kind, *(kinds[step] for step in said.carries if step in kinds)),
            maybe=said.only_if is not None,
        )
        for row, said in rows
    )
