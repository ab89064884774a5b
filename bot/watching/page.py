"""`/healthz`, `/healthz/CLINIC` and `/metrics`, for programs on this machine alone."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.health import is_well
from bot.watching.metrics import Looked, Looks, exposition

log = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"
NAMES = frozenset({LOOPBACK, "localhost"})
AGAIN_SECONDS = 60.0
DEADLINE = 5.0  # seconds; a database that does not answer for so long is not well

Look = Callable[[], Awaitable[Looks]]


def of_one(look: Callable[[], Awaitable[Looked]]) -> Look:
    """The look at a clinic that is alone here."""

    async def looks() -> Looks:
        return {"": await look()}

    return looks


class HealthPage:
    """On loopback; every request is one look of the vigil's, on the store's own thread."""

    def __init__(self, look: Look, deadline: float = DEADLINE, again: float = AGAIN_SECONDS) -> None:
        """`again` is in how many seconds a port is asked for that could not be had."""
        given = {"look": look, "deadline": deadline}
        routes = [(r"/healthz(?:/([a-z0-9-]+))?", _Health, given), (r"/metrics", _Metrics, given)]
        self._server = HTTPServer(Application(routes, log_function=lambda _: None))
        self.port = 0
        self._again = again
        self._next: asyncio.TimerHandle | None = None

    def open(self, port: int) -> None:
        """Listen; a port that cannot be had is said once, asked for again, and keeps the bot from nothing."""
        try:
            listening = socket.create_server((LOOPBACK, port))
        except OSError as error:
            if self._next is None:
                log.error(  # noqa: TRY400  (one line is enough)
                    "METRICS_PORT %d cannot be used (%s); it is tried again every minute",
                    port,
                    error.strerror,
                )
            self._next = asyncio.get_running_loop().call_later(self._again, self.open, port)
            return
        if self._next:
            log.warning("METRICS_PORT %d is free by now, and used", port)
        listening.setblocking(False)
        self.port = listening.getsockname()[1]
        self._server.add_socket(listening)

    async def close(self) -> None:
        if self._next:
            self._next.cancel()
        self._server.stop()
        await self._server.close_all_connections()


class _Looking(RequestHandler):
    def initialize(self, look: Look, deadline: float) -> None:
        self._look, self._deadline = look, deadline

    def prepare(self) -> None:
        """Answer only who asks for this machine by its own name: a web page elsewhere may not."""
        if urlsplit(f"//{self.request.host}").hostname not in NAMES:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    async def looks(self) -> Looks:
        try:
            async with asyncio.timeout(self._deadline):
                return await self._look()
        except Exception as error:  # noqa: BLE001  (whatever keeps us from looking is not well)
            log.warning("nobody could be told how the bot is: %s", type(error).__name__)
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE) from None

    def write_error(self, status_code: int, **_: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")


class _Health(_Looking):
    async def get(self, clinic: str | None) -> None:
        looks = await self.looks()
        if clinic is not None and clinic not in looks:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        told = {name: looked.found for name, looked in looks.items() if clinic in (None, name)}
        well = bool(told) and all(map(is_well, told.values()))
        self.set_status(HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        lines = (f"{name}: {one}\n" if name else f"{one}\n" for name, found in told.items() for one in found)
        self.write("".join(lines) or "RED: there is no clinic in CLINICS_DIR.\n")


class _Metrics(_Looking):
    async def get(self) -> None:
        looks = await self.looks()
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.write(exposition(looks))
