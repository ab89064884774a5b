"""Who is hardly sore any more may do without the other tips; the check-ins stay."""

from dataclasses import replace

from bot.care.ground import people, plan, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.ending_early import EndEarly, EndedEarly, TipsAgain
from bot.care.patient import ratings
from bot.model import Patient, State, Status, Treatment
from bot.store import outbox, plans, treatments
from schedules.adapting import may_end_early
from schedules.clinical import CLINICAL
from schedules.protocol import TIPS


def offer(desk: Desk, patient: Patient, treatment: Treatment) -> None:
    """After an answer to a check-in; not to who is or was worried, and not where no tip is to come."""
    protocol = desk.house.protocols.get(treatment.protocol)
    given = ratings.series(desk, treatment)
    # What somebody says unasked makes no second answer of one, but a high rating is one however it came.
    told = [one.value for one in given if one.step is not None or one.value > CLINICAL.low]
    if protocol is None or not may_end_early(told, protocol.adapting) or not _has_tips(desk, treatment):
        return
    if treatments.worried(desk.tx, treatment.id) or red_flag.waiting(desk, patient):
        return
    named = plan.about(desk, patient, treatment, among=len(plan.running(desk, patient)))
    say(desk, patient, EndEarly(about=named), treatment_id=treatment.id)


def _has_tips(desk: Desk, treatment: Treatment) -> bool:
    kinds = {step.name: step.kind for step in desk.house.protocols[treatment.protocol].steps}
    return any(
        kinds.get(step) in TIPS
        for row in plans.of_treatment(desk.tx, treatment.id)
        if row.state is State.DUE
        for step in (row.step or "", *plan.step_of(row).carries)
    )


def decide(desk: Desk, caller: Caller, offer_id: int, wanted: bool) -> Toast:
    """Yes or no to the offer, and back again for as long as the plan runs."""
    message = outbox.get(desk.tx, offer_id, chat_id=caller.chat_id)
    patient = people.of_message(desk, caller, message)
    treatment = treatments.by_id(desk.tx, message.treatment_id or 0) if message else None
    if not (message and patient and treatment) or message.key != EndEarly.key:
        return OLD
    if treatment.patient_id != patient.id or not plan.is_running(desk, treatment):
        return OLD
    before = plans.ends_early(desk.tx, treatment.id)
    outbox.answered(desk.tx, message.id, plans.EARLY if wanted else plans.NOT_EARLY, now=desk.now)
    if before == wanted:
        return Toast("toasts.kept" if not wanted else "toasts.already")
    if patient.status is Status.ACTIVE:
        plan.adopt(desk, patient, treatment, backlog=False)
    named = plan.about(desk, patient, treatment, among=len(plan.running(desk, patient)))
    said = EndedEarly(of=message.id) if wanted else TipsAgain()
    say(desk, patient, replace(said, about=named), treatment_id=treatment.id)
    return Toast()
