"""A server, people, and a bot that talks to it over real HTTP."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.rehearsal import EmbeddedTelegram, Person, RehearsalClock, add_page
from tests.bot.rehearsal.api import API, Api, check_everything_said
from tests.bot.rehearsal.browser import Browser
from tests.bot.rehearsal.pages import House, Page
from tests.patience import PATIENCE

TOKEN = "110201543:rehearsal-secret"


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for all tests of a worker."""
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(autouse=True)
def _durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, PTB 22 warns whenever it makes a RetryAfter."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[EmbeddedTelegram]:
    """Whatever a test makes the server say is held against the Bot API's own description."""
    server = EmbeddedTelegram(token=TOKEN, clock=clock)
    await server.start()
    yield server
    await server.stop()
    if API:
        check_everything_said(server)


@pytest.fixture
def pat(server: EmbeddedTelegram) -> Person:
    """A person whose /start the bot has still to fetch."""
    pat = server.person("Pat")
    pat.start()
    return pat


@pytest.fixture
async def bot(server: EmbeddedTelegram) -> AsyncIterator[Bot]:
    async with Bot(
        TOKEN,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=HTTPXRequest(read_timeout=PATIENCE),
        get_updates_request=HTTPXRequest(read_timeout=PATIENCE),
    ) as bot:
        yield bot


@pytest.fixture
async def api(server: EmbeddedTelegram) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(base_url=f"{server.url}/bot{TOKEN}/", timeout=PATIENCE) as client:
        yield Api(client)


@pytest.fixture
async def page(server: EmbeddedTelegram, clock: Clock) -> AsyncIterator[Page]:
    """`server` keeps the plain clock; the page's own runs ahead of it."""
    house = House()
    ahead = RehearsalClock(clock)

    player = add_page(server, ahead, house.hooks(ahead), zone=ZoneInfo("Pacific/Auckland"))
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        yield Page(client, server, house, ahead, player)
