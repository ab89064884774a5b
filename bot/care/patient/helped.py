"""What helped: a line, typed while that is asked, for the clinic to read."""

from bot.care.ground.desk import Desk, asked_last, say
from bot.care.ground.heard import Heard
from bot.care.ground.says.summary import HelpedNoted, Summary
from bot.model import Patient
from bot.store import helped, outbox, treatments

LONGEST = 500  # characters


def take(desk: Desk, patient: Patient, heard: Heard) -> None:
    """Keep the line beside the session that it is about."""
    asked = asked_last(desk, patient.chat_id, Summary)
    treatment = treatments.by_id(desk.tx, asked.treatment_id) if asked and asked.treatment_id else None
    if asked and treatment and treatment.patient_id == patient.id:
        outbox.answered(desk.tx, asked.id, "typed", now=desk.now)
        helped.add(desk.tx, treatment, heard.text.strip()[:LONGEST], now=desk.now)
        say(desk, patient, HelpedNoted())
