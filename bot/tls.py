"""Whom we trust to be Telegram, and how long we wait for it."""

import asyncio
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import httpx
from telegram.error import TimedOut
from telegram.request import HTTPXRequest


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


class TrustingRequest(HTTPXRequest):
    """HTTP to Telegram; every client of a process trusts the same.

    The library's timeouts start anew with every byte that comes; `deadline` (seconds) is for the whole of a
    request, from the wish for a connection to the last byte of the answer. `told` hears what time a server
    says it is that we trust to be Telegram (aware, UTC).
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
        super().__init__(httpx_kwargs={"verify": trusted(), "event_hooks": hooks}, **kwargs)
        self._deadline = deadline

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Raise TimedOut at the deadline; what was asked may have been done."""
        try:
            async with asyncio.timeout(self._deadline):
                return await super().do_request(*args, **kwargs)
        except TimeoutError as error:
            raise TimedOut("no whole answer in time") from error
