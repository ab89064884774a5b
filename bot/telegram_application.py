"""The library's Application, without its own way of getting updates: the inbox hands them to it."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest

from bot import handlers
from bot.handlers.context import RECEPTION, App, Reception
from bot.handlers.errors import failed
from bot.settings import Settings
from bot.telegram_request import TelegramRequest

log = logging.getLogger(__name__)
SENDING = 20.0  # seconds that a request may take, from first to last


def sending_request() -> TelegramRequest:
    return TelegramRequest(deadline=SENDING, connection_pool_size=16, read_timeout=15, pool_timeout=5)


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
