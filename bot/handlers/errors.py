"""An update whose handling failed had no effect; the inbox is told, and tries again or sets it aside."""

import logging

from telegram import Update

from bot.handlers.context import Context, reception_of
from bot.store.engine import StoreError

log = logging.getLogger(__name__)


async def failed(update: object, context: Context) -> None:
    """The Application's error handler."""
    if isinstance(context.error, StoreError):  # whose line says all that there is to say
        log.error("an update could not be handled: %s", context.error)
    else:
        log.error("an update could not be handled", exc_info=context.error)
    if isinstance(update, Update):
        reception_of(context).failed(context.error)
