"""A database is made ready: looked at, doubted, made where there is none, brought up to date."""

import logging
import os
from enum import Enum
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from bot.store import backup, disk, engine, schema
from bot.store.doubt import doubt
from bot.store.engine import StoreError, beside
from bot.store.inspection import Inspected, inspect
from bot.store.memory import Memory
from bot.store.restoring import is_cut_short, set_aside

log = logging.getLogger(__name__)

COPIES = 3  # the file as it was; its tables made anew; and what is written beside it before it is in the file
SPARE = 1_000_000  # bytes, so that the bot can run on what is left


class Begin(Enum):
    """What a start may take for its database; only the operator says other than the first."""

    AS_REMEMBERED = ""
    NEW = "new"  # an empty one, where there is none that can be used
    OLDER = "older"  # one that is older than what is remembered, or another


def make_ready(path: Path, key: str, memory: Memory | None, begin: Begin) -> bool:
    """See to it that there is a whole database; whether it is an older one. Raises StoreError, OSError."""
    if is_cut_short(path):
        raise StoreError(f"a backup was being put in the place of {path}; do it once more: {engine.RESTORE}")
    found = _found(path, key, begin)
    why = doubt(path, key, found, memory)
    if begin is Begin.NEW:
        if found and not why:
            raise StoreError(f"there is a whole database at {path}, which is not put aside for an empty one")
        _make_room(path, memory)
        _create(path, key)
    elif why and (found is None or begin is not Begin.OLDER):
        raise StoreError(why)
    elif found is None:
        _create(path, key)
    return bool(why) and begin is Begin.OLDER


def _found(path: Path, key: str, begin: Begin) -> Inspected | None:
    try:
        return inspect(path, key) if path.exists() else None
    except StoreError:
        if begin is Begin.NEW:
            return None
        raise


def _make_room(path: Path, memory: Memory | None) -> None:
    if memory and (former := set_aside(path, memory.clock())):
        log.warning("what was at %s is kept as %s", path, former.name)


def _create(path: Path, key: str) -> None:
    """Make the file under another name first: a crash here never leaves half a database behind."""
    draft = beside(path, ".new")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        db = engine.connect(draft, key)
        try:
            schema.bring_up(db)
        finally:
            db.close()
        disk.put(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def open_for_use(path: Path, key: str, *, keep: bool) -> Database:
    """Open it, brought up to date; a copy is kept as it was. Raises StoreError, or the driver's errors."""
    db = engine.connect(path, key)
    try:
        engine.configure(db)
        _bring_up(path, key, db, keep=keep)
    except BaseException:
        db.close()
        raise
    for end in engine.PARTS:
        if (file := beside(path, end)).exists():
            file.chmod(0o600)
    return db


def _bring_up(path: Path, key: str, db: Database, *, keep: bool) -> None:
    """Apply what is pending."""
    waiting = schema.pending(db)
    if keep and waiting and schema.applied(db):
        _keep_as_it_is(path, key, db, f".before-{waiting[0].partition('_')[0]}")
    schema.bring_up(db)


def _keep_as_it_is(path: Path, key: str, db: Database, end: str) -> None:
    """Copy it, unless a start that was cut short has done so. Raises StoreError, where nothing is changed."""
    parts = [file for file in (path, beside(path, engine.LOG)) if _holds_something(file)]
    changed = max(file.stat().st_mtime for file in parts)
    if _holds_something(beside(path, end)) and beside(path, end).stat().st_mtime >= changed:
        return
    size = sum(file.stat().st_size for file in parts)
    if line := no_room(path, size, disk.free(path)):
        raise StoreError(line)
    copy = disk.free_name(beside(path, end))
    try:
        backup.write_copy(db, key, copy, verified=True)
    except (OSError, dbapi2.Error) as error:
        raise StoreError(_unkept(path, f"that could not be written ({error})")) from None
    log.warning("the database is brought up to date; as it was it is kept as %s until you remove it", copy)


def no_room(path: Path, size: int, free: int | None) -> str | None:
    """What there is to say where a file of that size can not be kept and changed as well; in bytes."""
    needed = COPIES * size + SPARE
    if free is None or free >= needed:
        return None
    short = (
        f"there is no room for that: it takes {megabytes(needed)} MB in {path.parent}, and {megabytes(free)}"
    )
    return _unkept(path, f"{short} are free")


def megabytes(size: int) -> int:
    """Rounded up."""
    return -(-size // 1_000_000)


def _unkept(path: Path, why: str) -> str:
    return (
        f"{path} is of an earlier version, and before it is brought up to date it is kept as it is; {why}. "
        "Nothing was changed; make room and start again"
    )


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0
