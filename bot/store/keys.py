"""Where the database's key comes from; it is made once and never lies beside the file it opens."""

import os
import secrets
from pathlib import Path

from bot.store.engine import StoreError

SHORTEST = 16


def read_key(database: Path, key: str | None, key_file: Path) -> tuple[str, str | None]:
    """The key, and a line for the operator where it was made just now. Raises StoreError."""
    if key is not None:
        return _long_enough(key, "DATABASE_KEY"), None
    if key_file.exists():
        try:
            text = key_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise StoreError(f"the key file {key_file} cannot be read; check its owner and rights") from None
        return _long_enough(text, f"the key in {key_file}"), None
    if database.exists():
        raise StoreError(
            f"there is a database at {database} but no key: set DATABASE_KEY, or put its key file "
            f"back at {key_file}"
        )
    return _create(database, key_file)


def _long_enough(key: str, name: str) -> str:
    if len(key) < SHORTEST:
        raise StoreError(f"{name} is too short; it needs at least {SHORTEST} characters")
    return key


def _create(database: Path, key_file: Path) -> tuple[str, str]:
    if database.resolve().parent in key_file.resolve().parents:
        raise StoreError(
            f"the key file {key_file} would lie in the database's folder, where a copy of one is a copy of "
            "both; set DATABASE_KEY_FILE to a place outside it"
        )
    key = secrets.token_hex(32)
    try:
        key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"the key file {key_file} cannot be made: {error.strerror}") from None
    return key, (
        f"A new database key was made at {key_file}. Keep a copy of it in a safe place apart from the "
        "database: without it nobody can open the database or its backups."
    )
