"""Beside the running bot: a whole, encrypted copy of the database, a look into it, or a short change."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlcipher3 import dbapi2

from bot.store import engine
from bot.store.engine import StoreError
from bot.store.tx import Tx

T = TypeVar("T")


def backup(source: Path, key: str, target: Path) -> None:
    """Write the copy, readable with the same key; `target` must not exist. Raises StoreError.

    A plain copy of the file would miss what is still in the write-ahead log.
    """
    if not source.exists():
        raise StoreError(f"there is no database at {source}")
    if target.exists():
        raise StoreError(f"{target} exists already; name another file")
    db = engine.connect(source, key, mode="ro")
    try:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        db.execute("VACUUM INTO ?", [str(target)])
    except (OSError, dbapi2.Error) as error:
        target.unlink(missing_ok=True)
        raise StoreError(f"no backup could be written to {target}: {error}") from None
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
