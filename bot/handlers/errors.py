"""An update whose handling failed had no effect: it is tried again, then its sender is told."""

import logging

from telegram import Update

from bot.care.ground.desk import Caller, Desk, say
from bot.care.ground.says.conversation import Sorry
from bot.handlers.context import Context, Reception, reception_of
from bot.store import inbox
from bot.store.tx import Tx

log = logging.getLogger(__name__)
TRIES = 3


async def failed(update: object, context: Context) -> None:
    """The Application's error handler."""
    log.error("an update could not be handled", exc_info=context.error)
    if not isinstance(update, Update):
        return
    reception = reception_of(context)
    try:
        again = await reception.store.run(_count, reception, update)
    except Exception:  # noqa: BLE001  (whatever it is, nothing can be kept any more)
        reception.fatal("the database cannot be written")
        return
    if again:
        context.update_queue.put_nowait(update)
    reception.wake()


def _count(tx: Tx, reception: Reception, update: Update) -> bool:
    """Whether the update is worth another try; where not, whoever sent it is told."""
    if inbox.tried(tx, update.update_id) < TRIES:
        return True
    inbox.failed(tx, update.update_id)
    if user := update.effective_user:
        caller = Caller(user.id, reception.renderer.catalog.language(user.language_code))
        say(Desk.at(tx, reception.clock(), reception.house), caller, Sorry())
    return False
