"""HTTP for the library's Bot, in which only Telegram's own words mean what they say."""

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter  # there is no public way to make one

from bot import answers
from bot.answers import Foreign, Granted, Refused
from bot.tls import TrustingRequest

GRANTED_WITHOUT_A_RESULT = b'{"ok":true,"result":null}'
A_FILE = "GET"  # what somebody has sent is fetched so; every method of the Bot API is posted
REFUSALS = range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)


def asked(wanted: Mapping[str, Any]) -> RequestData:
    """What is asked of a method of the Bot API, in plain values: no object of the library is among them."""
    return RequestData([RequestParameter(name, value, None) for name, value in wanted.items()])


class TelegramRequest(TrustingRequest):
    """What Telegram refuses is raised as the library's error; what no Telegram answered says nothing."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Only what Telegram granted comes back, or a file. Raises TelegramError."""
        status, body = await super().do_request(*args, **kwargs)
        if kwargs.get("method") == A_FILE and status == HTTPStatus.OK:
            return status, body
        match answers.read(body):
            case Granted():
                return HTTPStatus.OK, body if _is_readable(body) else GRANTED_WITHOUT_A_RESULT
            case Refused() as refused:
                raise error_of(refused)
            case Foreign():
                raise NetworkError(f"something else than Telegram answered ({status})")


def _is_readable(body: bytes) -> bool:
    """Whether the library will find a result; where it would not, the call was granted all the same."""
    told = answers.value(body)
    return isinstance(told, dict) and "result" in told


def error_of(refused: Refused) -> TelegramError:  # noqa: PLR0911  (one return a case)
    """The library's error for what Telegram said: by the code in its words, never by the answer's status."""
    migrated = refused.parameters.get("migrate_to_chat_id")
    match refused.code:
        case HTTPStatus.TOO_MANY_REQUESTS:
            return RetryAfter(math.ceil(refused.wait))
        case HTTPStatus.BAD_REQUEST if type(migrated) is int:
            return ChatMigrated(migrated)
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.NOT_FOUND if is_of_the_token(refused):
            return InvalidToken(refused.words)
        case HTTPStatus.FORBIDDEN:
            return Forbidden(refused.words)
        case HTTPStatus.CONFLICT:
            return Conflict(refused.words)
        case code if code in REFUSALS:
            return BadRequest(refused.words)
        case _:
            return NetworkError(refused.words)


def is_of_the_token(refused: Refused) -> bool:
    """Whether Telegram says that the token is no bot's; a malformed one is `Not Found`."""
    said = {HTTPStatus.UNAUTHORIZED: "Unauthorized", HTTPStatus.NOT_FOUND: "Not Found"}
    return refused.code in said and refused.says(said[HTTPStatus(refused.code)])
