"""/help, /privacy and /forget."""

from bot.care.ground.desk import OLD, Desk, Toast, brief, say
from bot.care.ground.heard import Heard
from bot.care.ground.house import PATIENT
from bot.care.ground.says.conversation import Help, Privacy
from bot.care.ground.says.members import StaffHelp
from bot.care.patient import erasure
from bot.handlers.dispatch import Command, button, command, number


def show_help(desk: Desk, heard: Heard) -> None:
    """What the role of whoever asks can do."""
    clinician = heard.caller.clinician(desk)
    if clinician is None:
        say(desk, heard.caller, Help(commands=desk.house.menu_of(PATIENT)))
        return
    role = clinician.role
    brief(desk, clinician, StaffHelp(role=role, commands=desk.house.menu_of(role)))


def privacy(desk: Desk, heard: Heard) -> None:
    say(desk, heard.caller, Privacy())


def offer_to_forget(desk: Desk, heard: Heard) -> None:
    erasure.offer_to_forget(desk, heard.caller)


def forget(desk: Desk, heard: Heard) -> Toast:
    message_id = number(heard.parts, 1)
    if message_id is None or heard.parts[0] not in ("yes", "no"):
        return OLD
    return erasure.forget(desk, heard.caller, sure=heard.parts[0] == "yes", message_id=message_id)


COMMANDS = [Command("privacy"), Command("forget"), Command("help")]
HANDLERS = [
    command("help", show_help),
    command("privacy", privacy),
    command("forget", offer_to_forget),
    button("forget", forget),
]
