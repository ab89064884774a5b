"""Trouble on order: what the server does instead of answering well.

`applied` says whether the method took effect (the patient saw the message) before the answer was lost.
"""

from dataclasses import dataclass, replace
from http import HTTPStatus

from bot.rehearsal.refusals import RefusalError, bad_request, forbidden, too_many_requests


@dataclass(frozen=True)
class RateLimited:
    """429, with the seconds to wait; never applied."""

    retry_after: int
    applied: bool = False


@dataclass(frozen=True)
class ServerError:
    """500 from Telegram itself (JSON), or 502 from the gateway before it (a page of HTML)."""

    status: int = 500
    applied: bool = False


@dataclass(frozen=True)
class Reset:
    """The connection is torn without an answer."""

    applied: bool = False


@dataclass(frozen=True)
class Silence:
    """No answer, for as long as the client keeps the connection open."""

    applied: bool = False


@dataclass(frozen=True)
class Page:
    """Any answer at all: a proxy's page, half an answer, or JSON that Telegram would not write."""

    status: int
    body: bytes
    kind: str = "text/html"
    applied: bool = False
    encoding: str = ""  # what the body claims to be packed with


@dataclass(frozen=True)
class Trickle:
    """The true answer, a byte at a time, with a pause of so many seconds between two."""

    pause: float = 1.0
    applied: bool = True


@dataclass(frozen=True)
class Slow:
    """The true answer, so many seconds late on the way there and as many on the way back."""

    each_way: float
    applied: bool = True


@dataclass(frozen=True)
class Unauthorized:
    """401, as after the token was revoked."""

    applied: bool = False


@dataclass(frozen=True)
class BadRequest:
    """400 with these words."""

    description: str
    applied: bool = False


@dataclass(frozen=True)
class Forbidden:
    """403 with these words."""

    description: str = "bot was blocked by the user"
    applied: bool = False


Said = RateLimited | ServerError | Unauthorized | BadRequest | Forbidden
Trouble = Said | Reset | Silence | Page | Trickle | Slow


def refusal(trouble: Said) -> RefusalError:
    match trouble:
        case RateLimited(retry_after):
            return too_many_requests(retry_after)
        case Unauthorized():
            return RefusalError(401, "Unauthorized")
        case BadRequest(description):
            return bad_request(description.removeprefix("Bad Request: "))
        case Forbidden(description):
            return forbidden(description.removeprefix("Forbidden: "))
        case ServerError(status):
            return RefusalError(status, HTTPStatus(status).phrase)


@dataclass(frozen=True)
class Order:
    """A trouble that waits for its method, so many times, in one chat or in all."""

    method: str
    trouble: Trouble
    times: int
    chat_id: int | None


class Orders:
    """Troubles not yet met, the oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Order] = []

    def add(self, order: Order) -> None:
        self._waiting.append(order)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str, chat_id: object) -> Trouble | None:
        for place, order in enumerate(self._waiting):
            if order.method.lower() == method.lower() and order.chat_id in {None, chat_id}:
                left = replace(order, times=order.times - 1)
                self._waiting[place : place + 1] = [left] if left.times > 0 else []
                return order.trouble
        return None
