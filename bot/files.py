"""Where a clinic keeps its files: the key, and beside it what is remembered of the database."""

import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.settings import Settings
from bot.store import backup, mounted, roots, rotation, shelf, vitals
from bot.store.engine import StoreError
from bot.store.keys import read_key
from bot.store.memory import Memory, stamps_beside
from bot.store.roots import Roots
from bot.store.tx import Tx
from bot.typed import PROGRAM

log = logging.getLogger(__name__)
T = TypeVar("T")
SHOWN = 7  # backups that are named to whoever names one that there is not
MAKE_ONE = f"one is made by: {PROGRAM} backup"


def memory_of(settings: Settings, key: str, clock: Callable[[], datetime]) -> Memory:
    """What is remembered outside of the database."""
    key_file = settings.database_key_file if settings.database_key is None else None
    return Memory.beside(_memory_place(settings), key, clock, roots_of(settings, key), key_file=key_file)


def roots_of(settings: Settings, key: str) -> Roots:
    """What is derived from the first key of all, whichever is in force."""
    return roots.read(settings.database_key_file, key)


def existing_key(settings: Settings) -> str:
    """The key; none is made. Raises StoreError."""
    return key_of(settings, known=True)


def look_into(settings: Settings, look: Callable[[Tx], T]) -> T:
    """What `look` finds in the database, beside whoever uses it. Raises StoreError."""
    return backup.reading(settings.database_path, existing_key(settings), look)


def _memory_place(settings: Settings) -> Path:
    """The key file; or the database, where the key is no file or in a folder that we may not write to."""
    file, folder = settings.database_key_file, settings.database_key_file.parent
    named = settings.database_key is None or "database_key_file" in settings.model_fields_set
    return file if named and (not folder.exists() or os.access(folder, os.W_OK)) else settings.database_path


def key_of(settings: Settings, *, known: bool = False, new: bool = False) -> str:
    """The key of these settings, made where there is none yet, unless it is `known`. Raises StoreError."""
    secret = settings.database_key.get_secret_value() if settings.database_key else None
    known = known or bool(stamps_beside(_memory_place(settings)).all())
    key, note = read_key(settings.database_path, secret, settings.database_key_file, known=known, new=new)
    if note:
        log.warning(note)
    return key


def database_of(settings: Settings) -> tuple[Path, str]:
    """The database that there is, and its key. Raises StoreError, before a key would be made for none."""
    if not settings.database_path.exists():
        raise StoreError(f"there is no database at {settings.database_path}")
    return settings.database_path, key_of(settings)


def newest_backup(settings: Settings, now: datetime) -> str:
    """One line on the newest of the daily copies: how old, and whether it opens with the key of now."""
    folder = settings.backup_dir
    if folder is None:
        return "WARNING: no backups are made, as BACKUP_DIR says."
    try:
        if why := _why_not(settings, folder):
            return f"WARNING: no backup is made: {why}."
        at = shelf.newest(folder, now)
        if at is None:
            return f"There is no backup in {folder} yet; the running bot makes one every night."
        file = folder / shelf.name_of(at)
        opens = _opened_by(settings, file)
    except (OSError, StoreError) as error:
        said = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
        return f"WARNING: the newest backup cannot be used: {said}"
    hours = int((now - at) / timedelta(hours=1))
    if opens is None:
        return f"The newest backup is {file}, {hours} h old; it opens with the key of now, and is whole."
    return (
        f"The newest backup is {file}, {hours} h old; it is whole and opens with the former key "
        f"{opens.name}, which `restore` finds; for one that opens with the key of now: {PROGRAM} backup"
    )


def _opened_by(settings: Settings, file: Path) -> Path | None:
    """The file of the former key that opens a backup; None where the key of now does. Raises StoreError."""
    try:
        backup.verify(file, database_of(settings)[1])
    except StoreError:
        for former in rotation.formers(settings.database_key_file):
            with suppress(StoreError):
                backup.verify(file, rotation.key_in(former))
                return former
        raise
    return None


def write_backup(settings: Settings, target: Path | None, now: datetime) -> Path:
    """A copy of the database while it may be in use; among the daily ones, where no `target` is named.

    Raises StoreError.
    """
    path, key = database_of(settings)
    if target is None and settings.backup_dir is None:
        raise StoreError("BACKUP_DIR is off; name the file that the backup is to be written to")
    written = target or (settings.backup_dir or Path()) / shelf.name_of(now)
    if why := _why_not(settings, written.parent):
        raise StoreError(f"no backup is made: {why}")
    backup.backup(path, key, written)
    return written


def _why_not(settings: Settings, folder: Path) -> str | None:
    """Why no copy of the database goes into that folder. Raises OSError."""
    before = None
    if settings.database_path.exists():
        with suppress(StoreError):  # which is told of the database itself
            before = look_into(settings, lambda tx: vitals.value(tx, vitals.SHELF))
    return mounted.why_not(folder, settings.database_path, before)


def backup_meant(settings: Settings, named: Sequence[Path]) -> Path:
    """The one file that is named. Raises StoreError, with the names of the newest backups there are."""
    if len(named) == 1 and named[0].is_file():
        return named[0]
    what = f"{named[0]} is no file" if len(named) == 1 else "name one backup"
    made = _made(settings.backup_dir)
    there = f"The newest there are: {', '.join(map(str, made))}" if made else f"There is none; {MAKE_ONE}"
    raise StoreError(f"{what}. {there}")


def _made(folder: Path | None) -> list[Path]:
    """The newest backups, the newest first."""
    try:
        made = shelf.made(folder) if folder else []
    except OSError:
        return []
    return [folder / shelf.name_of(at) for at in reversed(made[-SHOWN:])] if folder else []
