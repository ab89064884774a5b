"""A patient comes back, with /start or with the link that brought them here."""

from bot.care import pausing, plan, treating
from bot.care.desk import Desk, open_question
from bot.model import Patient, Status
from bot.store import invitations


def go_on(desk: Desk, patient: Patient) -> None:
    """Where they were: an open question, resting reminders, or their plan."""
    if open_question(desk, patient, *treating.STEPS):
        treating.repeat_question(desk, patient)
    elif invitations.pending(desk.tx, patient.id) or not plan.running(desk, patient):
        treating.begin(desk, patient)
    elif patient.status is not Status.ACTIVE:
        pausing.offer_resume(desk, patient)
    else:
        plan.tell(desk, patient, "plan_again")
