"""Updates are on disk before Telegram may forget them, and each takes effect once."""

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import datetime

from telegram import Bot, Update

from bot.store import inbox
from bot.store.store import Store

log = logging.getLogger(__name__)


class Inbox(asyncio.Queue[object]):
    """The Application's update queue: to put an update is to commit it."""

    def __init__(self, store: Store, clock: Callable[[], datetime], fatal: Callable[[str], None]) -> None:
        """`fatal` ends the process: an update that cannot be kept must not be confirmed."""
        super().__init__()
        self._store = store
        self._clock = clock
        self._fatal = fatal

    async def put(self, item: object) -> None:
        """Commit, then hand on; what was here before (Telegram offers again) is not handed on twice."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        try:
            sender = item.effective_user.id if item.effective_user else None
            fresh = await self._store.run(inbox.keep, item.update_id, item.to_json(), sender, self._clock())
        except Exception:
            self._fatal("an update could not be written to the database")
            raise
        if fresh:
            self.put_nowait(item)

    async def replay(self, bot: Bot) -> int:
        """Hand on what was received before the process ended and had no effect yet; how many."""
        waiting = await self._store.run(inbox.waiting)
        for raw in waiting:
            self.put_nowait(Update.de_json(json.loads(raw), bot))
        if waiting:
            log.info("%d updates from before the last stop are dealt with now", len(waiting))
        return len(waiting)
