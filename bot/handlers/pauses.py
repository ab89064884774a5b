"""/plan, and the commands that let reminders rest, go on or end."""

from bot.care.ground import plan
from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.care.patient import pauses
from bot.handlers.dispatch import Command, button, command, for_patient


def go_on(desk: Desk, heard: Heard) -> Toast:
    if heard.parts not in (("yes",), ("no",)):
        return OLD
    return pauses.resume_by_button(desk, heard.caller, wanted=heard.parts == ("yes",))


COMMANDS = [Command("plan"), Command("pause"), Command("resume"), Command("stop")]
HANDLERS = [
    command("plan", for_patient(plan.tell)),
    command("pause", for_patient(pauses.pause)),
    command("resume", for_patient(pauses.resume)),
    command("stop", for_patient(pauses.stop)),
    button("go_on", go_on),
]
