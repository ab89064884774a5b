"""Opens the database, keeps it for this process alone, and runs use cases in transactions."""

import asyncio
import ctypes
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlcipher3 import dbapi2

from bot.clinic_name import AT_WORK
from bot.store import backup, disk, engine, opening, restored, stamps
from bot.store.engine import StoreError, beside
from bot.store.lock import Lock
from bot.store.memory import Memory
from bot.store.opening import Begin
from bot.store.place import Place
from bot.store.tx import Tx

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

LONGEST_LOG = 4_000_000  # bytes, until the log is written back into the file


class Store:
    """One connection on one thread; `run` is the only way in."""

    def __init__(
        self, path: Path, key: str, memory: Memory | None = None, begin: Begin = Begin.AS_REMEMBERED
    ) -> None:
        """Open, check and bring up to date. Raises StoreError with one line, leaving the file as it was.

        With a `memory`, a file is refused that is not the one that is remembered, unless `begin` allows it.
        """
        self.path, self._key, self.memory = engine.real(path), key, memory
        self._long = LONGEST_LOG
        self._lost: str | None = None  # why the file is not ours any more
        clinic = (AT_WORK.get(),)  # for its log, as a thread knows nothing of who began it
        self._thread = ThreadPoolExecutor(
            1, thread_name_prefix="store", initializer=AT_WORK.set, initargs=clinic
        )
        self._lock = Lock(self.path)
        try:
            self._thread.submit(self._open, begin).result()
        except BaseException:
            self._thread.shutdown()
            self._lock.release()
            raise

    def _open(self, begin: Begin) -> None:
        try:
            is_older = opening.make_ready(self.path, self._key, self.memory, begin)
            handle = self._lock.hold_database()
            self._db = opening.open_for_use(self.path, self._key, keep=self.memory is not None)
            try:
                self._take_up(handle, begin, is_older=is_older)
            except BaseException:
                self._db.close()
                raise
        except (OSError, dbapi2.Error) as error:
            raise StoreError(engine.unusable(self.path, error)) from None

    def _take_up(self, handle: int, begin: Begin, *, is_older: bool) -> None:
        """From here on it is ours: nothing is left of an earlier log, and what we write gives us away."""
        if memory := self.memory:
            memory.erasures.begin()
            if begin is Begin.NEW:
                self._transact(lambda tx: restored.give_new_numbers(tx, memory.clock()))
        self._sign(is_older=is_older)
        engine.write_back(self._db)
        self._sign()
        self._place = Place(self.path, handle)

    async def run(self, use_case: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a synchronous use case in one transaction; it is on disk when this returns."""
        begun = self._thread.submit(self._carry_out, lambda tx: use_case(tx, *args, **kwargs))
        work = asyncio.wrap_future(begun)
        work.add_done_callback(_seen)
        # Shielded: a caller who is cancelled must not leave us unsure whether the work was done.
        return await asyncio.shield(work)

    def run_now(self, use_case: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same, for a caller without an event loop."""
        return self._thread.submit(self._carry_out, lambda tx: use_case(tx, *args, **kwargs)).result()

    def _carry_out(self, use_case: Callable[[Tx], T]) -> T:
        result = self._transact(use_case)
        if engine.log_size(self.path) > self._long:
            self._shorten_log()
        return result

    def _shorten_log(self) -> None:
        """What was done is done, whether that succeeds or not; a log that somebody reads stays as it is."""
        try:
            self._checkpoint()
        except (StoreError, dbapi2.Error) as error:
            log.warning("the log could not be written back into the database: %s", error)
        self._long = engine.log_size(self.path) + LONGEST_LOG

    def _transact(self, use_case: Callable[[Tx], T]) -> T:
        """Raises StoreError where the database cannot be used, and whatever the use case raises."""
        if self._lost:
            raise StoreError(self._lost)
        try:
            return self._committed(use_case)
        except (dbapi2.IntegrityError, dbapi2.ProgrammingError):
            raise
        except dbapi2.Error as error:
            if type(error) is dbapi2.DatabaseError:  # pages that are not ours, or not whole
                self._lose(engine.damaged(self.path, str(error)))
            raise StoreError(engine.unusable(self.path, error)) from error

    def _committed(self, use_case: Callable[[Tx], T]) -> T:
        tx = Tx(self._db)
        self._db.execute("BEGIN IMMEDIATE")
        try:
            result = use_case(tx)
            if tx.erased and self.memory:
                self.memory.erasures.note(tx.erased)
            self._db.execute("COMMIT")
        except BaseException:
            self._db.rollback()
            raise
        return result

    def write_backup(self, target: Path) -> None:
        """A whole, verified copy, on the caller's thread: the store's own goes on. Raises StoreError."""
        backup.backup(self.path, self._key, target)

    async def scrub(self) -> None:
        """Leave no deleted byte in the write-ahead log."""
        await asyncio.wrap_future(self._thread.submit(self._shorten_log))

    def _checkpoint(self) -> None:
        """Write the log back into the file; nobody else ever does.

        The newest sign is in the log alone from there on: a file that has lost its log is known by that.
        """
        if self._look_after() is None:
            engine.write_back(self._db)
            self._place.note()
            self._sign()

    async def sign(self) -> None:
        """Leave a sign of how far the database has come, in it and beside its key."""
        await asyncio.wrap_future(self._thread.submit(self._sign))

    def _sign(self, *, is_older: bool = False) -> None:
        """With an older file it goes on from what is remembered, and owes a reckoning from that moment on."""
        memory = self.memory
        if memory is None:
            return
        now, known = memory.clock(), memory.stamps.of(self.path) if is_older else None

        def leave(tx: Tx) -> stamps.Stamp:
            if engine.is_copy(self._db):
                tx.run(f"PRAGMA user_version = {engine.LIVE}")
            if is_older:
                restored.owe(tx, min(known.last_seen, now) if known else now)
            return stamps.sign(tx, now, known=known)

        left = self._transact(leave)
        try:
            memory.stamps.put(self.path, left)
        except (OSError, StoreError) as error:
            log.warning("how far the database has come cannot be noted beside its key: %s", error)

    async def lost(self) -> str | None:
        """Why the files are not ours any more, where somebody took or overwrote them; nothing is run then."""
        return await asyncio.wrap_future(self._thread.submit(self._look_after))

    def is_in_place(self) -> bool:
        """Whether the files are still the ones that were opened."""
        return self._thread.submit(self._look_after).result() is None

    def _look_after(self) -> str | None:
        if self._lost is None and self._place.is_overwritten():
            self._lose(f"another file was copied over {self.path} while it was in use. {RESTORE}")
        elif self._lost is None and self._place.is_taken():
            self._lose(f"{self.path} or its log was moved or removed while it was in use. {self._rescued()}")
        return self._lost

    def _lose(self, why: str) -> None:
        """To close the connection would write our log into what is not our file: it is never closed."""
        self._lost = why
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._db.conn))

    def _rescued(self) -> str:
        """All is still to be read through the open files, as long as this process lives."""
        name = disk.free_name(beside(self.path, ".rescued"))
        try:
            backup.write_copy(self._db, self._key, name)
        except (OSError, dbapi2.Error, StoreError):
            return RESTORE
        return f"What was in it is kept; to put it back: {engine.RESTORE.replace('FILE', str(name))}"

    def close(self) -> None:
        self._thread.submit(self._close).result()
        self._thread.shutdown()
        self._lock.release()

    def _close(self) -> None:
        if self._look_after():
            return
        try:
            self._sign()
            engine.write_back(self._db)
        except (StoreError, dbapi2.Error) as error:  # all is in the log still
            log.warning("%s", error)
        self._db.close()


def _seen(work: "asyncio.Future[T]") -> None:
    """A failure that nobody waits for any more is no news of its own."""
    if not work.cancelled():
        work.exception()


RESTORE = f"To put a backup in its place: {engine.RESTORE}"
