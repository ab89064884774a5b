"""A treatment is recorded or corrected, and its plan is made and told."""

from dataclasses import replace
from datetime import datetime

from bot.care import auditing, plan
from bot.care.desk import Desk, say
from bot.model import Invitation, Patient, Status, Treatment
from bot.store import dialogues, invitations, patients, plans, treatments
from bot.store.codes import new_code
from bot.store.tx import stamp

NEW, INVITED = "new", "invited"


def register(desk: Desk, patient: Patient, at: datetime, *, mode: str) -> Treatment:
    """Record the treatment, build its plan and tell it; a correction alone wakes no resting reminders.

    `mode` is NEW, INVITED, or the code of the treatment to correct.
    """
    dialogues.end(desk.tx, patient.chat_id)
    treatment = _correct(desk, patient, at, mode)
    corrected = treatment is not None
    if treatment is None:
        treatment = _invited(desk, patient, at) if mode == INVITED else None
        treatment = treatment or _alone(desk, patient, at)
        patients.set_status(desk.tx, patient.id, Status.ACTIVE)
        patient = replace(patient, status=Status.ACTIVE)
    running = plan.is_running(desk, treatment)
    if patient.status is Status.ACTIVE and (running or corrected):
        plan.adopt(desk, patient, treatment)
    if running:
        plan.tell(desk, patient, only=treatment)
    else:
        zone = desk.zone_of(patient).key
        say(desk, patient, "registered_late", treated_at=stamp(at), zone=zone)
    return treatment


def _correct(desk: Desk, patient: Patient, at: datetime, code: str) -> Treatment | None:
    """Correct a session that is being followed; None where the code names none."""
    for treatment in plan.running(desk, patient):
        if treatment.code == code:
            treatments.correct(desk.tx, treatment.id, at)
            auditing.note(desk, patient, "corrected the time", patient.code)
            return treatments.by_id(desk.tx, treatment.id)
    return None


def _invited(desk: Desk, patient: Patient, at: datetime) -> Treatment | None:
    """The session that a link stands for; others of the patient go on beside it."""
    link = invitations.pending(desk.tx, patient.id)
    if link is None:
        return None
    treatment = _add(desk, patient, at, link)
    invitations.registered(desk.tx, link.id, treatment.id)
    return treatment


def _alone(desk: Desk, patient: Patient, at: datetime) -> Treatment:
    """A session without a link takes the place of an earlier one like it: nothing is asked twice."""
    for before in treatments.of_patient(desk.tx, patient.id):
        if before.clinician_id is None:
            end(desk, before)
    return _add(desk, patient, at, None)


def end(desk: Desk, treatment: Treatment) -> None:
    """Accompany a treatment no further; what was said of others is not touched."""
    treatments.end(desk.tx, treatment.id, desk.now)
    plans.cancel_treatment(desk.tx, treatment_id=treatment.id, now=desk.now)


def _add(desk: Desk, patient: Patient, at: datetime, link: Invitation | None) -> Treatment:
    name = link.protocol if link and link.protocol in desk.house.protocols else desk.house.default_protocol
    protocol = desk.house.protocols[name]
    made = Treatment(
        id=0,
        code=new_code(),
        patient_id=patient.id,
        protocol=protocol.name,
        digest=plan.digest(protocol),
        treated_at=at,
        clinician_id=link.staff_id if link else None,
        label=link.label if link else "",
        region=link.region if link else None,
    )
    auditing.note(desk, patient, "registered a session", patient.code)
    return treatments.add(desk.tx, made, now=desk.now)
