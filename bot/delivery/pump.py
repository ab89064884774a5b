"""Claims what is due, sends it, and marks what became of it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot

from bot.care.ground.desk import Desk
from bot.care.ground.house import House
from bot.care.sending import turn as sending_turn
from bot.care.sending.outcome import Result, SendOutcome, recover
from bot.care.sending.turn import Turn, holds_curve
from bot.clock import Hearsay
from bot.delivery.alarm import NextDue
from bot.delivery.departures import Departures
from bot.delivery.easel import Easel
from bot.delivery.handing_over import drawn
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.delivery.together import EASELS, Together
from bot.model import POLICIES, Outgoing, Priority
from bot.render.gathered import Draw, Gathered
from bot.render.text import Renderer
from bot.store import ahead
from bot.store.store import Store
from bot.store.tx import Tx
from bot.store.whereabouts import Come, Whereabouts

log = logging.getLogger(__name__)
LOOK_ANYWAY = 10.0  # seconds, by a clock that cannot be set: alarms go by one that can
A_CORRECTION = timedelta(minutes=1)  # backwards, of the time: more than a clock is put right by in passing
GATHER = 0.12  # seconds that the outcome of a reminder may wait for others to be marked with
NO_ANSWER = frozenset({Result.UNCLEAR, Result.NOT_SENT})
COME = {Result.SENT: Come.ANSWERED, Result.WAIT: Come.IN_LINE, Result.NOT_SENT: Come.IN_LINE}
TROUBLED = timedelta(seconds=5)  # between tries while the database cannot be used


class Pump:
    """One wake is one transaction: mark the finished, claim for the free slots; sends run beside it."""

    def __init__(
        self,
        *,
        store: Store,
        house: House,
        bot: Bot,
        renderer: Renderer,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        set_alarm: Callable[[timedelta], None],
        hearsay: Hearsay,
        together: Together,
    ) -> None:
        self._store = store
        self._house = house
        self._clock = clock
        self._monotonic = monotonic
        self._hearsay, self._whereabouts = hearsay, Whereabouts(store.path)
        self._herd, self._easels = together.herd, together.easels
        self._pace = Pace()
        self._finished: list[SendOutcome] = []
        self._sends: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._gathering: asyncio.TimerHandle | None = None  # of outcomes that may wait a moment
        self._looks_at = float("-inf")  # when it looks next, whether it is woken or not
        departures = Departures(self._pace, monotonic)
        self._easel = Easel(
            self._easels,
            lambda message: renderer.message(message, clock()),
            lambda rendered: drawn(rendered, self._gathered),
        )
        self._sender = Sender(bot, renderer, clock, hearsay, departures, self._whereabouts, self._easel)
        self._ending = False
        self._alarm = NextDue(set_alarm, monotonic)
        self._latest: datetime | None = None  # the time of the last turn; it goes back where it was wrong

    def wake(self) -> None:
        """Look now: something was owed, a moment has come, or the clock was moved."""
        self._woken.set()

    def ring(self) -> None:
        """The alarm went off."""
        self._alarm.rang()
        self.wake()

    async def take_over(self) -> int:
        """See to what was claimed when the process before this one ended; of how many nobody knows."""
        last = self._whereabouts.last()
        found = await self._store.run(lambda tx: recover(Desk.at(tx, self._clock(), self._house), last))
        self._whereabouts.begin()
        return found

    def leave_off(self) -> None:
        """When all else has ended."""
        self._whereabouts.end()

    def end(self) -> None:
        """Claim nothing more. A turn under way is not cut short: what it claims must be sent."""
        self._ending = True
        self.wake()

    async def run(self) -> None:
        """Until told to end: turn whenever woken, and when the pace lets held-back messages go."""
        while not self._ending:
            self._woken.clear()
            pause = await self.turn()
            wait = LOOK_ANYWAY if pause is None else min(pause, LOOK_ANYWAY)
            self._looks_at = self._monotonic() + wait
            try:
                async with asyncio.timeout(wait):
                    await self._woken.wait()
            except TimeoutError:
                pass

    async def turn(self) -> float | None:
        """One wake; the seconds after which the next is due without being woken, or None."""
        finished, self._finished = self._finished, []
        if self._gathering:
            self._gathering.cancel()
            self._gathering = None
        now = self._monotonic()
        allowance = self._pace.allowance(now)
        wanted = allowance[Priority.REMINDER]
        places = allowance[Priority.REMINDER] = self._herd.take(wanted)
        easels = self._easels.take(EASELS)
        claimed = curves = 0
        try:
            turn = await self._store.run(
                self._take, finished, allowance, self._pace.unavailable(), self._pace.to_clinic(now), easels
            )
            claimed, curves = sum(map(_is_of_herd, turn.claimed)), sum(map(holds_curve, turn.claimed))
        except Exception:
            self._finished = finished + self._finished
            log.exception("the outbox cannot be read; trying again")
            return TROUBLED.total_seconds()
        finally:
            self._herd.give_back(places - claimed)
            self._easels.give_back(easels - curves)
        for outcome in finished:
            self._whereabouts.forget(outcome.message)
        self._start(turn)
        for message in turn.soon:
            self._easel.begin(message)
        return self._rest(turn, crowded=claimed == places < wanted, drawing=curves == easels < EASELS)

    def _start(self, turn: Turn) -> None:
        for message in turn.claimed:
            self._whereabouts.note(message, Come.IN_LINE)
            self._pace.start(message.chat_id, POLICIES[message.sort].priority)
            task = asyncio.create_task(self._send(message))
            self._sends.add(task)
            task.add_done_callback(self._sends.discard)

    def _take(
        self,
        tx: Tx,
        finished: list[SendOutcome],
        allowance: dict[Priority, int],
        resting: set[int],
        to_clinic: int = 0,
        curves: int = 0,
    ) -> Turn:
        desk = Desk.at(tx, self._clock(), self._house)
        if self._latest and desk.now < self._latest - A_CORRECTION:
            ahead.bring_back(tx, desk.now)
        self._latest = desk.now
        sure = self._hearsay.sure()
        return sending_turn.turn(
            desk, finished, allowance, resting, sure=sure, to_clinic=to_clinic, curves=curves
        )

    def _rest(self, turn: Turn, *, crowded: bool, drawing: bool) -> float | None:
        """Set the alarm for the next due message; where one is due already, wait for the pace, or a place."""
        if turn.next_due is None:
            return None
        away = turn.next_due - self._clock()
        if away > timedelta(0):
            self._alarm.ring_in(away)
            return None
        if drawing:
            self._easels.wait(self.wake)
        if crowded:
            self._herd.wait(self.wake)
            return None
        return self._pace.pause(self._monotonic())

    async def _send(self, message: Outgoing) -> None:
        outcome = SendOutcome(message, Result.UNCLEAR, error="interrupted")
        try:
            outcome = await self._sender.send(message)
        finally:
            self._finished.append(outcome)
            if outcome.result in COME:
                self._whereabouts.note(message, COME[outcome.result], outcome.telegram_id)
            self._pace.finish(
                message.chat_id,
                self._monotonic(),
                answered=outcome.result not in NO_ANSWER,
                wait=outcome.wait.total_seconds(),
            )
            self._herd.give_back(int(_is_of_herd(message)))
            self._easels.give_back(int(holds_curve(message)))
            self._have_marked(outcome)

    def _have_marked(self, outcome: SendOutcome) -> None:
        """At once, but for what went well in a herd: some share a transaction, also that of claims."""
        is_usual = outcome.result is Result.SENT and _is_of_herd(outcome.message)
        if not is_usual or len(self._sends) == 1:
            self.wake()
        elif self._gathering is None and not 0 <= self._looks_at - self._monotonic() <= GATHER:
            self._gathering = asyncio.get_running_loop().call_later(GATHER, self.wake)

    async def _gathered(self, paper: Gathered) -> Draw:
        return await self._store.run(lambda tx: paper.gather(Desk.at(tx, self._clock(), self._house)))

    async def settle_all(self) -> None:
        """Wait for what is being sent, and mark it: the orderly end."""
        while self._sends:
            await asyncio.wait(self._sends)
        if self._finished:
            finished, self._finished = self._finished, []
            await self._store.run(self._take, finished, dict.fromkeys(Priority, 0), set())


def _is_of_herd(message: Outgoing) -> bool:
    return POLICIES[message.sort].priority is Priority.REMINDER
