"""SQLCipher under sqlite-utils, and what it takes to trust a file before using it."""

import os
import re
import sys
from pathlib import Path
from shutil import disk_usage

import sqlcipher3

from bot.typed import PROGRAM

# sqlite-utils looks for a driver of this name first; anything else would open the file unencrypted.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)

# It would load numpy, to keep numbers of kinds that nobody keeps here; a start does not wait for that.
_numpy = sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]

from sqlcipher3 import dbapi2  # noqa: E402
from sqlite_utils import Database  # noqa: E402

if _numpy is None:
    del sys.modules["numpy"]

RAW_KEY_DIGITS = 64
RAW_KEY = re.compile(rf"[0-9a-fA-F]{{{RAW_KEY_DIGITS}}}")
HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")
PLAIN_HEADER = b"SQLite format 3\0"
PAGE = 4096
PATIENCE = 5000  # milliseconds, for another process that writes
FULL = "disk is full"  # SQLite's words, also where a quota or a limit is at its end
A_START = 5_000_000  # bytes that a bot at work writes before it writes its log back into the file
LOG, INDEX = "-wal", "-shm"  # what SQLite keeps beside a database while it is open, or after a crash
PARTS = ("", LOG, INDEX)
ALONE = "ro&immutable=1"  # a mode that reads the file without its log
LIVE, COPY = 0, 1  # `user_version` of a database that is written to, and of a copy of one
RESTORE = f"{PROGRAM} restore FILE"
BEGIN_NEW = f"To begin an empty database on purpose: {PROGRAM} run --new"


class StoreError(Exception):
    """The database cannot be used; the message is one line for the operator."""


def connect(path: Path, key: str, mode: str = "rw") -> Database:
    """An open, keyed and readable database, or StoreError.

    `mode` is SQLite's: `rw`, or `ro`, with which not even closing can change the file, or ALONE. While a
    database is in use nobody writes the log back into the file but its Store, which knows when.
    A key of 64 hexadecimal digits is used as it is; any other is stretched by SQLCipher.
    """
    if path.stat().st_size == 0 and mode != "rw":
        raise StoreError(damaged(path, "it is empty"))
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    except dbapi2.Error as error:
        raise StoreError(unusable(path, error)) from None
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = {_literal(key)}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA wal_autocheckpoint = 0").fetchone()
    except dbapi2.DatabaseError as error:
        reason = _why_unreadable(path, connection, error, key)
        connection.close()
        raise StoreError(reason) from None
    return Database(connection, execute_plugins=False)


def version() -> str:
    """Of the SQLite that is inside."""
    return str(dbapi2.sqlite_version)


def in_memory() -> Database:
    """An empty database that is gone when nobody holds it any more."""
    return Database(dbapi2.connect(":memory:", isolation_level=None), execute_plugins=False)


def rekey(path: Path, key: str, new: str) -> None:
    """Encrypt a file anew that nobody else has open and that may be lost. Raises StoreError."""
    db = connect(path, key)
    try:
        db.execute(f"PRAGMA rekey = {_literal(new)}")
    except dbapi2.Error as error:
        raise StoreError(unusable(path, error)) from None
    finally:
        db.close()


def _literal(key: str) -> str:
    return f"\"x'{key}'\"" if RAW_KEY.fullmatch(key) else "'" + key.replace("'", "''") + "'"


def _why_unreadable(path: Path, connection: dbapi2.Connection, error: Exception, key: str) -> str:
    """Tell a wrong key from a damaged file: with the right key at least one page still verifies."""
    if isinstance(error, dbapi2.OperationalError):  # the machine's trouble, and not the file's
        return unusable(path, error)
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            return f"{path} is not encrypted, so it is not a database of this bot"
    if size % PAGE:
        return damaged(path, "it is cut short")
    bad = len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    if bad < size // PAGE:
        return damaged(path, f"{bad} of its {size // PAGE} pages cannot be verified, or some are missing")
    return f"{path} does not open with this key{_why_not_with(key)}"


def _why_not_with(key: str) -> str:
    """What can be seen of a key that opens nothing, and what to do."""
    if len(key) > RAW_KEY_DIGITS and RAW_KEY.search(key):
        return (
            f", which has something beside its {RAW_KEY_DIGITS} hexadecimal digits: take that away, in the "
            "key's file or in DATABASE_KEY"
        )
    if len(key) < RAW_KEY_DIGITS and HEXADECIMAL.fullmatch(key):
        return (
            f", which has {len(key)} hexadecimal digits; one that is made here has {RAW_KEY_DIGITS}. Copy it "
            "whole into the key's file or DATABASE_KEY"
        )
    return (
        ". Put the one that it was made with into the key's file or DATABASE_KEY. Where this is surely that "
        f"one, not a page of the file is whole; to put a backup in its place: {RESTORE}"
    )


def damaged(path: Path, how: str) -> str:
    """One line about a broken file that says what to do next."""
    return (
        f"{path} is damaged ({how}) and was left untouched. To put a backup in its place, and set it aside "
        f"with its -wal and -shm: {RESTORE}"
    )


def without_advice(line: str) -> str:
    """What is wrong with a file, for somebody who is putting a backup back already."""
    return re.split(r"[.;] to put a backup in its place", line, maxsplit=1, flags=re.IGNORECASE)[0]


def unusable(path: Path, error: Exception) -> str:
    """One line about trouble that is not the file's own."""
    how = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        how = "this user may not read and write it; check its owner and rights"
    full = FULL in how or (path.parent.exists() and disk_usage(path.parent).free < PAGE)
    if full:
        room = f"make room in {path.parent.absolute()}, where a start takes {A_START // 1_000_000} MB"
        return f"the disk is full, and {path} cannot be used; {room}"
    return f"{path} cannot be used: {how}"


def why_unwritten(error: Exception | None) -> str:
    """Why nothing can be kept, with what to do where that is known."""
    return str(error) if isinstance(error, StoreError) else "the database cannot be written"


def real(path: Path) -> Path:
    """The file itself, where a link leads to it: its log lies beside it, and no link is to be replaced."""
    return path.resolve() if path.is_symlink() else path


def beside(path: Path, end: str) -> Path:
    """A file of the same name and with that end, in the same folder."""
    return path.with_name(path.name + end)


def log_size(path: Path) -> int:
    """How many bytes are written down beside the file, which may not be in it yet."""
    try:
        return beside(path, LOG).stat().st_size
    except FileNotFoundError:
        return 0


def is_copy(db: Database) -> bool:
    """Whether it is a copy of a database, and not one itself."""
    return bool(db.execute("PRAGMA user_version").fetchone()[0] == COPY)


def verify(path: Path, db: Database) -> None:
    """Raise StoreError where any page fails its checksum; what passes is as we wrote it."""
    if pages := db.execute("PRAGMA cipher_integrity_check").fetchall():
        raise StoreError(damaged(path, f"{len(pages)} of its pages cannot be verified"))


def verify_structure(path: Path, db: Database) -> None:
    """Raise StoreError where pages do not fit together: a log may be that of another file."""
    if (found := db.execute("PRAGMA integrity_check(1)").fetchone()) != ("ok",):
        raise StoreError(damaged(path, f"its parts do not fit together: {found[0].splitlines()[0]}"))


def write_back(db: Database) -> None:
    """Write the log into the file and empty it; where somebody reads it, as far as that goes, at once."""
    db.execute("PRAGMA busy_timeout = 0").fetchall()
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        db.execute(f"PRAGMA busy_timeout = {PATIENCE}").fetchall()


def configure(db: Database) -> None:
    """Durability and erasure before speed: every commit is on disk, every deleted byte is overwritten."""
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "trusted_schema = OFF",
    ):
        db.execute(f"PRAGMA {pragma}").fetchall()
