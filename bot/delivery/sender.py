"""Sends one message: its words are made, it waits for its moment, and what Telegram says of it is read."""

from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.care.sending.outcome import Result, SendOutcome
from bot.clock import Hearsay
from bot.delivery.departures import Departures
from bot.delivery.easel import Easel
from bot.delivery.handing_over import hand_over
from bot.delivery.outcome import after_error, told
from bot.model import POLICIES, Outgoing, Priority
from bot.render.text import Renderer
from bot.store.whereabouts import Come, Whereabouts

A_WHILE = timedelta(seconds=30)  # between the claim of a reminder and its leaving, in line and all


class Sender:
    """Whatever goes wrong belongs to the one message."""

    def __init__(
        self,
        bot: Bot,
        renderer: Renderer,
        clock: Callable[[], datetime],
        hearsay: Hearsay,
        departures: Departures,
        whereabouts: Whereabouts,
        easel: Easel,
    ) -> None:
        self._bot, self._renderer, self._clock, self._hearsay = bot, renderer, clock, hearsay
        self._departures, self._whereabouts, self._easel = departures, whereabouts, easel

    async def send(self, message: Outgoing) -> SendOutcome:
        """Render, wait for the moment, and send; whatever goes wrong belongs to this one message."""
        begun = self._clock()
        try:
            rendered = self._renderer.message(message, begun)
            picture = await self._easel.picture(message, rendered)
        except Exception as error:  # noqa: BLE001  (one bad message never holds up another)
            return told(after_error(message, error))
        if stays := await self._stays(message, begun):
            return told(stays)
        try:
            said = await hand_over(self._bot, message.chat_id, rendered, picture)
            self._hearsay.confirm(said.at)
            return SendOutcome(message, Result.SENT, telegram_id=said.number, fixed=rendered.fixed)
        except TelegramError as error:
            return told(after_error(message, error))
        except Exception as error:  # noqa: BLE001  (it was granted; what was said of it cannot be read)
            odd = type(error).__name__
            return told(SendOutcome(message, Result.SENT, error=odd, fixed=rendered.fixed))

    async def _stays(self, message: Outgoing, begun: datetime) -> SendOutcome | None:
        """Wait for its moment; why it may not leave then, if it may not."""
        policy = POLICIES[message.sort]
        if held := await self._departures.leave(message.chat_id, policy.priority):
            return SendOutcome(message, Result.WAIT, wait=timedelta(seconds=held), error="held")
        if policy.priority is Priority.REMINDER and _is_late(message, begun, self._clock()):
            return SendOutcome(message, Result.WAIT, error="late")
        if not self._whereabouts.note(message, Come.LEFT) and not policy.may_repeat:
            return SendOutcome(message, Result.NOT_SENT, error="not noted")
        return None


def _is_late(message: Outgoing, begun: datetime, now: datetime) -> bool:
    """The machine slept meanwhile, its clock was set or the line was long: it may be night, or too late."""
    return abs(now - begun) > A_WHILE or (message.expires is not None and now >= message.expires)
