"""The clinic ends a course: one tap, which can be taken back, and one friendly message to the patient."""

from datetime import timedelta

from bot.care.ground import identity, plan, record
from bot.care.ground.desk import OLD, Desk, Toast, brief, say
from bot.care.ground.says.case import CaseEnded, CaseGoesOn
from bot.care.ground.says.from_clinic import CourseGoesOn, CourseOver, Discharged
from bot.care.links import next_session
from bot.care.patient import sessions
from bot.model import Clinician, Patient, Status, Treatment
from bot.store import cases, courses, treatments, withdrawals
from bot.store.cases import Case
from bot.store.tx import stamp
from schedules.clinical import CLINICAL

YES, NO, UNDO = ANSWERS = ("yes", "no", "undo")
TAKEN_BACK = timedelta(minutes=2)  # in which it can be, and the patient has heard nothing of it


def end(desk: Desk, actor: Clinician, case: Case) -> Toast:
    """Nothing more is sent about any session of that person that the actor follows; others go on."""
    followed = courses.sessions(desk.tx, actor, case.treatment.id)
    for one in followed:
        if not one.treatment.ended:
            sessions.end(desk, one.treatment)
    next_session.withdraw(desk, case.treatment)
    record.note(desk, actor, "discharged", case.patient.code)
    newest = max((one.treatment for one in followed), key=lambda one: (one.treated_at, one.id))
    due = max(desk.morning_of(case.patient), desk.now + TAKEN_BACK)
    say(desk, case.patient, _told(desk, case.patient, newest), treatment_id=newest.id, due=due)
    ended = CaseEnded(case=newest.code, **identity.labelled(desk, case.patient, newest))
    brief(desk, actor, ended, about=case.patient.id)
    return Toast()


def _told(desk: Desk, patient: Patient, newest: Treatment) -> Discharged | CourseOver:
    """As long as the needle spots are to be watched, that is said as well."""
    if desk.now - newest.treated_at > CLINICAL.oldest_session:
        return CourseOver()
    return Discharged(treated_at=stamp(newest.treated_at), zone=desk.zone_of(patient).key)


def answer(desk: Desk, actor: Clinician, code: str, what: str) -> Toast:
    """A tap under that; or under the question that earlier releases asked before it."""
    case = cases.case(desk.tx, actor, code)
    if case is None or case.treatment.ended is not (what == UNDO):
        return OLD
    if what == UNDO:
        return _undo(desk, actor, case)
    return end(desk, actor, case) if what == YES else Toast("toasts.kept")


def _undo(desk: Desk, actor: Clinician, case: Case) -> Toast:
    """The newest session goes on where it was; what has passed meanwhile is not sent."""
    treatment, patient = case.treatment, case.patient
    if not courses.is_newest(desk.tx, treatment):
        return OLD
    treatments.reopen(desk.tx, treatment.id)
    again = treatments.by_id(desk.tx, treatment.id) or treatment
    if patient.status is Status.ACTIVE and plan.is_running(desk, again):
        plan.adopt(desk, patient, again, backlog=False)
    if not withdrawals.withdraw_of_session(
        desk.tx, treatment.id, (Discharged.key, CourseOver.key), now=desk.now
    ):
        say(desk, patient, CourseGoesOn(), treatment_id=treatment.id, due=desk.morning_of(patient))
    record.note(desk, actor, "took a discharge back", patient.code)
    brief(desk, actor, CaseGoesOn(**identity.labelled(desk, patient, treatment)), about=patient.id)
    return Toast()
