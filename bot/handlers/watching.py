"""/alerts and /unanswered, and their buttons."""

from bot.care import replying, watching
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, button, command, for_staff
from bot.handlers.reception import Heard
from bot.model import Clinician, Role


def alerts(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    del heard
    watching.show_open(desk, clinician)


def alert(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (what, code):
            return watching.act(desk, clinician, code, what)
    return OLD


def unanswered(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    del heard
    replying.show_open(desk, clinician)


def question(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (what, code):
            return replying.begin(desk, clinician, code, what)
    return OLD


COMMANDS = [Command("alerts", Role.CLINICIAN), Command("unanswered", Role.CLINICIAN)]
HANDLERS = [
    command("alerts", for_staff(alerts)),
    command("unanswered", for_staff(unanswered)),
    button("alert", for_staff(alert)),
    button("question", for_staff(question)),
]
