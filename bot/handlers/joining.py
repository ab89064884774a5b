"""/start and the consent buttons."""

from bot.care import joining
from bot.care.desk import OLD, Desk, Toast
from bot.handlers.hearing import Command, Heard, button, command


def start(desk: Desk, heard: Heard) -> None:
    joining.start(desk, heard.caller, heard.rest)


def consent(desk: Desk, heard: Heard) -> Toast:
    if heard.parts not in (("yes",), ("no",)):
        return OLD
    return joining.consent(desk, heard.caller, agreed=heard.parts == ("yes",))


COMMANDS = [Command("start")]
HANDLERS = [command("start", start), button("consent", consent)]
