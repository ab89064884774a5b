"""/invite, /clinicians and /revoke: for owners."""

from bot.care import staffing
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, button, command, for_staff, of_parts
from bot.handlers.reception import Heard
from bot.model import Clinician, Role


def invite(desk: Desk, heard: Heard, owner: Clinician) -> None:
    staffing.invite(desk, owner, heard.rest)


def members(desk: Desk, heard: Heard, owner: Clinician) -> None:
    del heard
    staffing.show(desk, owner)


def member(desk: Desk, heard: Heard, owner: Clinician) -> Toast:
    match heard.parts:
        case (code, "ask"):
            return staffing.ask_to_revoke(desk, owner, code)
        case (code, ("yes" | "no") as answer):
            return staffing.revoke(desk, owner, code, sure=answer == "yes")
    return OLD


COMMANDS = [Command("invite", Role.OWNER), Command("clinicians", Role.OWNER), Command("revoke", Role.OWNER)]
HANDLERS = [
    command("invite", for_staff(invite, owners=True)),
    command("clinicians", for_staff(members, owners=True)),
    command("revoke", for_staff(members, owners=True)),
    button("invitation", for_staff(of_parts(1, staffing.withdraw), owners=True)),
    button("member", for_staff(member, owners=True)),
]
