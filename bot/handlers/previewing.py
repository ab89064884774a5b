"""/preview."""

from bot.care import previewing
from bot.care.desk import Desk, Toast
from bot.handlers.hearing import Command, button, command, for_staff, of_parts
from bot.handlers.reception import Heard
from bot.model import Clinician, Role


def preview(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    previewing.preview(desk, clinician, heard.rest)


def nothing(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    del desk, heard, clinician
    return Toast("toasts.preview", close=False)


COMMANDS = [Command("preview", Role.CLINICIAN)]
HANDLERS = [
    command("preview", for_staff(preview)),
    button("preview", for_staff(of_parts(1, previewing.show))),
    button("previewed", for_staff(nothing)),
]
