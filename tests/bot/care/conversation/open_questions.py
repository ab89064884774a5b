"""A conversation that stands at one of its questions, and the numbers that answer who is unwell in it."""

from bot.rehearsal.people import Person
from tests.bot.conftest import Clinic

PHONE, EMERGENCY = "+44 20 7946 0123", "112"


async def asked(clinic: Clinic, pat: Person, question: str) -> None:
    """Bring the conversation to one of its questions."""
    if question == "which":
        await clinic.enrol(pat)
        await clinic.hear(pat, "/treated", "Do you want to correct that time")
        return
    await clinic.agree(pat)
    if question == "confirm":
        await clinic.hear(pat, "14:30", "Is that right?")
    if question in ("zone", "city"):
        await clinic.press(pat, "Just now", "where you are?")
    if question == "city":
        await clinic.press(pat, "No, another time", "Where are you?")
