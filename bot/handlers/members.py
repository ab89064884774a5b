"""/invite, /clinicians and /revoke: for owners."""

from bot.care.clinic import members as clinic_members
from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.handlers.dispatch import Command, button, command, for_staff, of_parts
from bot.model import Clinician, Role


def invite(desk: Desk, heard: Heard, owner: Clinician) -> None:
    clinic_members.invite(desk, owner, heard.rest)


def members(desk: Desk, heard: Heard, owner: Clinician) -> None:
    del heard
    clinic_members.show(desk, owner)


def member(desk: Desk, heard: Heard, owner: Clinician) -> Toast:
    match heard.parts:
        case (code, "ask"):
            return clinic_members.ask_to_revoke(desk, owner, code)
        case (code, ("yes" | "no") as answer):
            return clinic_members.revoke(desk, owner, code, sure=answer == "yes")
    return OLD


COMMANDS = [Command("invite", Role.OWNER), Command("clinicians", Role.OWNER), Command("revoke", Role.OWNER)]
HANDLERS = [
    command("invite", for_staff(invite, owners=True)),
    command("clinicians", for_staff(members, owners=True)),
    command("revoke", for_staff(members, owners=True)),
    button("invitation", for_staff(of_parts(1, clinic_members.withdraw), owners=True)),
    button("member", for_staff(member, owners=True)),
]
