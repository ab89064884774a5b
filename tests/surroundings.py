"""A made-up clinic and its bot, as the environment of a process."""

import os
import socket
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
    "BACKUP_DIR": "off",  # but where that is what is tried
}
BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}


def free_port() -> int:
    """Of this machine's own, that nobody listens at now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def environment(folder: Path, **given: str) -> dict[str, str]:
    """A whole environment for `python -m bot`, with nothing of the one the tests run in."""
    database = str(folder / "data" / "aftercare.db")
    return {**BARE, **CLINIC, "TELEGRAM_API_URL": "http://127.0.0.1:9", "DATABASE_PATH": database, **given}
