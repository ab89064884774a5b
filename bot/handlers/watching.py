"""/alerts and /unanswered, and their buttons."""

from bot.care import replying, watching
from bot.care.desk import Desk
from bot.handlers.attending import sure
from bot.handlers.hearing import Command, button, command, for_staff, of_parts
from bot.handlers.reception import Heard
from bot.model import Clinician, Role


def alerts(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    del heard
    watching.show_open(desk, clinician)


def unanswered(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    del heard
    replying.show_open(desk, clinician)


COMMANDS = [Command("alerts", Role.CLINICIAN), Command("unanswered", Role.CLINICIAN)]
HANDLERS = [
    command("alerts", for_staff(alerts)),
    command("unanswered", for_staff(unanswered)),
    button("alert", for_staff(of_parts(2, watching.act))),
    button("question", for_staff(of_parts(2, replying.begin))),
    button("reply", for_staff(sure(replying.send))),
]
