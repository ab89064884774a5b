"""/plan, and the commands that let reminders rest, go on or end."""

from bot.care.conversation import talk
from bot.care.ground import plan
from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.care.patient import pauses
from bot.handlers.dispatch import Command, button, command


def show(desk: Desk, heard: Heard) -> None:
    talk.with_patient(desk, heard.caller, plan.tell)


def pause(desk: Desk, heard: Heard) -> None:
    talk.with_patient(desk, heard.caller, pauses.pause)


def resume(desk: Desk, heard: Heard) -> None:
    talk.with_patient(desk, heard.caller, pauses.resume)


def stop(desk: Desk, heard: Heard) -> None:
    talk.with_patient(desk, heard.caller, pauses.stop)


def go_on(desk: Desk, heard: Heard) -> Toast:
    if heard.parts not in (("yes",), ("no",)):
        return OLD
    return pauses.resume_by_button(desk, heard.caller, wanted=heard.parts == ("yes",))


COMMANDS = [Command("plan"), Command("pause"), Command("resume"), Command("stop")]
HANDLERS = [
    command("plan", show),
    command("pause", pause),
    command("resume", resume),
    command("stop", stop),
    button("go_on", go_on),
]
