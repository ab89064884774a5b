"""Who registers alone is asked once by what name the clinic knows them."""

from bot.care.ground.desk import Desk, say
from bot.care.ground.identity import identify
from bot.care.ground.says.own_name import AskName
from bot.model import Patient
from bot.store import patients


def ask_once(desk: Desk, patient: Patient) -> None:
    """Where the clinic has no label for them: without it, nobody could look up whom to call."""
    if patient.known_as is None and not identify(desk, patient).labels:
        patients.set_known_as(desk.tx, patient.id, "")
        say(desk, patient, AskName())
