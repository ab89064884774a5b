"""Asks Telegram for updates, and confirms only what is on disk."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from http import HTTPStatus

from telegram import Update
from telegram.request import BaseRequest

from bot import answers, raw_update
from bot.answers import Foreign, Granted, Refused
from bot.store.engine import StoreError, why_unwritten
from bot.store.inbox import Kept
from bot.telegram_request import asked, is_of_the_token
from bot.tls import TrustingRequest
from schedules.growing import growing

log = logging.getLogger(__name__)

# Telegram remembers the list that was sent last, so it is sent every time.
ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
POLL_SECONDS = 20  # that Telegram keeps a question open while nothing happens
SLACK_SECONDS = 15  # for the rest of such a request
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds after an answer that is none; it doubles
SAME_PAUSE = 1.0  # seconds until it is asked whether anything else came beside what cannot be read
LONGEST_WAIT = 30.0  # seconds that Telegram may ask us to be deaf
IN_A_ROW = 3  # refusals that end the process: one may be a connection that our last process left behind
WRONG_TOKEN = "Telegram refuses BOT_TOKEN; ask @BotFather for the right one"  # noqa: S105  (no token)
ANOTHER = (
    "another program asks for this bot's updates, so this one ends; it may be the right one: look for the "
    "other first, and run only one"
)


def polling_request(told: Callable[[datetime], None] = lambda _: None) -> TrustingRequest:
    """One connection of its own, so that nothing that is sent holds it up; `told` hears Telegram's time."""
    return TrustingRequest(deadline=POLL_SECONDS + SLACK_SECONDS, told=told)


class Polling:
    """Where Telegram's answer is none, it is asked again, more slowly; only its own words end that."""

    def __init__(
        self,
        request: BaseRequest,
        url: Callable[[], str],
        keep: Callable[[Sequence[Kept]], Awaitable[int]],
        forget_webhook: Callable[[], Awaitable[None]],
        fatal: Callable[[str], None],
    ) -> None:
        """`keep` commits updates and says how many were new; `fatal` ends the process."""
        self._request, self._url = request, url
        self._keep, self._forget_webhook, self._fatal = keep, forget_webhook, fatal
        self._offset = 0  # the first number of which nothing is kept; 0 while that is not known
        self._failures = self._conflicts = self._refusals = 0  # each in a row

    async def run(self) -> None:
        """For as long as the process lives."""
        await self._forget_webhook()
        while True:
            if pause := await self.ask():
                await asyncio.sleep(pause)

    async def ask(self) -> float:
        """Ask once; the seconds to wait before asking again."""
        wanted = {"offset": self._offset, "timeout": POLL_SECONDS, "allowed_updates": json.dumps(ALLOWED)}
        data = asked(wanted)
        try:
            _, body = await self._request.do_request(self._url(), "POST", data)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is no answer)
            return self._not_heard(type(error.__cause__ or error).__name__)
        return await self.hear(body)

    async def hear(self, body: bytes) -> float:
        """Keep what an answer holds, before anything else; the seconds to wait before asking again."""
        match answers.read(body):
            case Granted(result):
                try:
                    found = answers.elements(result)
                except ValueError:
                    return self._not_heard("an answer without updates")
                return await self._take(raw_update.numbered(found))
            case Refused() as refused:
                return await self._refused(refused)
            case Foreign():
                return self._not_heard("something else answers")

    async def _take(self, arrived: Sequence[Kept]) -> float:
        try:
            fresh = await self._keep(arrived)
        except Exception as error:
            if not isinstance(error, StoreError):  # whose line says all that there is to say
                log.exception("updates could not be kept")
            self._fatal(why_unwritten(error))
            return LONGEST_PAUSE
        before, self._offset = self._offset, raw_update.confirmed(self._offset, arrived)
        if arrived and not fresh and self._offset == before:
            return min(self._not_heard("the same updates as before"), SAME_PAUSE)
        if self._failures:
            log.warning("Telegram is heard again, after %d answers that were none", self._failures)
        self._failures = self._conflicts = self._refusals = 0
        return 0.0

    async def _refused(self, refused: Refused) -> float:
        """What Telegram itself says against it."""
        is_token = is_of_the_token(refused)
        self._refusals = self._refusals + 1 if is_token else 0
        if self._refusals >= IN_A_ROW:
            self._fatal(WRONG_TOKEN)
        is_webhook = refused.code == HTTPStatus.CONFLICT and "webhook" in refused.words.lower()
        is_another = refused.code == HTTPStatus.CONFLICT and not is_webhook
        self._conflicts = self._conflicts + 1 if is_another else 0
        if self._conflicts >= IN_A_ROW:
            self._fatal(ANOTHER)
        if is_webhook:
            await self._forget_webhook()
        pause = self._not_heard(f"it refuses with {refused.code}")
        return min(refused.wait, LONGEST_WAIT) if refused.code == HTTPStatus.TOO_MANY_REQUESTS else pause

    def _not_heard(self, why: str) -> float:
        """Say so once; then it is counted, and asked again more and more slowly."""
        if self._failures == 0:
            log.warning("Telegram is not heard (%s); trying again", why)
        self._failures += 1
        return growing(FIRST_PAUSE, LONGEST_PAUSE, self._failures)
