"""What all clinics say and hear alike is read once; only one with words of its own has readers of its own."""

import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from bot import content
from bot.content import Content
from bot.readers import Readers

ReadWords = tuple[Content, Readers]


def _read(own: Path | None) -> ReadWords:
    words = content.load(own, trusting=True)
    return words, Readers(own, words.readers)


class CommonWords:
    """Neither the packaged words nor who reads by them know anything of any clinic."""

    def __init__(self, read: Callable[[Path | None], ReadWords] = _read) -> None:
        """`read` gives the words of a CONTENT_DIR, or the packaged ones. Raises ContentError."""
        self._read, self._reading = read, threading.Lock()

    def of(self, own: Path | None) -> ReadWords:
        """The words of a clinic with that CONTENT_DIR, and who reads by them. Raises ContentError."""
        if own is not None:
            return self._read(own)
        with self._reading:
            return self._packaged

    @cached_property
    def _packaged(self) -> ReadWords:
        return self._read(None)
