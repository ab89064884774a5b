"""/report."""

from bot.care import reporting
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, button, command, for_staff
from bot.handlers.reception import Heard
from bot.model import Clinician, Role


def report(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    del heard
    reporting.report(desk, clinician)


def weekly(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (("on" | "off") as answer,):
            return reporting.set_weekly(desk, clinician, wanted=answer == "on")
    return OLD


COMMANDS = [Command("report", Role.CLINICIAN)]
HANDLERS = [command("report", for_staff(report)), button("weekly", for_staff(weekly))]
