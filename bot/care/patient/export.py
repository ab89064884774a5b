"""Everything that is kept about a patient, given to them: as a page to read, and as data."""

from bot.care.ground import people, record
from bot.care.ground.desk import Desk, say
from bot.care.ground.says.documents import ExportData, ExportPage
from bot.model import Patient
from bot.store import held, patients
from bot.store.held import Everything


def send(desk: Desk, patient: Patient) -> None:
    """Owe both files; what is in them is gathered when they leave."""
    say(desk, patient, ExportPage())
    say(desk, patient, ExportData())
    record.note(desk, patient, "took what is kept", patient.code)


def gathered(desk: Desk, patient_id: int | None) -> Everything:
    """What is kept about a patient at this moment. Raises LookupError where they are no patient any more."""
    patient = patients.by_id(desk.tx, patient_id or 0)
    if patient is None:
        raise LookupError(patient_id)
    return held.about(desk.tx, patient, people.around(desk, patient))
