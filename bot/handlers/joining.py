"""/start and the consent buttons."""

from bot.care import joining
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, button, command
from bot.handlers.reception import Heard


def start(desk: Desk, heard: Heard) -> None:
    joining.start(desk, heard.caller, heard.rest)


def consent(desk: Desk, heard: Heard) -> Toast:
    match heard.parts:
        case (("yes" | "no") as answer, *code) if len(code) <= 1:
            return joining.consent(desk, heard.caller, agreed=answer == "yes", code=code[0] if code else None)
    return OLD


COMMANDS = [Command("start")]
HANDLERS = [command("start", start), button("consent", consent)]
