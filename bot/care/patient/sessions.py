"""A treatment is recorded or corrected, and its plan is made and told."""

from dataclasses import replace
from datetime import datetime

from bot.care.ground import notices, plan, record, red_flag
from bot.care.ground.desk import Desk, say
from bot.care.ground.says.plan import NoPlan, RegisteredLate, SignsAgain
from bot.care.links import next_session
from bot.care.links.next_session import INVITED, SAME_SESSION
from bot.care.patient import asked_name, phone
from bot.model import Invitation, Patient, Status, Treatment
from bot.store import courses, dialogues, invitations, patients, plans, treatments
from bot.store.codes import new_code
from bot.store.tx import stamp
from schedules.clinical import CLINICAL

NEW = "new"


def register(
    desk: Desk, patient: Patient, at: datetime, *, mode: str, link: Invitation | None = None
) -> bool:
    """Record the treatment, build its plan and tell it; a correction alone wakes no resting reminders.

    Whether a name is asked for now, which comes before any other question.

    `mode` is NEW, INVITED (by `link`, or the newest that waits), or the code of the treatment to correct,
    which may have been ended meanwhile.
    """
    dialogues.end(desk.tx, patient.chat_id)
    corrected = mode not in (NEW, INVITED)
    if corrected:
        treatment = _correct(desk, patient, at, mode)
    else:
        treatment = _invited(desk, patient, at, link) if mode == INVITED else _alone(desk, patient, at)
    if treatment is None:
        say(desk, patient, NoPlan())
        return False
    if not corrected:
        patient = _awake(desk, patient)
    running = plan.is_running(desk, treatment)
    returns = not corrected and bool(courses.others(desk.tx, treatment))
    if patient.status is Status.ACTIVE and (running or corrected):
        plan.adopt(desk, patient, treatment)
    if returns:
        plan.leave_out_information(desk, treatment)
        _look_for_silence(desk, patient, treatment)
    if running:
        plan.tell(desk, patient, only=treatment)
        if returns:
            say(desk, patient, SignsAgain(), treatment_id=treatment.id)
        if asked_name.ask_next(desk, patient):
            return True
        if not corrected and patient.status is Status.ACTIVE:
            phone.offer_once(desk, patient)
    else:
        late = RegisteredLate(treated_at=stamp(at), zone=desk.zone_of(patient).key)
        say(desk, patient, late, treatment_id=treatment.id)
    return False


def _look_for_silence(desk: Desk, patient: Patient, treatment: Treatment) -> None:
    """When the watch of its needle spots is over: a course that nothing has followed by then may be over."""
    if treatment.clinician_id:
        after = treatment.treated_at + CLINICAL.oldest_session
        notices.raise_about(desk, patient, notices.COURSE_SILENT, treatment, after=after)


def _awake(desk: Desk, patient: Patient) -> Patient:
    """A new session wakes resting reminders, also those of a session that goes on beside it.

    Not those that rest by an alarm that stands: a person lets them go on.
    """
    if patient.status is Status.ACTIVE or (
        patient.status is Status.PAUSED and red_flag.holding(desk, patient)
    ):
        return patient
    patients.set_status(desk.tx, patient.id, Status.ACTIVE)
    active = replace(patient, status=Status.ACTIVE)
    plan.rebuild(desk, active)
    return active


def _correct(desk: Desk, patient: Patient, at: datetime, code: str) -> Treatment | None:
    """Correct a session that is being followed; None where the code names none."""
    for treatment in plan.running(desk, patient):
        if treatment.code == code:
            treatments.correct(desk.tx, treatment.id, at)
            record.note(desk, patient, "corrected the time", patient.code)
            return treatments.by_id(desk.tx, treatment.id)
    return None


def _invited(desk: Desk, patient: Patient, at: datetime, link: Invitation | None) -> Treatment | None:
    """The session that a link stands for; those of other people, or with others, go on beside it."""
    link = link or invitations.pending(desk.tx, patient.id, now=desk.now)
    if link is None:
        return None
    made = _made(desk, patient, at, link)
    before = _same_session(desk, patient, at)
    if before:
        treatments.take_over(desk.tx, replace(made, id=before.id))
    treatment = (
        treatments.by_id(desk.tx, before.id) if before else treatments.add(desk.tx, made, now=desk.now)
    )
    if treatment is None:
        return None
    record.note(desk, patient, "registered a session", patient.code)
    invitations.registered(desk.tx, link.id, treatment.id)
    next_session.settled(desk, link)
    _end_the_one_before(desk, treatment)
    return treatment


def _end_the_one_before(desk: Desk, treatment: Treatment) -> None:
    """One plan a session: in a course, with the next session the plan of the one before ends."""
    for one in courses.others(desk.tx, treatment):
        in_course = one.clinician_id == treatment.clinician_id and one.label == treatment.label
        if in_course and not one.ended and one.treated_at < treatment.treated_at:
            end(desk, one)


def _same_session(desk: Desk, patient: Patient, at: datetime) -> Treatment | None:
    """What the patient had registered alone of the very session that the clinic enrols them for."""
    for one in treatments.of_patient(desk.tx, patient.id):
        if one.clinician_id is None and abs(one.treated_at - at) < SAME_SESSION:
            return one
    return None


def _alone(desk: Desk, patient: Patient, at: datetime) -> Treatment:
    """A session without a link takes the place of an earlier one like it: nothing is asked twice."""
    for before in treatments.of_patient(desk.tx, patient.id):
        if before.clinician_id is None:
            end(desk, before)
    record.note(desk, patient, "registered a session", patient.code)
    return treatments.add(desk.tx, _made(desk, patient, at, None), now=desk.now)


def end(desk: Desk, treatment: Treatment) -> None:
    """Accompany a treatment no further; what was said of others is not touched."""
    treatments.end(desk.tx, treatment.id, desk.now)
    plans.cancel_treatment(desk.tx, treatment_id=treatment.id, now=desk.now)


def _made(desk: Desk, patient: Patient, at: datetime, link: Invitation | None) -> Treatment:
    name = link.protocol if link and link.protocol in desk.house.protocols else desk.house.default_protocol
    protocol = desk.house.protocols[name]
    return Treatment(
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
