"""/preview."""

from bot.care.clinic import preview as clinic_preview
from bot.care.ground.desk import Desk, Toast
from bot.care.ground.heard import Heard
from bot.handlers.dispatch import Command, button, command, for_staff, of_parts
from bot.model import Clinician, Role


def preview(desk: Desk, heard: Heard, clinician: Clinician) -> None:
    clinic_preview.preview(desk, clinician, heard.rest)


def nothing(desk: Desk, heard: Heard, clinician: Clinician) -> Toast:
    del desk, heard, clinician
    return Toast("toasts.preview", close=False)


COMMANDS = [Command("preview", Role.CLINICIAN)]
HANDLERS = [
    command("preview", for_staff(preview)),
    button("preview", for_staff(of_parts(1, clinic_preview.show))),
    button("previewed", for_staff(nothing)),
]
