"""What a clinician does about a patient's answer to their line: reply, or close the thread."""

from bot.care.clinic import line as clinic_line
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.identity import identify
from bot.care.ground.says.correspondence import ThreadClosed
from bot.care.ground.says.from_clinic import ClinicLine
from bot.care.patient import correspondence
from bot.model import Clinician
from bot.store import outbox, patients, spoken, treatments


def act(desk: Desk, actor: Clinician, what: str, line_id: int) -> Toast:
    """A button under an answer, within the actor's scope; each proves that it was read."""
    line = spoken.by_id(desk.tx, line_id)
    patient = patients.by_id(desk.tx, line.patient_id) if line and line.patient_id else None
    treatment = treatments.by_id(desk.tx, line.treatment_id) if line and line.treatment_id else None
    if line is None or line.key != ClinicLine.key or patient is None or treatment is None:
        return OLD
    case = clinic_line.find(desk, actor, treatment.code)
    if case is None:
        return OLD
    correspondence.read_by(desk, actor, line_id)
    match what:
        case "reply":
            if treatment.ended:
                return Toast("toasts.case_over")
            clinic_line.begin(desk, actor, case)
            return Toast(close=False)
        case "close":
            outbox.answered(desk.tx, line.id, "closed", now=desk.now)
            closed = ThreadClosed(**identify(desk, patient).named)
            brief(desk, actor, closed, about=patient.id)
            return Toast()
        case _:
            return OLD
