"""A backup takes the place of a database: at every moment the one or the other is whole."""

import contextlib
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from bot.store import backup, disk, engine
from bot.store.engine import StoreError, beside
from bot.store.inspection import Inspected, inspect


def folder(path: Path) -> Path:
    """Where the new file is made; it is in the same file system, so that it can be renamed."""
    return beside(path, ".restoring")


def ready(path: Path) -> Path:
    """The new file when it is whole. As long as it lies there, the files are on the move."""
    return folder(path) / "ready.db"


def is_cut_short(path: Path) -> bool:
    """Whether a restore was stopped while it moved the files; done once more, it ends well."""
    return ready(path).exists()


def take(path: Path, key: str, source: Path, formers: Sequence[str] = ()) -> Path:
    """A copy of a backup, or of a database set aside, to be worked on; it opens with `key`.

    What it is made from may have one of the `formers`. Raises StoreError, OSError.
    """
    found, opens = _opened(source, (key, *formers))
    if source.exists() and path.exists() and source.samefile(path) and not found.is_copy:
        raise StoreError(f"{source} is the database itself; name a backup of it")
    draft = folder(path) / "draft.db"
    draft.parent.mkdir(mode=0o700, exist_ok=True)
    for end in (*engine.PARTS, "-journal", ".lock"):
        beside(draft, end).unlink(missing_ok=True)
    parts = ("",) if found.is_copy else ("", engine.LOG)  # a copy has no log; one beside it is another's
    for end in parts:
        if beside(source, end).exists():
            shutil.copyfile(beside(source, end), beside(draft, end))
            beside(draft, end).chmod(0o600)
    try:
        backup.mark(draft, opens, engine.LIVE)
    except dbapi2.Error as error:
        raise StoreError(engine.unusable(draft, error)) from None
    if opens != key:
        engine.rekey(draft, opens, key)
        backup.verify(draft, key)
    return draft


def _opened(source: Path, keys: Sequence[str]) -> tuple[Inspected, str]:
    """What a file is, and with which of the keys it opens; what is wrong with the first, where none does."""
    try:
        return inspect(source, keys[0]), keys[0]
    except StoreError as error:
        for former in keys[1:]:
            with contextlib.suppress(StoreError):
                return inspect(source, former), former
        raise StoreError(f"{engine.without_advice(str(error))}. Name another backup") from None


def give_up(path: Path) -> None:
    """Remove a draft that will not be used, unless the files are on the move."""
    if not is_cut_short(path):
        shutil.rmtree(folder(path), ignore_errors=True)


def put_in_place(path: Path, draft: Path, now: datetime) -> Path | None:
    """Let a closed draft be the database; the name by which the former one is kept, if there was any.

    From the first step on, no start takes what lies there for whole, until the last one, which is one rename.
    """
    disk.put(draft, ready(path))
    former = set_aside(path, now)
    ready(path).replace(path)
    disk.sync(path.parent)
    shutil.rmtree(folder(path))
    return former


def set_aside(path: Path, now: datetime) -> Path | None:
    """Keep a database, its log and its index under a dated name only; that name, or None where there is none.

    All have the new name before any loses the old one. Raises OSError.
    """
    there = [end for end in engine.PARTS if beside(path, end).exists()]
    if not there:
        return None
    name = disk.free_name(beside(path, f".replaced-{now:%Y-%m-%dT%H-%M-%S}"), *engine.PARTS)
    for end in reversed(there):  # where there is a file of that name, its log is there too
        disk.keep_beside(beside(path, end), beside(name, end))
    disk.sync(path.parent)
    for end in there:
        beside(path, end).unlink()
    return name
