"""The queue of updates, with the real one's rules of offset, limit, waiting and forgetting."""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.rehearsal.refusals import RefusalError, conflict
from bot.rehearsal.shapes import Json

# Telegram keeps what was not fetched for a day.
KEPT = timedelta(hours=24)
KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
)
BY_DEFAULT = frozenset(KINDS) - {"chat_member", "message_reaction", "message_reaction_count"}
FIRST_ID = 100_000_001


@dataclass(frozen=True)
class Queued:
    """What is offered under a number: an update, or any bytes that stand in the place of one."""

    at: datetime
    id: int
    update: Json | bytes


class Updates:
    """What the bot has yet to confirm; it is forgotten only by a higher offset, or after a day."""

    def __init__(self, clock: Callable[[], datetime], tell: Callable[[], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._pending: deque[Queued] = deque()
        self._next_id = FIRST_ID
        self._waiting: asyncio.Future[None] | None = None
        self.allowed = BY_DEFAULT
        self.polls = 0  # how often a bot has asked
        self.confirmed: set[int] = set()  # numbers that a bot says it has, so that they may be forgotten
        self.forgotten: set[int] = set()  # and of those that were forgotten though none had said so

    @property
    def pending(self) -> list[Any]:
        return [queued.update for queued in self._pending]

    @property
    def queued(self) -> list[Queued]:
        return [*self._pending]

    def take_up(
        self,
        pending: Iterable[Queued],
        count: int,
        allowed: frozenset[str],
        *,
        confirmed: set[int],
        forgotten: set[int],
    ) -> None:
        """Go on where another has ended, with the next number."""
        self._pending, self._next_id, self.allowed = deque(pending), FIRST_ID + count, allowed
        self.confirmed, self.forgotten = confirmed, forgotten

    @property
    def polled(self) -> bool:
        """A getUpdates is waiting right now."""
        return self._waiting is not None

    @property
    def count(self) -> int:
        """How many there have been."""
        return self._next_id - FIRST_ID

    def add(self, kind: str, payload: Json) -> None:
        """Queue an update; a kind that is not allowed at this moment is dropped for good."""
        if kind in self.allowed:
            self.offer(lambda number: {"update_id": number, kind: payload})

    def offer(self, form: Callable[[int], Json | bytes]) -> int:
        """Queue whatever `form` makes of the next number; that number."""
        number = self._next_id
        self._next_id += 1
        self._pending.append(Queued(self._clock(), number, form(number)))
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)
        return number

    def allow(self, kinds: object) -> None:
        """Take a list of kinds: a malformed one changes nothing, an empty one restores the default."""
        if isinstance(kinds, list):
            named = frozenset(kind.lower() for kind in kinds if isinstance(kind, str)) & frozenset(KINDS)
            self.allowed = named or BY_DEFAULT

    def first(self) -> Queued | None:
        """What is to be brought to a webhook next."""
        return self._pending[0] if self._pending else None

    def confirm(self, number: int) -> None:
        """A webhook took it."""
        self._pending = deque(queued for queued in self._pending if queued.id != number)
        self.confirmed.add(number)

    def clear(self) -> None:
        self.forgotten.update(queued.id for queued in self._pending)
        self._pending.clear()

    async def poll(self, *, offset: int, limit: int, timeout: int) -> list[Any]:  # noqa: ASYNC109 - the API's word
        """Confirm what is below `offset` on arrival, end the older poll, then answer or wait."""
        self.polls += 1
        self._forget(offset)
        self._end_older_poll()
        batch = self._from(offset, limit)
        if batch or timeout <= 0:
            self._tell()  # a bot that has just been started runs from its first asking on
            return batch
        await self._wait(timeout)
        return self._from(offset, limit)

    async def _wait(self, seconds: int) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        self._tell()
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            pass
        finally:
            if self._waiting is waiting:
                self._waiting = None
            self._tell()

    def _end_older_poll(self) -> None:
        older, self._waiting = self._waiting, None
        if older and not older.done():
            older.set_exception(_terminated())

    def _forget(self, offset: int) -> None:
        while self._pending and self._pending[0].at + KEPT <= self._clock():
            self.forgotten.add(self._pending.popleft().id)
        if offset < 0:
            while len(self._pending) > -offset:
                self.confirmed.add(self._pending.popleft().id)
        elif offset <= self._next_id + 10:  # further in the future is nonsense, and Telegram starts anew
            while self._pending and self._pending[0].id < offset:
                self.confirmed.add(self._pending.popleft().id)

    def _from(self, offset: int, limit: int) -> list[Any]:
        later = offset if 0 < offset <= self._next_id + 10 else 0
        found = (queued.update for queued in self._pending if queued.id >= later)
        return list(itertools.islice(found, limit))


def _terminated() -> RefusalError:
    return conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
