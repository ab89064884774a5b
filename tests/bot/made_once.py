"""What takes long to make and is the same for every test: made once in each worker, and handed round."""

import tempfile
from functools import cache
from pathlib import Path
from typing import TypeVar

from bot import content
from bot.content import Content
from bot.readers import Readers
from bot.store.store import Store
from messages.heard.reader import Reader
from tests.surroundings import KEY

S = TypeVar("S", bound=Store)
_read: dict[tuple[tuple[str, bytes], ...], Content] = {}


@cache
def packaged() -> Content:
    """The packaged words and protocols; they are values."""
    return content.load(None)


def content_of(own: Path | None) -> Content:
    """A clinic's words and protocols; of the same files, the same ones."""
    if own is None:
        return packaged()
    files = sorted(path for path in own.rglob("*") if path.is_file())
    held = tuple((path.relative_to(own).as_posix(), path.read_bytes()) for path in files)
    if held not in _read:
        _read[held] = content.load(own)
    return _read[held]


@cache
def ready() -> dict[str, Reader]:
    """The packaged readers with their engines."""
    return {language: reader.with_engine() for language, reader in packaged().readers.items()}


def readers_of(own: Path | None) -> Readers | None:
    """The packaged readers for a clinic that has no entries and no red flags of its own."""
    if own and (any(own.glob("messages/*/faq")) or any(own.glob("messages/*/red_flags*"))):
        return None
    return Readers(own, ready())


@cache
def _database() -> bytes:
    """An encrypted file with every table, and nothing in them."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.db"
        Store(made, KEY).close()
        return made.read_bytes()


def lay_out(path: Path) -> Path:
    """Put a new database there, unless there is one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(_database())
    return path


def unhurried(store: S) -> S:
    """A store that never waits for the disk: in these tests a process may die, but not the machine."""
    store._thread.submit(store._db.execute, "PRAGMA synchronous = OFF").result()
    return store
