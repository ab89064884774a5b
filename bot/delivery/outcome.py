"""What an error says about a message: was it sent, was it not, or can nobody know."""

import os
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.care.sending.outcome import Result, SendOutcome
from bot.model import Outgoing

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library tells waits as timedeltas, without a warning

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")


def after_error(message: Outgoing, error: Exception) -> SendOutcome:  # noqa: PLR0911  (one return a case)
    """Read an error of the sending; our own, before anything left, are refusals."""
    name = type(error).__name__
    match error:
        case RetryAfter():
            wait = error.retry_after
            whole = wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
            return SendOutcome(message, Result.WAIT, wait=whole, error=name)
        case Forbidden() | ChatMigrated():
            return SendOutcome(message, Result.BLOCKED, error=name)
        case BadRequest():
            gone = any(phrase in str(error).lower() for phrase in GONE)
            return SendOutcome(message, Result.BLOCKED if gone else Result.REFUSED, error=name)
        case InvalidToken():
            return SendOutcome(message, Result.NOT_SENT, error=name)
        case NetworkError() if isinstance(error.__cause__, NEVER_LEFT):
            return SendOutcome(message, Result.NOT_SENT, error=type(error.__cause__).__name__)
        case TelegramError():
            return SendOutcome(message, Result.UNCLEAR, error=name)
        case _:
            return SendOutcome(message, Result.REFUSED, error=name)
