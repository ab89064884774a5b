"""A file is looked at before it is used, so that not a byte changes of one that is not whole or not ours."""

from dataclasses import dataclass
from pathlib import Path

from bot.store import engine, schema, stamps
from bot.store.engine import StoreError
from bot.store.stamps import Stamp
from bot.store.tx import Tx


@dataclass(frozen=True)
class Inspected:
    """A whole file: whether it is a copy of a database, and how far that had come."""

    is_copy: bool
    stamp: Stamp | None


def inspect(path: Path, key: str) -> Inspected:
    """Raises StoreError for a file that is not whole or not ours."""
    if not engine.log_size(path):
        return _inspect(path, key)
    if _is_copy(path, key):  # a copy has no log; this one is of the file that was there before
        raise StoreError(_not_of_one_piece(path))
    try:
        return _inspect(path, key)
    except StoreError:
        if _is_whole_alone(path, key):
            raise StoreError(_not_of_one_piece(path)) from None
        raise


def _is_copy(path: Path, key: str) -> bool:
    """What the file says without its log; a crash may have left it torn, which the log mends."""
    try:
        db = engine.connect(path, key, mode=engine.ALONE)
    except StoreError:
        return False
    try:
        return engine.is_copy(db)
    finally:
        db.close()


def _is_whole_alone(path: Path, key: str) -> bool:
    try:
        _inspect(path, key, mode=engine.ALONE)
    except StoreError:
        return False
    return True


def _inspect(path: Path, key: str, mode: str = "ro") -> Inspected:
    db = engine.connect(path, key, mode=mode)
    try:
        engine.verify(path, db)
        if engine.log_size(path):
            engine.verify_structure(path, db)
        if newer := schema.unknown_migrations(db):
            raise StoreError(
                f"{path} was written by a newer version of this program ({newer[-1]}); update the program"
            )
        return Inspected(engine.is_copy(db), stamps.read(Tx(db)))
    finally:
        db.close()


def _not_of_one_piece(path: Path) -> str:
    return (
        f"{path} is damaged (a backup was put there, but {path.name}{engine.LOG} beside it belongs to the "
        "file before) and was left untouched. To put the backup in place, and set the former file aside with "
        f"its {engine.LOG} and {engine.INDEX}: {engine.RESTORE}"
    )
