"""/start and the consent buttons."""

from bot.care.ground.desk import OLD, Desk, Toast
from bot.care.ground.heard import Heard
from bot.care.patient import consent as patient_consent
from bot.handlers.dispatch import Command, button, command


def start(desk: Desk, heard: Heard) -> None:
    patient_consent.start(desk, heard.caller, heard.rest)


def consent(desk: Desk, heard: Heard) -> Toast:
    match heard.parts:
        case (("yes" | "no") as answer, *code) if len(code) <= 1:
            return patient_consent.consent(
                desk, heard.caller, agreed=answer == "yes", code=code[0] if code else None
            )
    return OLD


COMMANDS = [Command("start")]
HANDLERS = [command("start", start), button("consent", consent)]
