"""Updates are on disk, as bytes, before Telegram may forget them; each takes effect once, or is set aside."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram import Update

from bot import raw_update
from bot.care.ground.desk import Desk
from bot.care.ground.heard import Caller
from bot.care.ground.house import House
from bot.care.patient import unread
from bot.care.patient.unread import Unhandled
from bot.clock import Hearsay
from bot.inbox_order import Waiting, chosen
from bot.store import inbox, vitals
from bot.store.engine import StoreError, why_unwritten
from bot.store.inbox import Kept
from bot.store.store import Store
from bot.store.tx import Tx
from messages.heard.reader import Reading, ReadingKind
from messages.said.catalog import Catalog

log = logging.getLogger(__name__)

PAUSES = (0.2, 1.0)  # seconds before the second and the third try
TRIES = 1 + len(PAUSES)
LOOK_ANYWAY = 5.0  # seconds; `python -m bot inbox` may have put something back
NOT_DONE = "NotDone"  # the reason of an update that nothing dealt with and nothing complained of


class Inbox:
    """One update after the other, from disk; what one of them does keeps no other waiting."""

    def __init__(
        self,
        store: Store,
        house: House,
        catalog: Catalog,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        parse: Callable[[dict[str, Any]], Update],
        handle: Callable[[Update], Awaitable[None]],
        flag: Callable[[str, str], Reading | None],
        wake: Callable[[], None],
        fatal: Callable[[str], None],
        hearsay: Hearsay,
    ) -> None:
        """`flag` finds red flags in a language; `wake` says that something is owed; `fatal` ends all."""
        self._store, self._house, self._catalog = store, house, catalog
        self._clock, self._monotonic = clock, monotonic
        self._parse, self._handle, self._flag = parse, handle, flag
        self._wake, self._fatal, self._hearsay = wake, fatal, hearsay
        self._woken = asyncio.Event()
        self._ending = False
        self._resting: dict[int, float] = {}  # what is tried again, and when, by the monotonic clock
        self._error: BaseException | None = None  # of the update in hand
        self._turn, self._served = 0, dict[int | None, int]()  # whose turn it was when
        self.busy_since: float | None = None  # with one update, by the monotonic clock

    async def keep(self, arrived: Sequence[Kept]) -> int:
        """Commit what came, and that Telegram was heard; how many were not here yet. Raises what stops it."""
        fresh = await self._store.run(_keep, [self._weighed(one) for one in arrived], self._clock())
        if fresh:
            self._woken.set()
        return fresh

    def _weighed(self, kept: Kept) -> Kept:
        """Whose it is, and whether it is a red flag, as far as that can be told before it is read whole."""
        try:
            seen = raw_update.glimpse(kept.raw)
            words = bool(seen.text.strip()) and not seen.text.startswith("/")
            found = self._flag(seen.text, self._catalog.language(seen.language)) if words else None
        except Exception:  # whatever it is, the bytes are kept
            log.exception("it could not be told whose an update is")
            return kept
        grave = found is not None and found.kind is ReadingKind.URGENT
        return replace(kept, sender=seen.sender, grave=grave, words=words)

    def _next(self, tx: Tx) -> Kept | None:
        waiting = inbox.waiting_ones(tx, resting=self._resting)
        turns = [Waiting(one.update_id, one.sender, one.grave, one.words) for one in waiting]
        found = chosen(turns, self._served)
        if not waiting:
            self._served.clear()
        return inbox.get(tx, found.update_id) if found else None

    def note(self, error: BaseException | None) -> None:
        """The handling of the update in hand went wrong."""
        self._error = error

    def end(self) -> None:
        """Take no other update; the one in hand is finished."""
        self._ending = True
        self._woken.set()

    async def run(self) -> None:
        """Until told to end: deal with what waits, also from before the last stop."""
        if waiting := await self._store.run(inbox.waiting):
            log.info("%d updates from before the last stop are dealt with now", waiting)
        while not self._ending:
            self._woken.clear()
            try:
                if await self.deal_with_next():
                    continue
            except StoreError as error:
                log.error("%s; trying again", error)  # noqa: TRY400  (one line is enough)
            except Exception:
                log.exception("the inbox cannot be read; trying again")
            await self._rest()

    async def _rest(self) -> None:
        """Until something comes, or is to be tried again."""
        soonest = min(self._resting.values(), default=None)
        pause = LOOK_ANYWAY if soonest is None else max(0.0, soonest - self._monotonic())
        try:
            async with asyncio.timeout(min(pause, LOOK_ANYWAY)):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def deal_with_next(self) -> bool:
        """Deal with the oldest update that waits; False where none does, or only some that rest."""
        now = self._monotonic()
        self._resting = {number: until for number, until in self._resting.items() if until > now}
        kept = await self._store.run(self._next)
        if kept is None:
            return False
        self._turn += 1
        self._served[kept.sender] = self._turn
        self.busy_since = now
        try:
            await self._deal_with(kept)
        finally:
            self.busy_since = None
        return True

    async def _deal_with(self, kept: Kept) -> None:
        """Parse and handle one update; what cannot be parsed now cannot be parsed a moment later either."""
        try:
            update = self._parse(raw_update.read(kept))
        except Exception as error:  # noqa: BLE001  (whatever it is, it is this one update's)
            await self._set_aside(kept, error)
            return
        self._error = None
        if update.message and not self._hearsay.certain():  # one odd date is no reason to doubt a good clock
            self._hearsay.confirm(update.message.date, exact=False)
        try:
            await self._handle(update)
        except Exception as error:
            log.exception("an update could not be handled")
            self._error = error
        if await self._store.run(inbox.is_waiting, kept.update_id):
            await self._try_again(kept, self._error)

    async def _try_again(self, kept: Kept, error: BaseException | None) -> None:
        """It had no effect: another try, a little later, or none any more."""
        try:
            tries = await self._store.run(inbox.tried, kept.update_id)
        except Exception as why:  # noqa: BLE001  (whatever it is, nothing can be kept any more)
            self._fatal(why_unwritten(why))
            return
        if tries >= TRIES:
            await self._set_aside(kept, error)
        else:
            self._resting[kept.update_id] = self._monotonic() + PAUSES[tries - 1]

    async def _set_aside(self, kept: Kept, error: BaseException | None) -> None:
        found = self._found(kept, type(error).__name__ if error else NOT_DONE)
        log.warning("an update was set aside: %s, %s", found.kind, found.reason)
        last: Exception | None = None
        for step in (unread.set_aside, unread.put_by):
            try:
                await self._store.run(lambda tx, step=step: step(self._desk(tx), found))  # type: ignore[misc]
            except StoreError as why:
                last = why
            except Exception:
                log.exception("an update could not be set aside")
            else:
                self._wake()
                return
        self._fatal(why_unwritten(last))

    def _desk(self, tx: Tx) -> Desk:
        return Desk.at(tx, self._clock(), self._house)

    def _found(self, kept: Kept, reason: str) -> Unhandled:
        """What can be told of an update that cannot be dealt with."""
        seen = raw_update.glimpse(kept.raw)
        language = self._catalog.language(seen.language)
        caller = Caller(seen.person, language) if seen.person else None
        flag = None
        if caller and seen.text.strip():
            try:
                flag = self._flag(seen.text, language)
            except Exception:
                log.exception("what was written in an update that was set aside could not be read")
        return Unhandled(kept.update_id, seen.kind, reason, seen.sender, caller, seen.text, flag)


def _keep(tx: Tx, arrived: Sequence[Kept], now: datetime) -> int:
    """The same once more is nothing that was heard: who offers no other keeps everybody else from us."""
    fresh = inbox.keep(tx, arrived, now)
    if fresh or not arrived:
        vitals.put(tx, vitals.HEARD, "", now=now)
    return fresh
