"""The HTTP door: requests come in as GET or POST, in any of the four encodings, and answers go out."""

import asyncio
import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.rehearsal.files import Files
from bot.rehearsal.refusals import RefusalError, bad_request
from bot.rehearsal.shapes import Upload
from bot.rehearsal.switchboard import Answer, Switchboard, refused
from bot.rehearsal.trouble import Reset, Silence

LOOPBACK = "127.0.0.1"
MOST_BODY_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Behind:
    """What lies behind the door for the bot of one token."""

    switchboard: Switchboard
    files: Files


class Door:
    """One listening port on the loopback; it can be shut and opened again at the same number.

    `bots` are those who may come in, by their tokens; neither sees anything of another's.
    """

    def __init__(self) -> None:
        self.bots: dict[str, Behind] = {}
        self.app = Application(
            [
                (r"/bot([^/]*)/(.*)", _BotApi, {"door": self}),
                (r"/file/bot([^/]*)/(.*)", _Download, {"door": self}),
            ],
            default_handler_class=_Nowhere,
            log_function=lambda _: None,
            websocket_ping_interval=0,
        )
        self.port = 0
        self.busy: set[asyncio.Task[object]] = set()
        self._server: HTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    async def open(self, port: int) -> None:
        if self._server:
            return
        sockets = bind_sockets(port, LOOPBACK, family=socket.AF_INET)
        self.port = sockets[0].getsockname()[1]
        self._server = HTTPServer(self.app, max_buffer_size=MOST_BODY_BYTES)
        self._server.add_sockets(sockets)

    async def close(self) -> None:
        """Stop listening and cut every connection, also those that wait for an answer."""
        server, self._server = self._server, None
        if server is None:
            return
        server.stop()
        for task in self.busy:
            task.cancel()
        await asyncio.gather(*self.busy, return_exceptions=True)
        await server.close_all_connections()


class _BotApi(RequestHandler):
    def initialize(self, door: Door) -> None:
        self.door = door
        self.work: asyncio.Task[None] | None = None

    async def get(self, token: str, method: str) -> None:
        behind = self.door.bots.get(unquote(token))
        if behind is None:
            self._send(refused(_wrong_token(unquote(token))))
            return
        try:
            raw, files = _arguments(self)
        except RefusalError as no:
            self._send(refused(no))
            return
        self.work = asyncio.create_task(self._work(behind.switchboard, method, raw, files))
        self.door.busy.add(self.work)
        self.work.add_done_callback(self.door.busy.discard)
        # A call that was cut off ends without an answer, and never with an empty one.
        await asyncio.wait({self.work})
        if self.work.cancelled():
            self._auto_finish = False
        else:
            self.work.result()

    post = get

    async def _work(
        self, switchboard: Switchboard, method: str, raw: Mapping[str, str], files: Mapping[str, Upload]
    ) -> None:
        answer = await switchboard.answer(method, raw, files)
        if isinstance(answer, Answer):
            await self._trickle(answer)
            return
        self._auto_finish = False
        if isinstance(answer, Reset):
            _tear(self)
        if isinstance(answer, Silence):
            await asyncio.Event().wait()

    async def _trickle(self, answer: Answer) -> None:
        """Send it; where it has a pause, a byte at a time."""
        if not answer.pause:
            self._send(answer)
            return
        self.set_header("Content-Type", answer.kind)
        self.set_header("Content-Length", str(len(answer.body)))
        for byte in answer.body:
            self.write(bytes((byte,)))
            await self.flush()
            await asyncio.sleep(answer.pause)
        self.finish()

    def _send(self, answer: Answer) -> None:
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.kind)
        if answer.encoding:
            self.set_header("Content-Encoding", answer.encoding)
        if answer.retry_after is not None:
            self.set_header("Retry-After", str(answer.retry_after))
        self.finish(answer.body)

    def on_connection_close(self) -> None:
        """End the work of a client that hung up; its poll has confirmed no more than its offset."""
        if self.work:
            self.work.cancel()


class _Nowhere(RequestHandler):
    def prepare(self) -> None:
        self.set_status(404)
        self.finish(RefusalError(404, "Not Found").json)


class _Download(RequestHandler):
    def initialize(self, door: Door) -> None:
        self.door = door

    def get(self, token: str, path: str) -> None:
        behind = self.door.bots.get(unquote(token))
        kept = behind.files.at(path) if behind else None
        if behind is None:
            no = _wrong_token(unquote(token))
            self.set_status(no.code)
            self.finish(no.json)
        elif kept is None:
            no = RefusalError(404, "Not Found")
            self.set_status(no.code)
            self.finish(no.json)
        else:
            self.set_header("Content-Type", "application/octet-stream")
            self.finish(kept.upload.content)


def _wrong_token(given: str) -> RefusalError:
    """Refuse another bot's token as unauthorized, and what is no token as a path that leads nowhere."""
    bot_id, colon, secret = given.partition(":")
    if not (bot_id.isdigit() and colon and secret):
        return RefusalError(404, "Not Found")
    return RefusalError(401, "Unauthorized")


def _arguments(handler: RequestHandler) -> tuple[dict[str, str], dict[str, Upload]]:
    """Query string and body together, as the real one reads them."""
    request = handler.request
    raw = {name: values[-1].decode() for name, values in request.arguments.items()}
    if request.headers.get("Content-Type", "").startswith("application/json"):
        raw |= _from_json(request.body)
    uploads = {
        name: Upload(files[-1]["filename"], files[-1]["content_type"], files[-1]["body"])
        for name, files in request.files.items()
    }
    return raw, uploads


def _from_json(body: bytes) -> dict[str, str]:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise bad_request("can't parse request JSON object")
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in read.items()
        if value is not None
    }


def _tear(handler: RequestHandler) -> None:
    """Close at once with RST, so that the client sees a reset and not a polite end."""
    connection = handler.request.connection
    stream = connection.detach() if connection else None  # type: ignore[attr-defined]
    if isinstance(stream, IOStream):
        stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        stream.close()
