"""/plan, and the commands that let reminders rest, go on or end."""

from bot.care import pausing, plan, talking
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, button, command
from bot.handlers.reception import Heard


def show(desk: Desk, heard: Heard) -> None:
    talking.with_patient(desk, heard.caller, plan.tell)


def pause(desk: Desk, heard: Heard) -> None:
    talking.with_patient(desk, heard.caller, pausing.pause)


def resume(desk: Desk, heard: Heard) -> None:
    talking.with_patient(desk, heard.caller, pausing.resume)


def stop(desk: Desk, heard: Heard) -> None:
    talking.with_patient(desk, heard.caller, pausing.stop)


def go_on(desk: Desk, heard: Heard) -> Toast:
    if heard.parts not in (("yes",), ("no",)):
        return OLD
    return pausing.resume_by_button(desk, heard.caller, wanted=heard.parts == ("yes",))


COMMANDS = [Command("plan"), Command("pause"), Command("resume"), Command("stop")]
HANDLERS = [
    command("plan", show),
    command("pause", pause),
    command("resume", resume),
    command("stop", stop),
    button("go_on", go_on),
]
