"""An error says whether a message was sent, was not, or whether nobody can know."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.care.sending.outcome import Result
from bot.delivery.outcome import after_error
from bot.model import Audience, Outgoing, Sort, State
from bot.tls import NeverLeftError

NOW = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)
MESSAGE = Outgoing(1, 2, None, None, Sort.REPLY, "bot.help", Audience.PATIENT, "en", State.SENDING, NOW)


CASES = [
    (RetryAfter(timedelta(seconds=7)), Result.WAIT),
    (Forbidden("bot was blocked by the user"), Result.BLOCKED),
    (ChatMigrated(5), Result.REFUSED),
    (Forbidden("access denied"), Result.REFUSED),
    (BadRequest("Chat not found"), Result.BLOCKED),
    (BadRequest("can't parse entities"), Result.REFUSED),
    (BadRequest("message is too long"), Result.REFUSED),
    (InvalidToken(), Result.NOT_SENT),
    (NeverLeftError("ClientConnectorError"), Result.NOT_SENT),
    (TimedOut("no whole answer in time"), Result.UNCLEAR),
    (NetworkError("ServerDisconnectedError"), Result.UNCLEAR),
    (NetworkError("Bad Gateway"), Result.UNCLEAR),
    (TelegramError("Invalid server response"), Result.UNCLEAR),
    (Conflict("x"), Result.UNCLEAR),
    (KeyError("our own mistake, before anything left"), Result.REFUSED),
]


@pytest.mark.parametrize(("error", "result"), CASES, ids=lambda case: str(case)[:40])
def test_only_what_proves_that_nothing_was_sent_may_be_sent_again(error: Exception, result: Result) -> None:
    assert after_error(MESSAGE, error).result is result


def test_what_telegram_asks_to_wait_is_waited() -> None:
    assert after_error(MESSAGE, RetryAfter(timedelta(seconds=7))).wait == timedelta(seconds=7)


def test_an_outcome_names_the_kind_of_error_and_not_its_words() -> None:
    assert after_error(MESSAGE, BadRequest("Pat's own words")).error == "BadRequest"
