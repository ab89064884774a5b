"""/report."""

from bot.care.clinic import report as clinic_report
from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.handlers.dispatch import Command, button, command, for_staff
from bot.model import Clinician, Role


def report(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    del heard
    clinic_report.report(desk, clinician)


def weekly(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    match heard.parts:
        case (("on" | "off") as answer,):
            return clinic_report.set_weekly(desk, clinician, wanted=answer == "on")
    return OLD


COMMANDS = [Command("report", Role.CLINICIAN)]
HANDLERS = [command("report", for_staff(report)), button("weekly", for_staff(weekly))]
