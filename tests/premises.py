"""Folders of made-up clinics, as CLINICS_DIR holds them; each has a bot and a key of its own."""

import subprocess
import sys
from pathlib import Path

from tests.patience import PATIENCE
from tests.surroundings import BARE, CLINIC


def bot_of(number: int) -> str:
    """The token of the bot of that clinic."""
    return f"{200_000_000 + number}:AAEabcdefghijklmnopqrstuvwxyz012345"


def key_of(number: int) -> str:
    return f"{number:064x}"


def clinic_folder(folder: Path, name: str, url: str, number: int, **given: str) -> Path:
    """One clinic's, ready to run; `given` come before all else, and an empty one is left out."""
    home = folder / name
    (home / "secrets").mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / "secrets" / "database.key").write_text(key_of(number) + "\n", encoding="utf-8")
    names = {**CLINIC, "DATABASE_KEY": "", "BOT_TOKEN": bot_of(number), "TELEGRAM_API_URL": url, **given}
    names.setdefault("CLINIC_NAME", f"Clinic {name}")
    lines = "".join(f'{name}="{value}"\n' for name, value in names.items() if value)
    (home / ".env").write_text(lines, encoding="utf-8")
    return home


def told(folder: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in that folder; nothing but `given` is in its environment."""
    return subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**BARE, **given},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
