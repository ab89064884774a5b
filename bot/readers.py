"""Reads what people write, in every language there are words for, and learns the clinic's own entries."""

import logging
from collections.abc import Mapping
from pathlib import Path

from bot.content import folders, write_entry
from messages.heard import reader as heard_reader
from messages.heard.reader import EngineError, Reader
from messages.languages import REFERENCE
from messages.said.faq import Entries

log = logging.getLogger(__name__)


class Readers:
    """One reader a language; where an engine cannot be loaded, red flags are heard all the same."""

    def __init__(self, own: Path | None = None, found: Mapping[str, Reader] | None = None) -> None:
        """`own` is CONTENT_DIR, where new entries are written; `found` are the readers of it, read before."""
        self._own = own
        self.entries: dict[str, Entries] = {}  # language → id → entry; the same object for its whole life
        self.trouble: str | None = None
        self._readers: dict[str, Reader] = {}
        self._learn(found or _read(own))

    def _learn(self, found: Mapping[str, Reader]) -> None:
        """Load the engines, and note what keeps one from loading, in a word."""
        self.trouble = None
        self._readers = dict(found)
        for language, reader in found.items():
            try:
                self._readers[language] = reader if reader.engine else reader.with_engine()
            except EngineError as error:
                self.trouble = type(error.__cause__ or error).__name__
                log.warning("typed questions in %s cannot be answered: %s", language, self.trouble)
        self.entries.clear()
        self.entries.update({language: reader.entries for language, reader in found.items()})

    def of(self, language: str) -> Reader:
        """The reader of a language, or else of the reference language, which is always there."""
        return self._readers.get(language) or self._readers[REFERENCE]

    def learn(self, name: str, question: str, answer: str, language: str) -> Path | None:
        """Write an entry of the clinic's own and answer with it from now on; None where that cannot be."""
        if self._own is None:
            return None
        try:
            file = write_entry(self._own, language, name, question, answer)
        except OSError as error:
            log.warning("an entry could not be written: %s", type(error).__name__)
            return None
        self._learn(_read(self._own))
        if name in self.entries.get(language, {}):
            return file
        file.unlink(missing_ok=True)
        self._learn(_read(self._own))
        return None


def _read(own: Path | None) -> Mapping[str, Reader]:
    found, _ = heard_reader.load(*folders(own, "messages"))  # the gaps are told by the check at the start
    return found
