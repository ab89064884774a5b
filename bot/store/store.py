"""Opens the database, keeps it for this process alone, and runs use cases in transactions."""

import asyncio
import fcntl
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from bot.store import engine
from bot.store.engine import StoreError
from bot.store.schema import bring_up, unknown_migrations
from bot.store.tx import Tx

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """One connection on one thread; `run` is the only way in."""

    def __init__(self, path: Path, key: str) -> None:
        """Open, check and migrate. Raises StoreError with one line, leaving the file as it was."""
        self.path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._lock = _lock(path)
        try:
            self._db = self._thread.submit(_open, path, key).result()
        except BaseException:
            self._thread.shutdown()
            os.close(self._lock)
            raise

    async def run(self, use_case: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a synchronous use case in one transaction; it is on disk when this returns."""
        work = self._thread.submit(self._transact, lambda tx: use_case(tx, *args, **kwargs))
        # Shielded: a caller who is cancelled must not leave us unsure whether the work was done.
        return await asyncio.shield(asyncio.wrap_future(work))

    def run_now(self, use_case: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same, for a caller without an event loop."""
        return self._thread.submit(self._transact, lambda tx: use_case(tx, *args, **kwargs)).result()

    def _transact(self, use_case: Callable[[Tx], T]) -> T:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            result = use_case(Tx(self._db))
            self._db.execute("COMMIT")
        except BaseException:
            self._db.rollback()
            raise
        return result

    async def scrub(self) -> None:
        """Leave no deleted byte in the write-ahead log."""
        await asyncio.wrap_future(self._thread.submit(_checkpoint, self._db))

    def close(self) -> None:
        self._thread.submit(_close, self._db).result()
        self._thread.shutdown()
        os.close(self._lock)


def _lock(path: Path) -> int:
    """Hold the database for the life of this process; two bots on one file would send everything twice."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be used: {error.strerror}") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise StoreError(f"{path} is in use by another process; stop that one first") from None
    return handle


def _open(path: Path, key: str) -> Database:
    if path.exists():
        _inspect(path, key)
    else:
        _create(path, key)
    db = engine.connect(path, key)
    try:
        engine.configure(db)
        bring_up(db)
    except BaseException:
        db.close()
        raise
    for part in ("", "-wal", "-shm"):
        if (file := path.with_name(path.name + part)).exists():
            file.chmod(0o600)
    return db


def _inspect(path: Path, key: str) -> None:
    """Raise StoreError for a file that is not whole or not ours, without changing a byte of it."""
    db = engine.connect(path, key, mode="ro")
    try:
        engine.verify(path, db)
        if newer := unknown_migrations(db):
            raise StoreError(
                f"{path} was written by a newer version of this program ({newer[-1]}); update the program"
            )
    finally:
        db.close()


def _create(path: Path, key: str) -> None:
    """Make the file under another name first: a crash here never leaves half a database behind."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    db = engine.connect(draft, key)
    try:
        bring_up(db)
    finally:
        db.close()
    draft.rename(path)


def _checkpoint(db: Database) -> None:
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _close(db: Database) -> None:
    _checkpoint(db)
    db.close()
