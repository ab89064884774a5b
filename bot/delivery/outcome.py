"""What an error says about a message: was it sent, was it not, or can nobody know."""

import logging
import os
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.care.sending.outcome import LONGEST_ALERT_WAIT, Result, SendOutcome, is_urgent
from bot.model import Outgoing
from bot.tls import NeverLeftError

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library tells waits as timedeltas, without a warning

log = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=1)  # that Telegram may ask of what is not urgent
# The words in which Telegram says that a chat cannot be written to; no others say so.
GONE = (
    "chat not found",
    "user is deactivated",
    "peer_id_invalid",
    "user not found",
    "bot was blocked by the user",
    "bot can't initiate conversation with a user",
    "bot was kicked",
    "bot is not a member",
)


def after_error(message: Outgoing, error: Exception) -> SendOutcome:  # noqa: PLR0911  (one return a case)
    """Read an error of the sending; our own, before anything left, are refusals."""
    name = type(error).__name__
    match error:
        case RetryAfter():
            return SendOutcome(message, Result.WAIT, wait=_believed(message, error), error=name)
        case ChatMigrated():  # which a person's chat never does
            return SendOutcome(message, Result.REFUSED, error=name)
        case Forbidden() | BadRequest():
            gone = any(phrase in str(error).lower() for phrase in GONE)
            return SendOutcome(message, Result.BLOCKED if gone else Result.REFUSED, error=name)
        case InvalidToken():
            return SendOutcome(message, Result.NOT_SENT, error=name)
        case NeverLeftError():
            return SendOutcome(message, Result.NOT_SENT, error=type(error.__cause__ or error).__name__)
        case TelegramError():
            return SendOutcome(message, Result.UNCLEAR, error=name)
        case _:
            return SendOutcome(message, Result.REFUSED, error=name)


def told(outcome: SendOutcome) -> SendOutcome:
    """Say in the log what went wrong, without a word of the message."""
    message = outcome.message
    log.warning("message %d (%s): %s after %s", message.id, message.key, outcome.result.name, outcome.error)
    return outcome


def _believed(message: Outgoing, error: RetryAfter) -> timedelta:
    """How long Telegram's wish is honoured: what is urgent asks again before long."""
    asked = error.retry_after
    whole = asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
    return min(whole, LONGEST_ALERT_WAIT if is_urgent(message) else LONGEST_WAIT)
