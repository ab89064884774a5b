"""Everything else people send: words, pictures, changed and forwarded messages, unknown commands."""

from telegram import Update
from telegram.ext import TypeHandler, filters

from bot.care.conversation import dictation, talk
from bot.care.ground.desk import OLD, Desk, Toast, brief, say, say_once
from bot.care.ground.says.conversation import EditedCommand, ForwardedMessage, OnlyText, UnknownCommand
from bot.care.ground.says.members import StaffFreeText
from bot.handlers.context import Handler, Heard
from bot.handlers.dispatch import OWN, Command, message, take

PRIVATE = filters.ChatType.PRIVATE
EDITED = filters.UpdateType.EDITED_MESSAGE & PRIVATE
FORWARDED = filters.UpdateType.MESSAGE & PRIVATE & filters.FORWARDED


def hear(desk: Desk, heard: Heard) -> Toast | None:
    """A clinician's answer to what they were asked, or a patient's words."""
    clinician = heard.caller.clinician(desk)
    if clinician and not heard.edited and dictation.hear(desk, clinician, heard.text, heard.body):
        return None
    if clinician and heard.caller.patient(desk) is None:
        brief(desk, clinician, StaffFreeText())
        return None
    talk.hear(desk, heard.caller, heard.text, heard.phrases, heard.reading, edited=heard.edited)
    return None


def unknown_command(desk: Desk, heard: Heard) -> None:
    say(desk, heard.caller, UnknownCommand())


def edited_command(desk: Desk, heard: Heard) -> None:
    say(desk, heard.caller, EditedCommand())


def forwarded(desk: Desk, heard: Heard) -> None:
    say(desk, heard.caller, ForwardedMessage())


def unreadable(desk: Desk, heard: Heard) -> None:
    say_once(desk, heard.caller, OnlyText())


def anything(desk: Desk, heard: Heard) -> Toast:
    """Updates that ask nothing of us are done all the same; a button nobody knows is an old one."""
    del desk, heard
    return OLD


COMMANDS: list[Command] = []
HANDLERS: list[Handler] = [
    message(FORWARDED, forwarded),
    message(OWN & filters.COMMAND, unknown_command),
    message(EDITED & filters.COMMAND, edited_command),
    message((OWN | EDITED) & filters.TEXT, hear),
    message((OWN & ~filters.StatusUpdate.ALL) | (EDITED & filters.CAPTION), unreadable),
    TypeHandler(Update, take(anything)),
]
