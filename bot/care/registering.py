"""A treatment is recorded or corrected, and its plan is made and told."""

from dataclasses import replace
from datetime import datetime

from bot.care import plan
from bot.care.desk import Desk, say
from bot.model import Patient, Status, Treatment
from bot.store import dialogues, patients, plans, treatments
from bot.store.tx import stamp


def register(desk: Desk, patient: Patient, at: datetime, *, mode: str) -> Treatment:
    """Record the treatment, build its plan and tell it; a correction alone wakes no resting reminders."""
    dialogues.end(desk.tx, patient.chat_id)
    treatment = _correct(desk, patient, at) if mode == "correct" else None
    if treatment is None:
        treatment = _add(desk, patient, at)
        patients.set_status(desk.tx, patient.id, Status.ACTIVE)
        patient = replace(patient, status=Status.ACTIVE)
    current = plan.current(desk, patient)
    if patient.status is Status.ACTIVE and (current or mode == "correct"):
        plan.adopt(desk, patient, treatment)
    if current:
        plan.tell(desk, patient)
    else:
        zone = desk.zone_of(patient).key
        say(desk, patient, "registered_late", treated_at=stamp(at), zone=zone)
    return treatment


def _correct(desk: Desk, patient: Patient, at: datetime) -> Treatment | None:
    treatment = plan.current(desk, patient)
    if treatment:
        treatments.correct(desk.tx, treatment.id, at)
        return treatments.by_id(desk.tx, treatment.id)
    return None


def _add(desk: Desk, patient: Patient, at: datetime) -> Treatment:
    """A new treatment; an earlier one is accompanied no further, so that nothing is asked twice."""
    if before := treatments.latest(desk.tx, patient.id):
        treatments.replace(desk.tx, before.id, desk.now)
        plans.cancel_treatment(desk.tx, treatment_id=before.id, now=desk.now)
    protocol = desk.house.protocols[desk.house.default_protocol]
    return treatments.add(
        desk.tx,
        patient_id=patient.id,
        protocol=protocol.name,
        digest=plan.digest(protocol),
        treated_at=at,
        now=desk.now,
    )
