"""A patient comes back, with /start or with the link that brought them here."""

from bot.care.ground import plan
from bot.care.ground.desk import Desk, open_question
from bot.care.ground.says.plan import PlanAgain
from bot.care.patient import pauses, session_time
from bot.model import Patient, Status
from bot.store import invitations


def go_on(desk: Desk, patient: Patient) -> None:
    """Where they were: an open question, resting reminders, or their plan."""
    if open_question(desk, patient, *session_time.STEPS):
        session_time.repeat_question(desk, patient)
    elif invitations.pending(desk.tx, patient.id) or not plan.running(desk, patient):
        session_time.begin(desk, patient)
    elif patient.status is not Status.ACTIVE:
        pauses.offer_resume(desk, patient)
    else:
        plan.tell(desk, patient, PlanAgain)
