"""One process at a time holds a database, for its life; two bots on one would send everything twice."""

import fcntl
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from bot.store.engine import StoreError, real

A_LOOK = (0.01, 0.05, 0.2)  # seconds between tries: whoever asks for health holds it for a moment


def is_held(path: Path) -> bool | None:
    """Whether any process has this database now; None where that cannot be looked at. Nothing is made."""
    path = real(path)
    try:
        handle = os.open(path.with_name(path.name + ".lock"), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # a disk over the network that knows no such locks
        return None
    finally:
        os.close(handle)
    return False


class InUseError(StoreError):
    """Another process has the database."""


class Lock:
    """On a file beside the database, and on the database itself, so that to remove the one frees nothing.

    SQLite locks the database too, by fcntl. On Linux that and flock know nothing of each other; elsewhere
    they do, and only the file beside it is locked. Whoever closes any descriptor of a file loses all of the
    process's fcntl locks on it, SQLite's too: ours is closed after SQLite's.
    """

    def __init__(self, path: Path) -> None:
        """Raises StoreError where another process has it."""
        self._path, self._held = path, list[int]()
        self._database: int | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._hold(path.with_name(path.name + ".lock"), os.O_CREAT)
            if path.exists():
                self.hold_database()  # before anything reads it
        except OSError as error:
            self.release()
            raise StoreError(f"{path} cannot be used: {error.strerror}") from None
        except StoreError:
            self.release()
            raise

    def hold_database(self) -> int:
        """Hold the file that has its name now; an open descriptor of it."""
        now = self._path.stat()
        if self._database is None or not os.path.samestat(now, os.fstat(self._database)):
            self._database = self._hold(self._path, 0, lock=sys.platform == "linux")
        return self._database

    def _hold(self, file: Path, flags: int, *, lock: bool = True) -> int:
        handle = os.open(file, os.O_RDWR | os.O_CLOEXEC | flags, 0o600)
        self._held.append(handle)
        try:
            if lock:
                _take(handle)
        except BlockingIOError:
            raise InUseError(f"{self._path} is in use by another process; stop that one first") from None
        return handle

    def release(self) -> None:
        for handle in reversed(self._held):
            os.close(handle)
        self._held.clear()
        self._database = None


def _take(handle: int) -> None:
    """Raises BlockingIOError where another process has it, and not only looks whether any has."""
    for pause in A_LOOK:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(pause)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
