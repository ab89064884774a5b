"""Telegram brings each update to our door, and hears 200 when it is on disk."""

import asyncio
import hashlib
import hmac
import logging
import socket
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot import raw_update
from bot.polling import ALLOWED, FIRST_PAUSE, IN_A_ROW, LONGEST_PAUSE, WRONG_TOKEN
from bot.settings import Settings
from bot.store.engine import StoreError, why_unwritten
from bot.store.inbox import Kept
from schedules.growing import growing

log = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
LOOK_SECONDS = 20.0  # between looks whether Telegram still brings everything here
AT_A_TIME = 1  # so that what somebody wrote comes in the order in which they wrote it
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the name of a header)

Keep = Callable[[Sequence[Kept]], Awaitable[int]]


def webhook_of(settings: Settings, bot: Bot, keep: Keep, fatal: Callable[[str], None]) -> "Webhook | None":
    """The one of these settings, if they want one."""
    if settings.webhook_url is None:
        return None
    return Webhook(bot, settings.webhook_url, settings.webhook_port, keep, fatal)


class Webhook:
    """In the place of polling. A proxy before it has the name and the certificate that Telegram asks for."""

    def __init__(self, bot: Bot, url: str, port: int, keep: Keep, fatal: Callable[[str], None]) -> None:
        """`keep` commits updates and says how many were new; `fatal` ends the process."""
        self._bot, self._url, self._keep, self._fatal = bot, url, keep, fatal
        self._secret = hmac.new(bot.token.encode(), b"webhook", hashlib.sha256).hexdigest()
        self._set, self._failures, self._refusals = False, 0, 0
        self._took = True  # something since the last look; what failed before that is history
        self._history: datetime | None = None  # when Telegram last failed to bring something, by then
        self.port = port

    async def run(self) -> None:
        """For as long as the process lives."""
        given = {"secret": self._secret, "take": self.take}
        routes = [(urlsplit(self._url).path or "/", _Door, given)]
        server = HTTPServer(Application(routes, log_function=lambda _: None))
        try:
            listening = socket.create_server((LOOPBACK, self.port))
        except OSError as error:
            self._fatal(f"WEBHOOK_PORT {self.port} cannot be used ({error.strerror}); name another one")
            return
        listening.setblocking(False)
        self.port = listening.getsockname()[1]
        server.add_socket(listening)
        try:
            while True:
                if pause := await self.look():
                    await asyncio.sleep(pause)
        finally:
            server.stop()
            await server.close_all_connections()

    async def take(self, body: bytes) -> bool:
        """Keep an update, before anything else; whether it is on disk."""
        try:
            await self._keep(raw_update.numbered([body]))
        except Exception as error:
            if not isinstance(error, StoreError):
                log.exception("an update could not be kept")
            self._fatal(why_unwritten(error))
            return False
        self._took = True
        return True

    async def look(self) -> float:
        """See to it that Telegram brings everything here; the seconds until the next look.

        It counts as heard where nothing waits that it failed to bring.
        """
        try:
            info = await self._bot.get_webhook_info()
            fails = self._fails(info)
            if not self._set or info.url != self._url or fails:
                await self._tell()
        except InvalidToken:
            self._refusals += 1
            if self._refusals >= IN_A_ROW:
                self._fatal(WRONG_TOKEN)
            return self._not_heard("it refuses the token")
        except TelegramError as error:
            return self._not_heard(type(error).__name__)
        self._refusals = 0
        if fails:
            return self._not_heard(f"it cannot reach WEBHOOK_URL: {info.last_error_message}")
        await self.hear()
        return LOOK_SECONDS

    def _fails(self, info: WebhookInfo) -> bool:
        """Whether updates wait that Telegram has failed to bring since it brought one last."""
        if self._took:
            self._took, self._history = False, info.last_error_date
        return bool(info.pending_update_count) and info.last_error_date != self._history

    async def hear(self) -> None:
        """Note that Telegram is heard: what it has given is on disk."""
        if self._failures:
            log.warning("Telegram is heard again, after %d looks", self._failures)
        self._failures = 0
        try:
            await self._keep([])
        except Exception:
            log.exception("no sign could be left that Telegram is heard")

    async def _tell(self) -> None:
        """Where updates are to be brought; nothing that waits is dropped. Raises TelegramError."""
        await self._bot.set_webhook(
            self._url,
            allowed_updates=ALLOWED,
            drop_pending_updates=False,
            max_connections=AT_A_TIME,
            secret_token=self._secret,
        )
        self._set = True

    def _not_heard(self, why: str) -> float:
        """Say so once; then it is counted, and asked again more and more slowly."""
        if self._failures == 0:
            log.warning("Telegram is not heard (%s); trying again", why)
        self._failures += 1
        return growing(FIRST_PAUSE, LONGEST_PAUSE, self._failures)


class _Door(RequestHandler):
    def initialize(self, secret: str, take: Callable[[bytes], Awaitable[bool]]) -> None:
        self._secret, self._take = secret, take

    async def post(self) -> None:
        """Only who knows the secret is Telegram; only what is on disk is confirmed."""
        given = self.request.headers.get(SECRET, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.set_status(HTTPStatus.FORBIDDEN)
        elif not await self._take(self.request.body):
            self.set_status(HTTPStatus.INTERNAL_SERVER_ERROR)

    def write_error(self, status_code: int, **_: object) -> None:
        self.finish(f"{status_code}\n")
