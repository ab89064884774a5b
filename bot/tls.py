"""Whom we trust to be Telegram, and how long we wait for it."""

import asyncio
import ssl
from functools import cache
from typing import Any

import httpx
from telegram.error import TimedOut
from telegram.request import HTTPXRequest


@cache
def trusted() -> ssl.SSLContext:
    """Give the library's own choice, read once: reading it takes longer than all else a client is made of."""
    return httpx.create_ssl_context()


class TrustingRequest(HTTPXRequest):
    """HTTP to Telegram; every client of a process trusts the same.

    The library's timeouts start anew with every byte that comes; `deadline` (seconds) is for the whole of a
    request, from the wish for a connection to the last byte of the answer.
    """

    def __init__(self, *, deadline: float, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(httpx_kwargs={"verify": trusted()}, **kwargs)
        self._deadline = deadline

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Raise TimedOut at the deadline; what was asked may have been done."""
        try:
            async with asyncio.timeout(self._deadline):
                return await super().do_request(*args, **kwargs)
        except TimeoutError as error:
            raise TimedOut("no whole answer in time") from error
