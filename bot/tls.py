"""Whom we trust to be Telegram, and how long we wait for it."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache, partial
from typing import Any

import httpx
from telegram.error import TimedOut
from telegram.request import BaseRequest, HTTPXRequest


@cache
def trusted() -> ssl.SSLContext:
    """Give the library's own choice, read once: reading it takes longer than all else a client is made of."""
    return httpx.create_ssl_context()


def date_of(response: httpx.Response) -> datetime | None:
    """What time it is by whoever answered; None where anybody could have, or nothing is said of it."""
    if response.request.url.scheme != "https":
        return None
    try:
        at = parsedate_to_datetime(response.headers.get("Date", ""))
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


@dataclass(eq=False)
class _Connections:
    """Connections that are used together, and how many requests are under way on them."""

    request: HTTPXRequest
    under_way: int = 0


class TrustingRequest(BaseRequest):
    """HTTP to Telegram; every client of a process trusts the same.

    The library's timeouts start anew with every byte that comes; `deadline` (seconds) is for the whole of a
    request, from the wish for a connection to the last byte of the answer. `told` hears what time a server
    says it is that we trust to be Telegram (aware, UTC).

    A request that is cut short may keep its connection for ever: the pool below counts it as busy, and where
    there is one alone, nothing is heard again. So all that comes after one goes over new connections.
    """

    def __init__(
        self,
        *,
        deadline: float,
        told: Callable[[datetime], None] = lambda _: None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        async def hear(response: httpx.Response) -> None:
            if (at := date_of(response)) is not None:
                told(at)

        hooks = {"response": [hear]}
        self._new = partial(HTTPXRequest, httpx_kwargs={"verify": trusted(), "event_hooks": hooks}, **kwargs)
        self._now = _Connections(self._new())
        self._deadline = deadline

    @property
    def read_timeout(self) -> float | None:
        return self._now.request.read_timeout

    async def initialize(self) -> None:
        await self._now.request.initialize()

    async def shutdown(self) -> None:
        await self._now.request.shutdown()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Raise TimedOut at the deadline; what was asked may have been done."""
        used = self._now
        used.under_way += 1
        try:
            async with asyncio.timeout(self._deadline):
                return await used.request.do_request(*args, **kwargs)
        except TimeoutError as error:
            self._leave(used)
            raise TimedOut("no whole answer in time") from error
        except (TimedOut, asyncio.CancelledError):
            self._leave(used)
            raise
        finally:
            used.under_way -= 1
            if used is not self._now and not used.under_way:
                await used.request.shutdown()

    def _leave(self, used: _Connections) -> None:
        """Take new connections for what comes; those of before end with what is under way on them."""
        if used is self._now:
            self._now = _Connections(self._new())
