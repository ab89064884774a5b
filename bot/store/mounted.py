"""Whether backups go to the disk that they should: one that is not mounted leaves its name behind."""

import os
from collections.abc import Iterator
from pathlib import Path

# Where disks that come and go are hung in, by custom: a folder there is of such a disk, or of none.
PLACES = tuple(map(Path, ("/media", "/mnt", "/run/media", "/Volumes")))
APART = "apart "


def place(folder: Path, database: Path) -> str:
    """What is remembered of a folder with copies: which one, and whether it is on a disk of its own."""
    return f"{APART if _is_apart(folder, database) else ''}{folder.absolute()}"


def why_not(folder: Path, database: Path, before: str | None = None) -> str | None:
    """Why no copy goes there: it would be on the wrong disk. `before` is what is remembered, if anything.

    Raises OSError.
    """
    if before == f"{APART}{folder.absolute()}" and not _is_apart(folder, database):
        return (
            f"{folder} was on a disk of its own, and is on that of the database now. Is it mounted? "
            "If that disk is no more, name another folder in BACKUP_DIR"
        )
    hung = [place for place in PLACES if folder.absolute().is_relative_to(place)]
    if hung and not folder.exists() and not any(os.path.ismount(one) for one in _up_to(hung[0], folder)):
        return f"{folder} is not there, and no disk is mounted there; mount it, or name another folder"
    return None


def _is_apart(folder: Path, database: Path) -> bool:
    """Also of one that is still to be made: its disk is that of the nearest folder there is."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return there.stat().st_dev != database.absolute().parent.stat().st_dev


def _up_to(place: Path, folder: Path) -> Iterator[Path]:
    yield from (one for one in (folder.absolute(), *folder.absolute().parents) if one.is_relative_to(place))
