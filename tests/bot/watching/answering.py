"""A service of somebody else's on loopback, that answers as it is told to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler


class Service:
    """What was asked of it, and what it answers with."""

    def __init__(self) -> None:
        self.status, self.asked, self.url, self.body = 200, list[str](), "", b""


class _Answer(RequestHandler):
    def initialize(self, service: Service) -> None:
        self._service = service

    def get(self) -> None:
        self._service.asked.append(f"GET {self.request.uri}")
        self.set_status(self._service.status)

    def post(self) -> None:
        self.set_status(self._service.status)
        self.write(self._service.body)


@asynccontextmanager
async def a_service() -> AsyncIterator[Service]:
    service = Service()
    app = Application([(".*", _Answer, {"service": service})], log_function=lambda _: None)
    server = HTTPServer(app)
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    service.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    try:
        yield service
    finally:
        server.stop()
        await server.close_all_connections()
