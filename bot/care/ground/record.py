"""The record of who did what to whose record."""

from bot.care.ground.desk import Desk
from bot.model import Clinician, Patient
from bot.store import audit


def note(desk: Desk, actor: Clinician | Patient | None, action: str, subject: str = "") -> None:
    """Add to the record; None is the bot itself. Nothing that names a person goes in, only codes."""
    match actor:
        case Clinician():
            who = f"clinic:{actor.code}"
        case Patient():
            who = f"patient:{actor.code}"
        case None:
            who = "bot"
    audit.add(desk.tx, actor=who, action=action, subject=subject, now=desk.now)
