"""How a clinic begins beside others: with its own settings and files, and with what is read once for all."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.app import compose
from bot.clinics.common_words import CommonWords
from bot.companion import Companion
from bot.content import Content
from bot.delivery.together import Together
from bot.premises.folder import ClinicFolder
from bot.premises.neighbours import Neighbours
from bot.premises.shared import SHARED
from bot.readers import Readers
from bot.recovery import open_store
from bot.settings import Settings, SettingsError, secrets_of
from bot.store.store import Store

log = logging.getLogger(__name__)
AT_ONCE = 4  # clinics that begin, which is work for the processor and the disk
BACKUPS_AT_ONCE = 2


class NotBegunError(Exception):
    """It was to end before it was its turn to begin."""


@dataclass(frozen=True)
class Begun:
    """A clinic whose files are open."""

    companion: Companion


class Beginnings:
    """`hide` keeps secrets out of the log."""

    def __init__(
        self, neighbours: Neighbours, hide: Callable[[Iterable[str]], None], words: CommonWords
    ) -> None:
        self._neighbours, self._hide, self._words = neighbours, hide, words
        self._turns, self._together = asyncio.Semaphore(AT_ONCE), Together(asyncio.Semaphore(BACKUPS_AT_ONCE))

    async def begin(self, folder: ClinicFolder, until: asyncio.Event) -> Begun:
        """Raises SettingsError, ContentError, StoreError; NotBegunError, where `until` is set by then."""
        async with self._turns:
            if until.is_set():
                raise NotBegunError
            found, words, readers, store = await asyncio.to_thread(self._open, folder)
            try:
                return Begun(compose(found, words, store, readers=readers, together=self._together))
            except BaseException:
                await asyncio.to_thread(store.close)
                raise

    def _open(self, folder: ClinicFolder) -> tuple[Settings, Content, Readers, Store]:
        """On a thread of its own, as all of it reads files."""
        found = folder.read()
        self._hide(secrets_of(found))
        if lines := self._neighbours.refused(folder):
            raise SettingsError(lines)
        for name in folder.source.surroundings().file.values:
            if name.upper() in SHARED:
                log.warning("%s in its .env has no effect here: it is of all clinics together", name.upper())
        words, readers = self._words.of(found.content_dir)
        return found, words, readers, open_store(found, words, "", lambda line: log.warning("%s", line))
