"""/alerts and /unanswered, and their buttons."""

from bot.care.alerts import seen
from bot.care.clinic import unanswered as clinic_unanswered
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Heard
from bot.handlers.case import sure
from bot.handlers.dispatch import Command, button, command, for_staff, of_parts
from bot.model import Clinician, Role


def alerts(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    del heard
    seen.show_open(desk, clinician)


def unanswered(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    del heard
    clinic_unanswered.show_open(desk, clinician)


COMMANDS = [Command("alerts", Role.CLINICIAN), Command("unanswered", Role.CLINICIAN)]
HANDLERS = [
    command("alerts", for_staff(alerts)),
    command("unanswered", for_staff(unanswered)),
    button("alert", for_staff(of_parts(2, seen.act))),
    button("question", for_staff(of_parts(2, clinic_unanswered.begin))),
    button("reply", for_staff(sure(clinic_unanswered.send))),
]
