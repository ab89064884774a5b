"""A note in a clinic's folder on why it does not run, for whoever asks from beside the process that tried."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.store import disk

NAME = "does-not-run.txt"


def leave(folder: Path, why: str) -> None:
    """Where the folder cannot be written to, the log alone says it."""
    with suppress(OSError):
        disk.write(folder / NAME, why + "\n")


def take_away(folder: Path) -> None:
    with suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def left(folder: Path) -> tuple[str, datetime] | None:
    """Why it does not run, and when that was found (UTC); None where nobody left a note."""
    try:
        why = (folder / NAME).read_text(encoding="utf-8").strip()
        return why, datetime.fromtimestamp((folder / NAME).stat().st_mtime, UTC)
    except (OSError, UnicodeDecodeError):
        return None
