"""Where the database's key comes from; it is made once and never lies beside the file it opens."""

import os
import re
import secrets
from pathlib import Path

from bot.store import disk, engine, roots, rotation
from bot.store.engine import StoreError
from bot.store.memory import stamps_beside

SHORTEST = 16
DIGITS = 64
CUT_SHORT = re.compile(rf"[0-9a-f]{{0,{DIGITS - 1}}}")  # what is left of a key that was not written whole


def read_key(
    database: Path, key: str | None, key_file: Path, *, known: bool = False, new: bool = False
) -> tuple[str, str | None]:
    """The key, and a line for the operator where it was made just now. Raises StoreError.

    `known` is whether there is, or was, a database of that key file; `new` is whether to begin another one.
    """
    if key is not None:
        return _long_enough(key, "DATABASE_KEY"), None
    if database.resolve() == key_file.resolve():
        raise StoreError(f"DATABASE_PATH and DATABASE_KEY_FILE both name {key_file}; each needs its own file")
    known = known or database.exists()
    if rotation.is_cut_short(key_file):
        raise StoreError(f"a change of the key was cut short; to end it: {rotation.FINISH}")
    if not key_file.exists():
        return _made(database, key_file, known=known, new=new)
    try:
        text = roots.parts_of(key_file.read_text(encoding="utf-8"))[0]
    except (OSError, UnicodeDecodeError):
        raise StoreError(f"the key file {key_file} cannot be read; check its owner and rights") from None
    if len(text) < SHORTEST and CUT_SHORT.fullmatch(text) and not known:
        key_file.unlink()  # the very first start was killed while it made the key, and nothing has it yet
        return _made(database, key_file, known=known, new=new)
    return _long_enough(text, f"the key in {key_file}"), None


def _long_enough(key: str, name: str) -> str:
    if len(key) < SHORTEST:
        raise StoreError(
            f"{name} is too short; it needs at least {SHORTEST} characters. Where there is a database, put "
            "the copy of its key back that was kept in a safe place"
        )
    return key


def _made(database: Path, key_file: Path, *, known: bool, new: bool) -> tuple[str, str]:
    """A new key, where there is nothing that an old one would open."""
    if known and not new:
        which = f"the database at {database}" if database.exists() else "the database that was here"
        raise StoreError(
            f"the key file {key_file} is gone, and nothing else opens {which} or its backups: put back the "
            "copy that was kept in a safe place, or set DATABASE_KEY where that was the key. "
            f"{engine.BEGIN_NEW}"
        )
    if database.resolve().parent in key_file.resolve().parents:
        raise StoreError(
            f"the key file {key_file} would lie in the database's folder, where a copy of one is a copy of "
            "both; set DATABASE_KEY_FILE to a place outside it"
        )
    return _written(key_file), (
        f"A new database key was made at {key_file}. Keep a copy of it in a safe place apart from the "
        "database: without it nobody can open the database or its backups."
    )


def _written(key_file: Path) -> str:
    """A new key, whole on the disk before it has its name; another start may have been faster."""
    key, draft = secrets.token_hex(DIGITS // 2), key_file.with_name(f"{key_file.name}.{os.getpid()}.part")
    try:
        key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        stamps_beside(key_file).begin()
        disk.write(draft, key + "\n")
        try:
            disk.put_new(draft, key_file)
        except FileExistsError:
            draft.unlink()
            return key_file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise StoreError(f"the key file {key_file} cannot be made: {error.strerror}") from None
    return key
