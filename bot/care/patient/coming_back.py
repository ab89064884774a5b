"""A patient comes back, with /start or with the link that brought them here."""

from dataclasses import replace

from bot.care.ground import plan
from bot.care.ground.desk import Desk, open_question
from bot.care.ground.heard import Caller
from bot.care.ground.says.plan import PlanAgain
from bot.care.patient import offered_session, pauses, session_time
from bot.model import Patient, Status
from bot.store import invitations, patients


def go_on_with_all(desk: Desk, caller: Caller) -> None:
    """The one question that is open, or the link that waits; where none is, where each of them was."""
    everybody = caller.people(desk)
    asked = [one for one in everybody if open_question(desk, one, *session_time.STEPS)]
    unfinished = [one for one in everybody if invitations.pending(desk.tx, one.id, now=desk.now)]
    followed = [one for one in everybody if plan.running(desk, one)]
    if not (asked or unfinished) and offered_session.offer(desk, caller):
        return
    for one in (asked or unfinished)[:1] or followed or everybody[:1]:
        go_on(desk, one)


def go_on(desk: Desk, patient: Patient) -> None:
    """Where they were: an open question, resting reminders, or their plan."""
    if open_question(desk, patient, *session_time.STEPS):
        session_time.repeat_question(desk, patient)
    elif invitations.pending(desk.tx, patient.id, now=desk.now) or not plan.running(desk, patient):
        session_time.begin(desk, patient)
    elif patient.status is not Status.ACTIVE:
        pauses.offer_resume(desk, patient)
    else:
        plan.tell(desk, patient, PlanAgain)


def resume(desk: Desk, patient: Patient) -> None:
    """Reminders go on; where the session that they would be of is still asked about, that is asked again."""
    pending = invitations.pending(desk.tx, patient.id, now=desk.now)
    asked = open_question(desk, patient, *session_time.STEPS) or pending
    if asked is None or plan.running(desk, patient):
        pauses.resume(desk, patient)
        return
    patients.set_status(desk.tx, patient.id, Status.ACTIVE)
    session_time.repeat_question(desk, replace(patient, status=Status.ACTIVE))
