"""Another key takes the place of the one of now: at every moment one on the disk opens the database."""

import os
import secrets
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from bot.store import audit, backup, disk, engine, roots
from bot.store.engine import StoreError, beside
from bot.store.inspection import inspect
from bot.store.tx import Tx
from bot.typed import PROGRAM

FINISH = f"{PROGRAM} rotate-key"


def next_of(key_file: Path) -> Path:
    """The key to come. As long as it lies there, the change is under way."""
    return beside(key_file, ".next")


def is_cut_short(key_file: Path) -> bool:
    """Whether a change of the key was stopped; done once more, it ends well."""
    return next_of(key_file).exists()


def formers(key_file: Path) -> list[Path]:
    """The keys of earlier, the newest first; the name of each says until when it was in force."""
    return sorted(key_file.parent.glob(f"{key_file.name}.until-*"), reverse=True)


def key_in(file: Path) -> str:
    """Raises StoreError."""
    try:
        return roots.parts_of(file.read_text(encoding="utf-8"))[0]
    except (OSError, UnicodeDecodeError):
        raise StoreError(f"the key file {file} cannot be read; check its owner and rights") from None


def rotate(path: Path, key_file: Path, now: datetime) -> Path:
    """Give the database another key; the file of the former one. Whoever calls holds the lock.

    First the key to come is on the disk, then a copy that opens with it takes the place of the database in
    one step, then it takes the place of the key. Raises StoreError, OSError.
    """
    old = key_in(key_file)
    new = _key_to_come(key_file, old)
    if not _opens(path, new):
        inspect(path, old)
        draft, seen = _encrypted_anew(path, old, new, now)
        _put_in_place(path, draft, seen)
    return _change_keys(key_file, old, now)


def _key_to_come(key_file: Path, old: str) -> str:
    """Of a change that was cut short, the one that it had made: the database may have it already."""
    file = next_of(key_file)
    if not file.exists():
        disk.write(file, roots.joined(secrets.token_hex(32), roots.read(key_file, old)))
    return key_in(file)


def _opens(path: Path, key: str) -> bool:
    try:
        engine.connect(path, key, mode="ro").close()
    except StoreError:
        return False
    return True


def _encrypted_anew(path: Path, old: str, new: str, now: datetime) -> tuple[Path, int]:
    """A copy of all that is in the database and its log, and when that was changed last."""
    draft = beside(path, ".rekeying")
    for end in (*engine.PARTS, "-journal"):
        beside(draft, end).unlink(missing_ok=True)
    db = engine.connect(path, old)
    try:
        engine.configure(db)
        engine.write_back(db)
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        db.execute("VACUUM INTO ?", [str(draft)])
    except dbapi2.Error as error:
        raise StoreError(engine.unusable(path, error)) from None
    finally:
        db.close()  # which leaves no log
    seen = path.stat().st_mtime_ns
    engine.rekey(draft, old, new)
    _note(draft, new, now)
    backup.verify(draft, new)
    return draft, seen


def _note(draft: Path, key: str, now: datetime) -> None:
    """The record has it where the change has taken place, and nowhere else; a file of long ago has none."""
    db = engine.connect(draft, key)
    try:
        tx = Tx(db)
        if tx.value("SELECT 1 FROM sqlite_schema WHERE name = 'audit'"):
            audit.add(tx, actor="operator", action="changed the key", subject="", now=now)
    except dbapi2.Error as error:
        raise StoreError(engine.unusable(draft, error)) from None
    finally:
        db.close()


def _put_in_place(path: Path, draft: Path, seen: int) -> None:
    if engine.log_size(path) or path.stat().st_mtime_ns != seen:
        raise StoreError(f"{path} is being read or changed by another process; stop that one first")
    for end in (engine.LOG, engine.INDEX):
        beside(path, end).unlink(missing_ok=True)
    disk.put(draft, path)


def _change_keys(key_file: Path, old: str, now: datetime) -> Path:
    """The former one keeps a dated name before it loses its own."""
    former = next((one for one in formers(key_file) if key_in(one) == old), None)
    if former is None:
        former = disk.free_name(beside(key_file, f".until-{now:%Y-%m-%dT%H-%M-%S}"))
        disk.keep_beside(key_file, former)
        disk.sync(former.parent)
    next_of(key_file).replace(key_file)
    disk.sync(key_file.parent)
    return former
