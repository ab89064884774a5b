"""A copy of the database a day, beside the running bot."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.care.clinic import backups
from bot.care.ground.desk import Desk
from bot.care.ground.house import House
from bot.clock import Hearsay
from bot.delivery.together import Together
from bot.store import mounted, shelf, vitals
from bot.store.engine import StoreError
from bot.store.store import Store
from bot.store.tx import Tx

log = logging.getLogger(__name__)

LOOK_SECONDS = 300  # between looks into the folder
AGAIN = timedelta(hours=1)  # after a copy that failed


@dataclass(frozen=True)
class FolderFound:
    """The newest copy, what to remember of the folder, and what keeps the next one from being made."""

    newest: datetime | None
    place: str = ""
    trouble: str = ""


class Backups:
    """`clock` gives aware UTC instants; without a folder, none are made.

    One of several clinics waits for its turn: at night all of them want a copy at once.
    """

    def __init__(
        self,
        store: Store,
        house: House,
        folder: Path | None,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
        hearsay: Hearsay,
        together: Together | None = None,
    ) -> None:
        self._store, self._house, self._folder = store, house, folder
        self._clock, self._wake, self._hearsay = clock, wake, hearsay
        self._failed: datetime | None = None
        self._one_at_a_time, self._turns = asyncio.Lock(), (together or Together()).backups

    async def keep_making(self) -> None:
        """For as long as the bot runs."""
        while True:
            try:
                await self.look()
            except Exception:  # a backup is no reason to end; the next look is
                log.exception("the backups could not be looked after")
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Make a copy if one is owed; a sign of how that went is left for health, and owners hear of it."""
        async with self._one_at_a_time:
            if self._folder is None:
                await self._store.run(lambda tx: backups.off(self._desk(tx)))
            elif self._failed is None or not self._failed <= self._clock() < self._failed + AGAIN:
                await self._look_into(self._folder)

    async def _look_into(self, folder: Path) -> None:
        before = await self._store.run(lambda tx: vitals.value(tx, vitals.SHELF))
        async with self._turns:
            found = await _to_its_end(partial(self._see_to, folder, before))
        self._failed = self._clock() if found.trouble else None
        await self._store.run(
            lambda tx: backups.noted(self._desk(tx), found.newest, found.trouble, found.place)
        )
        self._wake()

    def _see_to(self, folder: Path, before: str | None) -> FolderFound:
        """On a thread of its own: a copy, and what is past its time goes; what there is then.

        `before` is what is remembered of the folder.

        While the time is in doubt nothing goes: what is old is not known then.
        """
        now, zone = self._clock(), self._house.clinic.zone
        try:
            if why := mounted.why_not(folder, self._store.path, before):
                raise StoreError(why)  # noqa: TRY301  (told like any other)
            newest = shelf.newest(folder, now)
            if shelf.is_owed(newest, now, zone):
                self._store.write_backup(folder / shelf.name_of(now))
                if self._hearsay.certain():
                    shelf.tidy(folder, now, zone)
                newest = shelf.newest(folder, now)
                log.info("a backup was written and verified")
            place = mounted.place(folder, self._store.path)
        except (OSError, StoreError) as error:
            why = f"{folder}: {error.strerror}" if isinstance(error, OSError) else str(error)
            log.error("no backup: %s", why)  # noqa: TRY400  (one line is enough)
            return FolderFound(_newest(folder, now), trouble=why)
        return FolderFound(newest, place)

    def _desk(self, tx: Tx) -> Desk:
        return Desk.at(tx, self._clock(), self._house)


def _newest(folder: Path, now: datetime) -> datetime | None:
    try:
        return shelf.newest(folder, now)
    except OSError:
        return None


async def _to_its_end(do: Callable[[], FolderFound]) -> FolderFound:
    """Also where the bot stops meanwhile: it would be a pity about a copy that is nearly written."""
    work = asyncio.create_task(asyncio.to_thread(do))
    try:
        return await asyncio.shield(work)
    finally:
        await asyncio.wait((work,))
