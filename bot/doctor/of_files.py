"""What lies on the disk: settings with their secrets, key, database, room, backups."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.doctor.diagnosis import Diagnosis, good, mend, unknown
from bot.files import existing_key, look_into, memory_of, newest_backup
from bot.settings import ENV_FILE, SECRETS, Settings
from bot.store import engine, patients, restored, shelf, which_bot
from bot.store.doubt import doubt
from bot.store.engine import StoreError
from bot.store.inspection import Inspected, inspect
from bot.store.tx import Tx

OTHERS = 0o077  # the rights of everybody but the owner
LITTLE_ROOM = 200_000_000  # bytes
WARNING = "WARNING: "
OLD_BACKUP = timedelta(hours=36)
WHY_APART = {
    "key": "a copy of it would be a copy of both, so name another",
    "database": "what takes the one takes both, so name another, best on another disk",
}
CLOCK = "%Y-%m-%d %H:%M"


def of_rights(found: Settings, file: Path = ENV_FILE) -> Iterator[Diagnosis]:
    """Whether secrets are for their owner alone; those of a container are as it puts them there."""
    secret = [file] if found.database_key else [file, found.database_key_file]
    for path in secret:
        if SECRETS not in path.absolute().parents and path.exists() and path.stat().st_mode & OTHERS:
            yield mend("Secrets", f"whoever else uses this machine can read {path}; do: chmod 600 {path}")


def of_folders(found: Settings) -> Iterator[Diagnosis]:
    """Those that a start makes or writes into, where this user may not; nothing is tried out in them."""
    has_key = found.database_key is not None or _is_there(found.database_key_file)
    key = None if has_key else found.database_key_file.parent
    for folder in dict.fromkeys(
        one.absolute() for one in (key, found.database_path.parent, found.backup_dir) if one
    ):
        there = next(one for one in (folder, *folder.parents) if _is_there(one))
        if not os.access(there, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
            what = "be written into" if there == folder else "be made"
            yield mend("Folders", f"{folder} cannot {what} by this user; check owner and rights of {there}")


def _is_there(path: Path) -> bool:
    """Whether we see it at all."""
    try:
        return path.exists()
    except PermissionError:
        return False


def of_key(found: Settings) -> Diagnosis:
    has_one = found.database_key is not None or found.database_key_file.exists()
    if not has_one and not found.database_path.exists():
        return good("Key", f"none yet; the first start, or setup, makes {found.database_key_file}")
    try:
        existing_key(found)
    except StoreError as error:
        return mend("Key", str(error))
    where = "in DATABASE_KEY" if found.database_key else f"in {found.database_key_file}"
    return good("Key", f"{where}; keep a copy in a safe place apart from the database")


def of_database(found: Settings, now: datetime) -> Diagnosis:
    """`now` is aware. Not a byte of it is changed."""
    path = engine.real(found.database_path)
    has_key = found.database_key is not None or found.database_key_file.exists()
    try:
        if not path.exists():
            why = _doubt(found, path, None, now) if has_key else None
            return (
                mend("Database", why) if why else good("Database", f"none yet; the first start makes {path}")
            )
        if not has_key:
            return unknown("Database", f"{path} opens with its key alone")
        if why := _doubt(found, path, inspect(path, existing_key(found)), now):
            return mend("Database", why)
        people, last, former = look_into(found, _look)
    except StoreError as error:
        return mend("Database", str(error))
    if why := which_bot.refusal(path, former, found.bot_id):
        return mend("Database", why)
    since = f"last written {last.astimezone(found.zone):{CLOCK}} ({found.clinic_timezone})"
    return good("Database", f"{path} opens with the key; patients: {people}; {since}")


def _look(tx: Tx) -> tuple[int, datetime, str | None]:
    return patients.count(tx), restored.last_sign(tx), which_bot.known(tx)


def _doubt(found: Settings, path: Path, looked: Inspected | None, now: datetime) -> str | None:
    """Twice, as the running bot may have left a sign between the two looks."""
    key = existing_key(found)
    memory = memory_of(found, key, lambda: now)
    why = doubt(path, key, looked, memory)
    return doubt(path, key, inspect(path, key), memory) if why and looked else why


def of_disk(found: Settings) -> Diagnosis:
    folder = next(one for one in found.database_path.absolute().parents if one.exists())
    free = shutil.disk_usage(folder).free
    said = f"{free / 1e9:.1f} GB free in {folder}"
    return good("Disk", said) if free > LITTLE_ROOM else mend("Disk", f"only {said}; make room")


def of_backups(found: Settings, now: datetime) -> Diagnosis:
    """The newest of them, which must open with the key of now."""
    if found.backup_dir is None:
        return unknown("Backups", "BACKUP_DIR is off; see that something else makes one every night")
    for what, kept in (("key", found.database_key_file), ("database", found.database_path)):
        if found.backup_dir.resolve() == kept.resolve().parent:
            return mend("Backups", f"BACKUP_DIR is the folder of the {what}; {WHY_APART[what]}")
    said = newest_backup(found, now)
    if said.startswith(WARNING):
        return mend("Backups", said.removeprefix(WARNING))
    newest = shelf.newest(found.backup_dir, now)
    if newest is None:
        return unknown("Backups", said)
    if now - newest > OLD_BACKUP:
        return mend("Backups", f"{said} The log says why there is no newer one.")
    return good("Backups", said)
