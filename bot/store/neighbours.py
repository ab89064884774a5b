"""Databases near a place where there is none: DATABASE_PATH may have a wrong letter."""

from pathlib import Path

from bot.store import engine
from bot.store.engine import StoreError

MOST = 8  # files that are tried; a passphrase takes a while each time
NOT_WHOLE = (engine.LOG, engine.INDEX, ".lock", ".new", ".part", ".stamp", ".erased")


def near(path: Path, key: str) -> list[Path]:
    """What looks like a database in its folder; for a new folder, what has its name in one beside that."""
    folder = path.absolute().parent
    if not _is_new(folder):
        return _databases(folder)
    beside = [one for other in _in(folder.parent) if (one := other / path.name).is_file()]
    return [one for one in beside[:MOST] if _has_pages(one) and _opens(one, key)]


def _is_new(folder: Path) -> bool:
    """Whether nothing is in it but what every start leaves there, the one that asks included."""
    return all(file.name.endswith(".lock") for file in _in(folder))


def _in(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _databases(folder: Path) -> list[Path]:
    named = (file for file in _in(folder) if ".db" in file.name and not file.name.endswith(NOT_WHOLE))
    return [file for file in named if file.is_file() and _has_pages(file)]


def _has_pages(file: Path) -> bool:
    size = file.stat().st_size
    return size > 0 and size % engine.PAGE == 0


def _opens(file: Path, key: str) -> bool:
    try:
        engine.connect(file, key, mode=engine.ALONE).close()
    except StoreError:
        return False
    return True
