"""/help, /privacy and /forget."""

from bot.care import keeping
from bot.care.desk import OLD, Desk, Toast, say
from bot.handlers.hearing import Command, Heard, button, command


def show_help(desk: Desk, heard: Heard) -> None:
    say(desk, heard.caller, "help", commands=list(desk.house.menu))


def privacy(desk: Desk, heard: Heard) -> None:
    say(desk, heard.caller, "privacy")


def offer_to_forget(desk: Desk, heard: Heard) -> None:
    keeping.offer_to_forget(desk, heard.caller)


def forget(desk: Desk, heard: Heard) -> Toast:
    if heard.parts not in (("yes",), ("no",)):
        return OLD
    return keeping.forget(desk, heard.caller, sure=heard.parts == ("yes",))


COMMANDS = [Command("privacy"), Command("forget"), Command("help")]
HANDLERS = [
    command("help", show_help),
    command("privacy", privacy),
    command("forget", offer_to_forget),
    button("forget", forget),
]
