"""Reads what people write, in every language there are words for, and knows the clinic's own topics."""

import logging
from collections.abc import Iterable, Mapping
from copy import copy
from pathlib import Path
from threading import Lock

from bot.content import folders
from bot.store.advice import Advice
from messages.heard import reader as heard_reader
from messages.heard.own_topics import knowing
from messages.heard.reader import EngineError, Reader
from messages.languages import REFERENCE
from messages.said.faq import Entries, Entry, EntryKind
from messages.sheets.other_languages import OtherLanguages

log = logging.getLogger(__name__)
QUIET = 60.0  # seconds
SILENT = "{no_advice}"  # in place of words, where the clinic's own are not for who asks, or too old
ANYTHING = "How sore may it be tomorrow?"  # a text, so that nothing is left to make for the first one


class FileReaders:
    """The readers as their files have them, whole: their engines are loaded when they are first wanted."""

    def __init__(self, found: Mapping[str, Reader]) -> None:
        self.found = found  # red flags and entries, without the engines
        self.trouble: str | None = None  # what keeps an engine from loading, in a word
        self.is_made = False
        self._whole: Mapping[str, Reader] = {}
        self._making = Lock()  # whoever comes while another makes them waits, and has them whole
        self.used = False  # since it was last looked whether they are
        self._since: float | None = None  # when that was so

    def whole(self) -> Mapping[str, Reader]:
        with self._making:
            if not self.is_made:
                self._whole = {language: self._with_engine(one) for language, one in self.found.items()}
                self.is_made = True
        return self._whole

    def rest(self, now: float) -> bool:
        """Take less room where nobody has wanted them for a while; whether they do so from now on.

        `now` is in seconds of a clock that only goes on.
        """
        if self.used:
            self.used, self._since = False, now
        if self._since is None or now - self._since < QUIET:
            return False
        self._since = None
        for one in self._whole.values():
            one.rest()
        return True

    def _with_engine(self, reader: Reader) -> Reader:
        try:
            return reader if reader.engine else reader.with_engine()
        except EngineError as error:
            self.trouble = type(error.__cause__ or error).__name__
            log.warning("typed questions in %s cannot be answered: %s", reader.language, self.trouble)
            return reader


class Readers:
    """One reader a language; where an engine cannot be loaded, red flags are heard all the same.

    A start does not wait for them: they are made by whoever wants one first, or by `make_ready`.
    """

    def __init__(self, own: Path | None = None, found: Mapping[str, Reader] | None = None) -> None:
        """`own` is CONTENT_DIR; `found` are the readers of it, read before."""
        read = found or _read(own)
        self._files = FileReaders(read)
        self._known: Mapping[str, Entries] = {}  # language → what the clinic has made itself
        self._made: tuple[object, Mapping[str, Reader]] = (None, {})  # of what was known then
        # Language → id → entry; the same object for its whole life.
        self.entries: dict[str, Entries] = {language: reader.entries for language, reader in read.items()}

    @property
    def trouble(self) -> str | None:
        """What keeps an engine from loading, in a word."""
        self._files.whole()
        return self._files.trouble

    @property
    def are_ready(self) -> bool:
        return self._files.is_made

    @property
    def others(self) -> OtherLanguages | None:
        """What tells other languages from ours."""
        return self._files.found[REFERENCE].others

    def of(self, language: str) -> Reader:
        """The reader of a language, or else of the reference language, which is always there."""
        self._files.used = True
        known, (made_of, readers) = self._known, self._made
        if made_of is not known:
            whole = self._files.whole().items()
            readers = {name: knowing(reader, known.get(name, {})) for name, reader in whole}
            self._made = (known, readers)
        return readers.get(language) or readers[REFERENCE]

    def make_ready(self) -> None:
        """Make all that reading takes, in any thread; whoever writes meanwhile waits for the rest of it."""
        for language in self._files.found:
            reader = self.of(language)
            reader.read(ANYTHING)
            reader.rest()

    def rest(self, now: float) -> bool:
        """Take less room where nobody has written for a while; whether they do so from now on."""
        return self._files.rest(now)

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
        self._known = known
        self.entries.update(
            {name: {**one.entries, **known.get(name, {})} for name, one in self._files.found.items()}
        )


def _read(own: Path | None) -> Mapping[str, Reader]:
    found, _ = heard_reader.load(*folders(own, "messages"))  # the gaps are told by the check at the start
    return found
