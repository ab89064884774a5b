"""Whom we trust to be Telegram, and how long we wait for it."""

import asyncio
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECTING = 5.0  # seconds until there is a connection
WAITING = 5.0  # seconds more for one that is free, where all are in use
FORM = "application/x-www-form-urlencoded"
NOT_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)


class NeverLeftError(NetworkError):
    """There was no connection: nothing of the request went out, and it may be made again."""


@cache
def trusted() -> ssl.SSLContext:
    """Give the library's own choice, read once: reading it takes longer than all else a client is made of."""
    return httpx.create_ssl_context()


@cache
def proxy_for(scheme: str, host: str) -> str | None:
    """Through whom the environment wants that host to be asked: HTTPS_PROXY, ALL_PROXY, but not NO_PROXY."""
    proxies = getproxies()
    return None if proxy_bypass(host) else proxies.get(scheme) or proxies.get("all")


def date_of(scheme: str, said: str) -> datetime | None:
    """What time it is by whoever answered; None where anybody could have, or nothing is said of it."""
    if scheme != "https":
        return None
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


class TrustingRequest(BaseRequest):
    """HTTP to Telegram over connections that are kept; every client of a process trusts the same.

    `deadline` (seconds) is for the whole of a request, from the wish for a connection to the last byte of the
    answer: no timeout of the library's says anything else, whatever it is asked for. `told` hears what time
    a server says it is that we trust to be Telegram (aware, UTC). A request that is cut short takes its
    connection with it, and no other.
    """

    def __init__(
        self, *, deadline: float, connections: int = 1, told: Callable[[datetime], None] = lambda _: None
    ) -> None:
        self._deadline, self._connections, self._told = deadline, connections, told
        self._session: aiohttp.ClientSession | None = None
        self._is_shut = False

    @property
    def read_timeout(self) -> float:
        return self._deadline

    async def initialize(self) -> None:
        self._is_shut = False

    async def shutdown(self) -> None:
        self._is_shut = True
        session, self._session = self._session, None
        if session:
            await session.close()

    def _opened(self) -> aiohttp.ClientSession:
        """The connections, which belong to the loop that first asks for one."""
        if self._is_shut:
            raise RuntimeError("this request was shut down")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=trusted()),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                timeout=aiohttp.ClientTimeout(
                    total=None, connect=WAITING + CONNECTING, sock_connect=CONNECTING
                ),
            )
        return self._session

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        """Raise NeverLeftError, or TimedOut at the deadline; what was asked may have been done by then.

        Errors are told by their kinds: the library's words may hold the address, and so the token.
        """
        try:
            async with asyncio.timeout(self._deadline):
                return await self._asked(url, method, request_data)
        except NOT_CONNECTED as error:
            raise NeverLeftError(_why(error)) from error
        except TimeoutError as error:
            raise TimedOut("no whole answer in time") from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error

    async def _asked(self, url: str, method: str, asked: RequestData | None) -> tuple[int, bytes]:
        where, body = urlsplit(url), _body(asked) if asked else None
        headers = {"Content-Type": FORM} if isinstance(body, bytes) else {}
        async with self._opened().request(
            method,
            url,
            data=body,
            headers=headers,
            allow_redirects=False,
            proxy=proxy_for(where.scheme, where.hostname or ""),
        ) as answer:
            if (at := date_of(where.scheme, answer.headers.get("Date", ""))) is not None:
                self._told(at)
            return answer.status, await answer.read()


def _body(asked: RequestData) -> bytes | aiohttp.FormData:
    """A form, and where files are among it, one of several parts."""
    if not asked.contains_files:
        return URL.build(query=asked.json_parameters).raw_query_string.encode()
    form = aiohttp.FormData(asked.json_parameters, quote_fields=False)
    for name, (filename, content, kind) in asked.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _why(error: aiohttp.ClientError) -> str:
    """A handyman is told of a certificate that does not hold."""
    return str(error) if isinstance(error, aiohttp.ClientConnectorError) else type(error).__name__
