"""Everything that people send which is no command of the menu: words, pictures, changed messages."""

from telegram import Update
from telegram.ext import TypeHandler, filters

from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Form, Heard
from bot.handlers.context import Handler
from bot.handlers.dispatch import OWN, message, take

PRIVATE = filters.ChatType.PRIVATE
EDITED = filters.UpdateType.EDITED_MESSAGE & PRIVATE
FORWARDED = filters.UpdateType.MESSAGE & PRIVATE & filters.FORWARDED


def anything(desk: Desk, heard: Heard) -> Toast:
    """Updates that ask nothing of us are done all the same; a button nobody knows is an old one."""
    del desk, heard
    return OLD


HANDLERS: list[Handler] = [
    message(FORWARDED, Form.FORWARDED),
    message(OWN & filters.COMMAND, Form.UNKNOWN_COMMAND),
    message(EDITED & filters.COMMAND, Form.CHANGED_COMMAND),
    message(OWN & filters.TEXT, Form.TYPED),
    message(EDITED & filters.TEXT, Form.CHANGED),
    message(OWN & filters.CONTACT, Form.CONTACT),
    message(OWN & filters.LOCATION, Form.LOCATION),
    message((OWN & ~filters.StatusUpdate.ALL) | (EDITED & filters.CAPTION), Form.OTHER),
    TypeHandler(Update, take(anything)),
]
