"""Whether the files of an open database are still the ones that it was opened with, byte for byte."""

import os
from pathlib import Path

from bot.store import engine
from bot.store.engine import beside

File = tuple[int, int]  # device and number: what a name stands for


class Place:
    """Made when all of them are there, and asked on the thread of the store, which alone writes to them."""

    def __init__(self, path: Path, handle: int) -> None:
        """`handle` is an open descriptor of the database, whatever its name comes to stand for."""
        self._path, self._handle = path, handle
        self._files = {end: self._file(end) for end in engine.PARTS}
        self.note()

    def note(self) -> None:
        """What is written in the file now is ours."""
        self._first = self._first_page()

    def is_taken(self) -> bool:
        """Whether a name stands for another file by now, or for none."""
        return any(file and file != self._file(end) for end, file in self._files.items())

    def is_overwritten(self) -> bool:
        """Whether somebody wrote into the file: every page is encrypted anew when it is written."""
        return self._first != self._first_page()

    def _file(self, end: str) -> File | None:
        try:
            found = beside(self._path, end).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _first_page(self) -> bytes:
        return os.pread(self._handle, engine.PAGE, 0)
