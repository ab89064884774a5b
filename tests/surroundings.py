"""A made-up clinic and its bot, as the environment of a process."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz012345"
KEY = "5a" * 32
CLINIC = {
    "BOT_TOKEN": TOKEN,
    "DATABASE_KEY": KEY,
    "CLINIC_NAME": "Riverside Physio",
    "CLINIC_PHONE": "+44 20 7946 0123",
    "CLINIC_TIMEZONE": "Europe/London",
    "EMERGENCY_NUMBER": "112",
}
BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}


def environment(folder: Path, **given: str) -> dict[str, str]:
    """A whole environment for `python -m bot`, with nothing of the one the tests run in."""
    database = str(folder / "data" / "aftercare.db")
    return {**BARE, **CLINIC, "TELEGRAM_API_URL": "http://127.0.0.1:9", "DATABASE_PATH": database, **given}
