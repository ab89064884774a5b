"""What a start doubts: a database that is gone, older than what is remembered of it, or another one."""

from pathlib import Path

from bot.store import engine, neighbours
from bot.store.inspection import Inspected
from bot.store.memory import Memory
from bot.store.stamps import Stamp
from bot.typed import PROGRAM

OLDER = f"{PROGRAM} run --accept-older"
RIGHT = "If there is one elsewhere, set DATABASE_PATH right."
A_NEW_ONE = f"To put a backup in its place: {engine.RESTORE}. {engine.BEGIN_NEW}"
THIS_ONE = f"To put a backup in its place: {engine.RESTORE}. To go on with it as it is: {OLDER}"


def doubt(path: Path, key: str, found: Inspected | None, memory: Memory | None) -> str | None:
    """Why that file, or that there is none, is not what it should be: one line with the choices."""
    if found is None:
        return _doubt_gone(path, memory) or (_doubt_none(path, key, memory) if memory else None)
    if memory is None:
        return None
    if found.is_copy:
        return f"{path} is a backup that was put there by hand; what was sent since is not known. {THIS_ONE}"
    known = memory.stamps.of(path) or _of_the_same(memory, found.stamp)
    return _doubt_older(path, found.stamp, known) if known else None


def _doubt_gone(path: Path, memory: Memory | None) -> str | None:
    if left := [end for end in (engine.LOG, engine.INDEX) if engine.beside(path, end).exists()]:
        return f"the database {path} is gone, but {path.name}{left[0]} is there. {A_NEW_ONE}"
    known = memory.stamps.all() if memory else {}
    if memory and (here := memory.stamps.of(path)):
        return f"the database {path} is gone; it was there at {here.said}. {A_NEW_ONE}"
    if known:
        return (
            f"there is no database at {path}; that of this key is {', '.join(sorted(known))}. Set "
            f"DATABASE_PATH right. {engine.BEGIN_NEW}"
        )
    return None


def _of_the_same(memory: Memory, has: Stamp | None) -> Stamp | None:
    """What is remembered of a database that lay elsewhere and was moved here."""
    stamps = memory.stamps.all().values()
    return next((one for one in stamps if has and one.database == has.database), None)


def _doubt_none(path: Path, key: str, memory: Memory) -> str | None:
    """An empty one is never made silently where another may be meant."""
    if others := neighbours.near(path, key):
        return f"there is no database at {path}, but {others[0]} is there. {RIGHT} {A_NEW_ONE}"
    if (file := memory.key_file) and file.exists() and not memory.stamps.is_there:
        return f"there is a key at {file}, but no database at {path}. {RIGHT} {A_NEW_ONE}"
    return None


def _doubt_older(path: Path, has: Stamp | None, known: Stamp) -> str | None:
    if has is None:
        return f"the database {path} is of before {known.said}, when it was last written. {THIS_ONE}"
    if has.database != known.database:
        return f"the database {path} is another one than that of {known.said}. {THIS_ONE}"
    if has.sign < known.sign:
        return f"the database {path} is that of {has.said}, and was last written at {known.said}. {THIS_ONE}"
    return None
