"""The folder of a rehearsal: one that is gone when it ends, or one that is kept."""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

GONE = "aftercare-rehearsal-"
MARK = "rehearsal"  # the file by which a folder is known for one of ours, held for as long as it is in use
TELEGRAM = "telegram.json"


class FolderError(Exception):
    """Why a rehearsal cannot be kept there, in words for whoever started it."""


@contextlib.contextmanager
def folder_of(keep: Path | None) -> Iterator[Path]:
    """Where everything of this rehearsal is. Raises FolderError."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix=GONE) as name:
            yield Path(name)
        return
    with _held(_ours(keep.absolute())) as folder:
        yield folder


def _ours(folder: Path) -> Path:
    """Nothing that is somebody else's is ever written to, or erased where one starts again."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (folder / MARK).exists() or not any(folder.iterdir()):
            return folder
    except OSError as error:
        raise FolderError(f"a rehearsal cannot be kept in {folder} ({error.strerror})") from error
    raise FolderError(f"{folder} holds something else; name a folder that is empty, or that is not there yet")


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[Path]:
    handle = os.open(folder / MARK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder
    except BlockingIOError:
        raise FolderError(f"another rehearsal goes on in {folder}; end that one first") from None
    finally:
        os.close(handle)
