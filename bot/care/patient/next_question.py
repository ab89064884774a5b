"""What is asked after a name, one thing after the other: another name, then a session that waits."""

from bot.care.ground.desk import Desk
from bot.care.patient import asked_name, session_time
from bot.model import Patient
from bot.store import patients


def go_on_after_name(desk: Desk, patient: Patient) -> bool:
    """Whether there is anything more to be asked now."""
    patient = patients.by_id(desk.tx, patient.id) or patient
    return asked_name.ask_next(desk, patient) or session_time.ask_waiting(desk, patient)
