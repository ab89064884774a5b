"""The number that a patient has left: whoever is shown it is noted."""

from bot.care.ground import record
from bot.care.ground.desk import Desk
from bot.model import Clinician, Patient
from bot.store import phones


def shown_to(desk: Desk, actor: Clinician, *everybody: Patient) -> str:
    """The number, for somebody who may see these patients; empty where none was left.

    Of several who share a phone it is whichever of them has left one.
    """
    for patient in everybody:
        if number := phones.number(desk.tx, patient.id):
            record.note(desk, actor, "was shown a phone number", patient.code)
            return number
    return ""
