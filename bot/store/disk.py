"""Files that come into their place whole, and are on the disk when they are there."""

import os
import shutil
from pathlib import Path


def sync(path: Path) -> None:
    """Put a file, or what a folder lists, on the disk. Never a database that is open: see Lock."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, text: str) -> None:
    """Put a small file there, for its owner alone; a kill leaves it or what was there before."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    put(draft, path)


def put(draft: Path, path: Path) -> None:
    """Give a whole file its name, whatever has it now."""
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def put_new(draft: Path, path: Path) -> None:
    """The same, for a name that nothing may have yet. Raises FileExistsError."""
    sync(draft)
    keep_beside(draft, path)
    draft.unlink()
    sync(path.parent)


def keep_beside(path: Path, name: Path) -> None:
    """Give a file another name as well. Raises FileExistsError."""
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:  # a file system without a second name for anything
        if name.exists():
            raise FileExistsError(name) from None
        shutil.copy2(path, name)
        sync(name)


def free(path: Path) -> int | None:
    """How many bytes can still be written beside a file; None where that cannot be told."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None


def size(path: Path) -> int | None:
    """How many bytes a file has; None where that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def free_name(wanted: Path, *ends: str) -> Path:
    """That name, or one like it that nothing has yet, also not with one of these ends."""
    name, number = wanted, 1
    while any(name.with_name(name.name + end).exists() for end in ends or ("",)):
        number += 1
        name = wanted.with_name(f"{wanted.name}-{number}")
    return name
