"""The pump with its pace and its line before a Telegram in memory, in a time in which nobody ever waits."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from telegram.error import RetryAfter
from telegram.request import RequestData

from bot.care.sending.outcome import Result, SendOutcome
from bot.care.sending.turn import Turn
from bot.clock import Hearsay
from bot.delivery.pump import Pump
from bot.delivery.together import Together
from bot.model import POLICIES, Audience, Outgoing, Priority, Sort, State
from bot.render.text import Rendered, Renderer
from tests.imagined_time import ImaginedTime, imagined, passed_by

ROUND_TRIP = 0.08  # seconds
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
SORTS = {Priority.ALERT: Sort.URGENT, Priority.REPLY: Sort.REPLY, Priority.REMINDER: Sort.REMINDER}


@dataclass(frozen=True)
class Owed:
    """A message that comes to be owed at a moment."""

    at: float
    chat: int
    priority: Priority


@dataclass(frozen=True)
class Sending:
    """A request: when it left, and whether it was taken."""

    at: float
    chat: int
    taken: bool


@dataclass
class Outbox:
    """What the store's outbox is to the pump, in memory: rows that are due, claimed and marked."""

    now: Callable[[], float]
    due: Mapping[Priority, list[tuple[float, Outgoing]]] = field(
        default_factory=lambda: {one: [] for one in Priority}
    )  # from when on, in the order in which they came
    marked: list[SendOutcome] = field(default_factory=list)
    path: Path = Path("nowhere")
    news: asyncio.Event = field(default_factory=asyncio.Event)  # that something was marked

    def put(self, moment: float, message: Outgoing) -> None:
        self.due[POLICIES[message.sort].priority].append((moment, message))

    async def run(
        self,
        _: object,
        finished: Sequence[SendOutcome],
        allowance: Mapping[Priority, int],
        resting: Iterable[int],
        *__: int,
    ) -> Turn:
        for outcome in finished:
            self._mark(outcome)
        claimed, busy = list[Outgoing](), set(resting)
        for priority in Priority:
            for moment, message in list(self.due[priority]):
                if len(claimed) >= allowance[priority]:
                    break
                if message.chat_id not in busy and moment <= self.now():
                    self.due[priority].remove((moment, message))
                    busy.add(message.chat_id)
                    claimed.append(message)
        first = min((moment for waiting in self.due.values() for moment, _ in waiting), default=None)
        return Turn(claimed, None if first is None else BEGIN + timedelta(seconds=first))

    def _mark(self, outcome: SendOutcome) -> None:
        if outcome.result is Result.WAIT:
            self.put(self.now() + outcome.wait.total_seconds(), outcome.message)
        else:
            self.marked.append(outcome)
            self.news.set()


@dataclass
class FarAway:
    """A Telegram that takes `most` a second; `refuses` says for how long a chat is to wait at a moment."""

    now: Callable[[], float]
    refuses: Callable[[int, float], float] = lambda _, __: 0.0
    round_trip: Callable[[], float] = lambda: ROUND_TRIP
    most: int = 30
    base_url: str = ""
    sendings: list[Sending] = field(default_factory=list)
    _taken: deque[float] = field(default_factory=deque)

    @property
    def request(self) -> "FarAway":
        return self

    async def post(self, _: str, asked: RequestData) -> dict[str, int]:
        left, there, chat = self.now(), self.round_trip() / 2, int(asked.json_parameters["chat_id"])
        await passed_by(there)
        wait = self.refuses(chat, self.now()) or self._one_too_many(self.now())
        self.sendings.append(Sending(left, chat, taken=not wait))
        await passed_by(there)
        if wait:
            raise RetryAfter(timedelta(seconds=wait))
        return {"message_id": len(self.sendings)}

    def _one_too_many(self, now: float) -> float:
        while self._taken and self._taken[0] <= now - 1.0:
            self._taken.popleft()
        if len(self._taken) >= self.most:
            return 5.0
        self._taken.append(now)
        return 0.0


class _Words:
    def message(self, *_: object) -> Rendered:
        return Rendered("Drink.", ())


@dataclass
class Course:
    """How it went: what left when, what became of each, and when each was owed."""

    owed: dict[int, Owed]
    sendings: list[Sending]
    marked: list[SendOutcome]

    def left(self, priority: Priority) -> list[float]:
        """When each of that priority left for the last time, in order."""
        return sorted({one.chat: one.at for one in self.sendings if self._is(one.chat, priority)}.values())

    def waited(self, priority: Priority) -> list[float]:
        """From when each was owed until it left for the first time."""
        first = {one.chat: one.at for one in reversed(self.sendings) if self._is(one.chat, priority)}
        return sorted(at - self.owed[chat].at for chat, at in first.items())

    def taken(self) -> list[int]:
        return [one.chat for one in self.sendings if one.taken]

    def fullest_second(self) -> int:
        moments = sorted(one.at for one in self.sendings)
        first = fullest = 0
        for place, at in enumerate(moments):
            while moments[first] <= at - 1.0:
                first += 1
            fullest = max(fullest, place - first + 1)
        return fullest

    def _is(self, chat: int, priority: Priority) -> bool:
        return self.owed[chat].priority is priority


def course(
    owed: Sequence[Owed],
    *,
    refuses: Callable[[int, float], float] = lambda _, __: 0.0,
    late: Callable[[], float] = lambda: 0.0,
    round_trip: Callable[[], float] = lambda: ROUND_TRIP,
    most: int = 30,
    within: float,
    killed: Path | None = None,
) -> Course:
    """Let the pump send all of that (a chat each), for so many seconds at most.

    Or exactly so long, where it is `killed` then: the database beside which it notes how far it has come.
    """

    async def work(loop: ImaginedTime) -> Course:
        telegram = FarAway(loop.time, refuses, round_trip, most)
        outbox, steady = (
            Outbox(loop.time, path=killed or Path("nowhere")),
            lambda: BEGIN + timedelta(seconds=loop.time()),
        )
        pump = Pump(
            store=cast("Any", outbox),
            house=cast("Any", None),
            bot=cast("Any", telegram),
            renderer=cast("Renderer", _Words()),
            clock=steady,
            monotonic=loop.time,
            set_alarm=lambda away: cast("None", loop.call_later(away.total_seconds(), pump.ring)),
            hearsay=Hearsay(steady),
            together=Together(),
        )
        if killed:
            pump._whereabouts.begin()
        running = loop.create_task(pump.run())
        for number, one in enumerate(owed):
            if one.priority is Priority.REMINDER:  # known long before
                outbox.put(one.at, message(one, number))
            else:
                loop.call_at(one.at, _comes, outbox, pump, one, number)
        if killed:
            await passed_by(within)
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            return Course({one.chat: one for one in owed}, telegram.sendings, outbox.marked)
        while len(outbox.marked) < len(owed):
            outbox.news.clear()
            await outbox.news.wait()
        pump.end()
        await running
        return Course({one.chat: one for one in owed}, telegram.sendings, outbox.marked)

    return imagined(work, late=late, within=within + 1)


def _comes(outbox: Outbox, pump: Pump, one: Owed, number: int) -> None:
    outbox.put(one.at, message(one, number))
    pump.wake()


def message(one: Owed, number: int) -> Outgoing:
    return Outgoing(
        id=number,
        chat_id=one.chat,
        patient_id=None,
        treatment_id=None,
        sort=SORTS[one.priority],
        key="dry_needling.first_drink",
        audience=Audience.PATIENT,
        language="en",
        state=State.SENDING,
        due=BEGIN + timedelta(seconds=one.at),
        tries=1,
    )


def herd(count: int, at: float = 0.0) -> list[Owed]:
    """So many reminders, due at one instant."""
    return [Owed(at, 1_000_000 + number, Priority.REMINDER) for number in range(count)]
