"""The chat page: one can be one person or another, and let time pass."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Sequence
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from bot.rehearsal.acts import ACTS
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.player import Player
from bot.rehearsal.shapes import Json
from bot.rehearsal.stage import CannotError, PageHooks, Stage
from bot.rehearsal.starts import Start
from bot.rehearsal.story_acts import story_acts
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.rehearsal.view import view_of

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_NOTHING_FROM_ELSEWHERE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def add_page(
    server: EmbeddedTelegram,
    clock: RehearsalClock,
    hooks: PageHooks,
    *,
    zone: ZoneInfo | None = None,
    names: Sequence[str] = ("Pat", "Sam"),
) -> Player:
    """Serve the page at `/` of the server; the clinic is in `zone`. Without people yet, add these names."""
    if not server.people:
        for name in names:
            server.person(name)
    stage = Stage(server, clock, hooks, Start(zone or ZoneInfo("UTC")))
    player = Player(stage)
    server.door.app.add_handlers(
        r".*",
        [
            (r"/(|[a-z]+\.(?:js|css|svg))", _Asset),
            (r"/live", _Live, {"stage": stage, "player": player}),
            (r"/do", _Do, {"stage": stage, "player": player}),
            (r"/media/(.+)", _Media, {"stage": stage}),
            (r"/timeline", _Timeline, {"drawn": hooks.drawn}),
        ],
    )
    return player


def _guard(handler: RequestHandler) -> None:
    """Answer only the page itself: no other name for this host (DNS rebinding), no other site's request."""
    host = urlsplit(f"//{handler.request.host}")
    origin = handler.request.headers.get("Origin")
    if host.hostname not in _LOOPBACK or (origin and urlsplit(origin).netloc != handler.request.host):
        raise HTTPError(403)


class _Guarded(RequestHandler):
    def prepare(self) -> None:
        _guard(self)
        self.set_header("Content-Security-Policy", _NOTHING_FROM_ELSEWHERE)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")


class _Asset(_Guarded):
    def get(self, name: str) -> None:
        asset = files("bot.rehearsal") / "assets" / (name or "page.html")
        if not asset.is_file():
            raise HTTPError(404)
        self.set_header("Content-Type", f"{_KINDS[asset.name.rpartition('.')[2]]}; charset=utf-8")
        self.finish(asset.read_bytes())


class _Media(_Guarded):
    def initialize(self, stage: Stage) -> None:
        self.stage = stage

    def get(self, file_id: str) -> None:
        kept = self.stage.server.world.files.get(file_id)
        if kept is None:
            raise HTTPError(404)
        picture = kept.upload.mime_type in {"image/png", "image/jpeg"}
        self.set_header("Content-Type", kept.upload.mime_type if picture else "application/octet-stream")
        if not picture:
            self.set_header("Content-Disposition", "attachment")
        self.finish(kept.upload.content)


class _Timeline(_Guarded):
    def initialize(self, drawn: Callable[[str], Awaitable[Json]] | None) -> None:
        self.drawn = drawn

    async def get(self) -> None:
        """Nothing, where the bot behind the page does not tell of its plans."""
        self.finish(await self.drawn(self.get_argument("of", "")) if self.drawn else {})


class _Do(_Guarded):
    def initialize(self, stage: Stage, player: Player) -> None:
        self.stage, self.player = stage, player
        self.acts = {**ACTS, **story_acts(player)}

    async def post(self) -> None:
        if self.request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise HTTPError(415)
        try:
            asked = json.loads(self.request.body)
            act = self.acts[asked["act"]]
            self.player.by_hand(asked["act"])
            self.finish(json.dumps(await act(self.stage, asked)))
        except (KeyError, TypeError):
            self._say("That did not work.")
        except (CannotError, LookupError, PermissionError, ValueError) as why:
            self._say(str(why))

    def _say(self, why: str) -> None:
        self.set_status(409)
        self.finish({"say": why})


class _Live(WebSocketHandler):
    def initialize(self, stage: Stage, player: Player) -> None:
        self.stage, self.player = stage, player
        self.work: asyncio.Task[object] | None = None

    def prepare(self) -> None:
        _guard(self)

    def open(self, *_: str, **__: str) -> None:
        self.work = asyncio.create_task(self._tell())
        busy = self.stage.server.door.busy
        busy.add(self.work)
        self.work.add_done_callback(busy.discard)

    async def _tell(self) -> None:
        """Send what this person sees, now and after each change, until either side hangs up."""
        stream = self.ws_connection.stream if self.ws_connection else None
        try:
            with contextlib.suppress(WebSocketClosedError, StreamClosedError):
                while True:
                    await self._tell_once()
        finally:
            if stream:
                stream.close()
            self.stage.server.door.busy.discard(self.work)
            self.stage.server.world.tell()

    async def _tell_once(self) -> None:
        """Listen for the next change before the view is taken, so that none falls between the two."""
        changed = asyncio.ensure_future(self.stage.server.world.changed())
        try:
            view = {**view_of(self.stage, self.get_argument("person", "")), **self.player.shown()}
            await self.write_message(json.dumps(view))
            await changed
        finally:
            changed.cancel()

    def on_close(self) -> None:
        if self.work:
            self.work.cancel()
