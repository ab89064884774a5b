"""Whom we trust to be Telegram."""

import ssl
from functools import cache
from typing import Any

import httpx
from telegram.request import HTTPXRequest


@cache
def trusted() -> ssl.SSLContext:
    """Give the library's own choice, read once: reading it takes longer than all else a client is made of."""
    return httpx.create_ssl_context()


class TrustingRequest(HTTPXRequest):
    """HTTP to Telegram; every client of a process trusts the same."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(httpx_kwargs={"verify": trusted()}, **kwargs)
