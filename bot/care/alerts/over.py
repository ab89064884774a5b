"""An alarm is over: the patient hears so, and what had waited for it goes on."""

from bot.care.ground import red_flag
from bot.care.ground.desk import Desk, current_question, say
from bot.care.ground.says.thread import AlertOver
from bot.care.patient import session_time
from bot.model import Clinician, Patient, Status
from bot.store import patients, treatments


def tell(desk: Desk, actor: Clinician, patient: Patient) -> None:
    """From here on nobody reads along: the patient hears so, unless something newer waits to be seen."""
    if red_flag.waiting(desk, patient) is None:
        say(desk, patient, AlertOver(name=actor.name))
        ask_again(desk, patient)


def ask_again(desk: Desk, patient: Patient) -> None:
    """Put again what was asked about a session before the alarm."""
    active = patients.by_id(desk.tx, patient.id) or patient
    if current_question(desk, active) or not treatments.all_of(desk.tx, patient.id):
        session_time.repeat_question(desk, active)


def let_go_on(desk: Desk, patient: Patient) -> None:
    """Reminders go on; whoever has no session yet is in the middle of registering one, and goes on there."""
    if treatments.all_of(desk.tx, patient.id):
        red_flag.go_on(desk, patient)
    else:
        patients.set_status(desk.tx, patient.id, Status.ACTIVE)
