"""Beside the running bot: a whole, encrypted copy of the database, a look into it, or a short change."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from bot.store import disk, engine
from bot.store.engine import StoreError, beside
from bot.store.tx import Tx

T = TypeVar("T")


def backup(source: Path, key: str, target: Path) -> None:
    """Write the copy, readable with the same key, into a folder that is made for it. Raises StoreError.

    It has its name once it was opened and every page of it is whole. `target` must not exist.
    A plain copy of the file would miss what is still in the write-ahead log.
    """
    source = engine.real(source)
    if not source.exists():
        raise StoreError(f"there is no database at {source}")
    if target.is_dir():
        raise StoreError(f"{target} is a folder; name a file in it")
    live = [beside(source, end).resolve() for end in ("", engine.LOG, engine.INDEX, ".lock")]
    if target.exists() or target.resolve() in live:
        raise StoreError(f"{target} exists already; name another file")
    db = engine.connect(source, key, mode="ro")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_copy(db, key, target, verified=True)
    except (OSError, dbapi2.Error) as error:
        how = error.strerror if isinstance(error, OSError) else error
        if target.parent.exists() and not target.parent.is_dir():
            how = f"{target.parent} is a file, where a folder is to be"
        raise StoreError(f"no backup could be written to {target}: {how}") from None
    finally:
        db.close()


def write_copy(db: Database, key: str, target: Path, *, verified: bool = False) -> None:
    """A whole copy of an open database, marked as one; under its name once it is whole and on the disk.

    Raises OSError, or the driver's errors; StoreError, where it is to be `verified` and is not whole.
    """
    draft = beside(target, ".part")
    draft.unlink(missing_ok=True)
    try:
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        db.execute("VACUUM INTO ?", [str(draft)])
        mark(draft, key, engine.COPY)
        if verified:
            verify(draft, key)
        disk.put_new(draft, target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def verify(file: Path, key: str) -> None:
    """Open it as whoever will need it does. Raises StoreError where a page of it, or how they fit, is bad."""
    db = engine.connect(file, key, mode="ro")
    try:
        engine.verify(file, db)
        engine.verify_structure(file, db)
    finally:
        db.close()


def mark(file: Path, key: str, as_what: int) -> None:
    """Say in a file that nobody has open whether it is a database or a copy of one."""
    db = engine.connect(file, key)
    try:
        db.execute(f"PRAGMA user_version = {as_what}")
    finally:
        db.close()


def reading(source: Path, key: str, look: Callable[[Tx], T]) -> T:
    """What `look` finds, through a connection that can write nothing. Raises StoreError."""
    db = engine.connect(source, key, mode="ro")
    try:
        return look(Tx(db))
    except dbapi2.Error as error:
        raise StoreError(f"{source} cannot be read: {error}") from None
    finally:
        db.close()


def writing(source: Path, key: str, change: Callable[[Tx], T]) -> T:
    """What `change` gives back, in one short transaction beside the running bot. Raises StoreError."""
    db = engine.connect(source, key)
    try:
        engine.configure(db)
        with db.atomic():
            return change(Tx(db))
    except dbapi2.Error as error:
        raise StoreError(f"{source} cannot be changed: {error}") from None
    finally:
        db.close()
