"""A database as it lies behind its key."""

from pathlib import Path

from bot.store import engine
from tests.surroundings import KEY


def decrypted(path: Path, folder: Path) -> bytes:
    """Every page of the file, free ones as well; `folder` gets a copy without a key."""
    db = engine.connect(path, KEY, mode="ro")
    plain = folder / "plain.db"
    db.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    db.execute("SELECT sqlcipher_export('plain')").fetchall()
    db.execute("DETACH DATABASE plain")
    db.close()
    return plain.read_bytes()
