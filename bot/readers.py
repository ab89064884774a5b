"""Reads what people write, in every language there are words for, and learns the clinic's own entries."""

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.content import folders, write_entry
from messages import reading
from messages.catalog import REFERENCE
from messages.faq import Entries
from messages.reading import EngineError, Reader, Reading

log = logging.getLogger(__name__)

Loaded = tuple[dict[str, Reader], str | None]  # with their engines; and what kept one from loading, in a word


class Readers:
    """One reader a language; where an engine cannot be loaded, red flags are heard all the same."""

    def __init__(self, own: Path | None = None, found: Mapping[str, Reader] | None = None) -> None:
        """`own` is CONTENT_DIR, where new entries are written; `found` are the readers of it, read before."""
        self._own = own
        self.entries: dict[str, Entries] = {}  # language → id → entry; the same object for its whole life
        self.trouble: str | None = None
        self._readers: dict[str, Reader] = {}
        self._learn(_with_engines(found) if found else _loaded(own))

    def _learn(self, loaded: Loaded) -> None:
        found, self.trouble = loaded
        self._readers = found
        self.entries.clear()
        self.entries.update({language: reader.entries for language, reader in found.items()})

    def read(self, text: str, language: str) -> Reading | None:
        """What a text is; None where nothing can tell, which is never so in a packaged language."""
        reader = self._readers.get(language) or self._readers.get(REFERENCE)
        return reader.read(text) if reader else None

    def learn(self, name: str, question: str, answer: str, language: str) -> Path | None:
        """Write an entry of the clinic's own and answer with it from now on; None where that cannot be."""
        if self._own is None:
            return None
        try:
            file = write_entry(self._own, language, name, question, answer)
        except OSError as error:
            log.warning("an entry could not be written: %s", type(error).__name__)
            return None
        self._learn(_loaded(self._own))
        if name in self.entries.get(language, {}):
            return file
        file.unlink(missing_ok=True)
        self._learn(_loaded(self._own))
        return None


def _loaded(own: Path | None) -> Loaded:
    return _packaged() if own is None else _read(own)


@cache
def _packaged() -> Loaded:
    return _read(None)


def _read(own: Path | None) -> Loaded:
    found, _ = reading.load(*folders(own, "messages"))  # the gaps are told by the check at the start
    return _with_engines(found)


def _with_engines(found: Mapping[str, Reader]) -> Loaded:
    ready, trouble = dict(found), None
    for language, reader in found.items():
        try:
            ready[language] = reader if reader.engine else reader.with_engine()
        except EngineError as error:
            trouble = type(error.__cause__ or error).__name__
            log.warning("typed questions in %s cannot be answered: %s", language, trouble)
    return ready, trouble
