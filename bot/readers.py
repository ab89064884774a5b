"""Reads what people write, in every language there are words for, and knows the clinic's own topics."""

import logging
from collections.abc import Iterable, Mapping
from copy import copy
from pathlib import Path

from bot.content import folders
from bot.store.advice import Advice
from messages.heard import reader as heard_reader
from messages.heard.own_topics import knowing
from messages.heard.reader import EngineError, Reader
from messages.languages import REFERENCE
from messages.said.faq import Entries, Entry, EntryKind

log = logging.getLogger(__name__)
SILENT = "{no_advice}"  # in place of words, where the clinic's own are not for who asks, or too old


class Readers:
    """One reader a language; where an engine cannot be loaded, red flags are heard all the same."""

    def __init__(self, own: Path | None = None, found: Mapping[str, Reader] | None = None) -> None:
        """`own` is CONTENT_DIR; `found` are the readers of it, read before."""
        self.trouble: str | None = None  # what keeps an engine from loading, in a word
        read = found or _read(own)
        self._files = {language: self._with_engine(reader) for language, reader in read.items()}
        self._readers = self._files  # as their files have them, and besides what the clinic has made itself
        # Language → id → entry; the same object for its whole life.
        self.entries: dict[str, Entries] = {language: reader.entries for language, reader in read.items()}

    def _with_engine(self, reader: Reader) -> Reader:
        try:
            return reader if reader.engine else reader.with_engine()
        except EngineError as error:
            self.trouble = type(error.__cause__ or error).__name__
            log.warning("typed questions in %s cannot be answered: %s", reader.language, self.trouble)
            return reader

    def of(self, language: str) -> Reader:
        """The reader of a language, or else of the reference language, which is always there."""
        return self._readers.get(language) or self._readers[REFERENCE]

    def apart(self) -> "Readers":
        """The same for one clinic of several: what it makes itself, the others do not know."""
        other = copy(self)
        other.entries = dict(self.entries)
        return other

    def know(self, own: Iterable[Advice]) -> None:
        """Read questions on these topics of the clinic's own, and on none that were known before."""
        known: dict[str, dict[str, Entry]] = {}
        for one in own:
            entry = Entry(one.topic, one.title, SILENT, EntryKind.BEYOND, asks=one.asks, own=True)
            known.setdefault(one.language, {})[one.topic] = entry
        self._readers = {name: knowing(reader, known.get(name, {})) for name, reader in self._files.items()}
        self.entries.update({name: reader.entries for name, reader in self._readers.items()})


def _read(own: Path | None) -> Mapping[str, Reader]:
    found, _ = heard_reader.load(*folders(own, "messages"))  # the gaps are told by the check at the start
    return found
