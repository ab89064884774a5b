"""The library's Application, without its own way of getting updates: the inbox hands them to it."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram import Bot
from telegram.error import RetryAfter, TelegramError, TimedOut
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest

from bot import handlers
from bot.delivery.pace import SLOTS
from bot.handlers.context import RECEPTION, App, Reception
from bot.handlers.errors import failed
from bot.settings import Settings
from bot.telegram_request import TelegramRequest

log = logging.getLogger(__name__)
SENDING = 20.0  # seconds that a request may take, from first to last
BESIDE = 8  # connections for what is sent by no delivery: spinners that stop, menus

# The library raises the latter of an answer that has not what it must have.
UNREACHED = (TelegramError, AttributeError, KeyError, TypeError, ValueError)
ASKING = 8.0  # the same, while somebody waits at a screen


def sending_request() -> TelegramRequest:
    return TelegramRequest(deadline=SENDING, connections=SLOTS + BESIDE)


def asking_bot(token: str, url: str, told: Callable[[datetime], None] = lambda _: None) -> Bot:
    """A bot that only asks and sets; `told` hears what time it is by Telegram, where it can be trusted."""
    server = url.rstrip("/")
    request = TelegramRequest(deadline=ASKING, told=told, connections=2)
    polling = TelegramRequest(deadline=ASKING)
    return Bot(token, f"{server}/bot", f"{server}/file/bot", request=request, get_updates_request=polling)


def why_unreached(error: Exception) -> str:
    """What a handyman can do something about."""
    if "CERTIFICATE" in str(error).upper():
        return "its certificate cannot be verified: a proxy stands between, or this machine's clock is wrong"
    if isinstance(error, TimedOut) or isinstance(error.__cause__, TimeoutError):
        return "it does not answer in time"
    if isinstance(error, RetryAfter):
        return f"it asks for patience, {error.retry_after} s"
    if "something else" in str(error) or not isinstance(error, TelegramError):
        return "something else answers in its place, like a proxy or a page to log in"
    return "there is no connection: is this machine online?"


def build(settings: Settings, request: BaseRequest, polling: BaseRequest) -> App:
    """An Application that has every handler and fetches nothing by itself."""
    url = settings.telegram_api_url.rstrip("/")
    builder = (
        ApplicationBuilder()
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .request(request)
        .get_updates_request(polling)
        .updater(None)
    )
    application: App = builder.build()
    application.add_handlers(handlers.HANDLERS)
    application.add_error_handler(failed)
    return application


def receive(application: App, reception: Reception) -> None:
    """What every handler needs of the house."""
    application.bot_data[RECEPTION] = reception


def forgetting_webhook(bot: Bot) -> Callable[[], Awaitable[None]]:
    """A webhook that was set once would keep everything from whoever asks for updates; nothing is dropped."""

    async def forget() -> None:
        try:
            await bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            log.info("the webhook could not be forgotten: %s", type(error).__name__)

    return forget
