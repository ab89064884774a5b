"""Programs on the machine can ask how the bot is, over HTTP; nobody else can."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from http import HTTPStatus

import httpx
import pytest

from bot.health import How, Observation
from bot.store.engine import StoreError
from bot.store.pulse import Pulse
from bot.watching.metrics import Looked, Looks
from bot.watching.page import HealthPage
from tests.bot.conftest import MONDAY
from tests.patience import patiently


class Watched:
    """A bot that is as it is said to be."""

    def __init__(self) -> None:
        self.found = [Observation("telegram", How.OK, "Telegram last answered 1 s ago.")]
        self.broken, self.stuck = False, False
        self.names = [""]

    async def look(self) -> Looked:
        if self.stuck:
            await asyncio.Event().wait()
        if self.broken:
            raise StoreError("the database cannot be used")
        return Looked(Pulse(), self.found, MONDAY)

    async def looks(self) -> Looks:
        return {name: await self.look() for name in self.names}


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
async def client(watched: Watched) -> AsyncIterator[httpx.AsyncClient]:
    page = HealthPage(watched.looks, deadline=0.1)
    page.open(0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{page.port}") as opened:
        yield opened
    await page.close()


async def test_healthz_is_200_while_nothing_is_red_and_says_what_is_found(
    client: httpx.AsyncClient, watched: Watched
) -> None:
    watched.found.append(Observation("telegram", How.STARTING, "for 3 s"))
    answer = await client.get("/healthz")
    assert answer.status_code == HTTPStatus.OK
    assert answer.text == "ok: Telegram last answered 1 s ago.\nstarting: for 3 s\n"
    watched.found.append(Observation("late", How.RED, "late"))
    answer = await client.get("/healthz")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "RED: late" in answer.text


async def test_metrics_come_also_while_something_is_red(client: httpx.AsyncClient, watched: Watched) -> None:
    """A scrape that fails says less than one that tells what is wrong."""
    watched.found.append(Observation("late", How.RED, "late"))
    answer = await client.get("/metrics")
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert "aftercare_well 0.0\n" in answer.text


async def test_each_of_several_clinics_is_named_and_can_be_asked_for_alone(
    client: httpx.AsyncClient, watched: Watched
) -> None:
    watched.names = ["north", "south"]
    answer = await client.get("/healthz")
    words = "ok: Telegram last answered 1 s ago."
    assert answer.text == f"north: {words}\nsouth: {words}\n"
    assert (await client.get("/healthz/south")).text == f"south: {words}\n"
    assert (await client.get("/healthz/west")).status_code == HTTPStatus.NOT_FOUND
    assert 'aftercare_well{clinic="south"} 1.0\n' in (await client.get("/metrics")).text


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
@pytest.mark.parametrize("how", ["broken", "stuck"])
async def test_a_database_that_does_not_answer_is_not_well(
    client: httpx.AsyncClient, watched: Watched, path: str, how: str
) -> None:
    setattr(watched, how, True)
    assert (await client.get(path)).status_code == HTTPStatus.SERVICE_UNAVAILABLE


async def test_a_page_from_elsewhere_that_is_led_to_this_machine_reads_nothing(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/metrics", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.text) == (HTTPStatus.FORBIDDEN, "403\n")
    assert (await client.get("/elsewhere")).status_code == HTTPStatus.NOT_FOUND


async def test_a_port_that_is_taken_is_said_and_keeps_nobody_from_anything(
    caplog: pytest.LogCaptureFixture, watched: Watched
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        page = HealthPage(watched.looks)
        page.open(taken.getsockname()[1])
        await page.close()
    assert "METRICS_PORT" in caplog.text
    assert "cannot be used" in caplog.text


async def test_a_port_that_is_free_later_is_used_then(
    caplog: pytest.LogCaptureFixture, watched: Watched
) -> None:
    page = HealthPage(watched.looks, again=0.01)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        page.open(port)
        page.open(port)
    answer = None
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client, patiently():
        while answer is None:
            with contextlib.suppress(httpx.ConnectError):
                answer = await client.get("/healthz")
    assert answer.status_code == HTTPStatus.OK
    assert caplog.text.count("cannot be used") == 1
    await page.close()


async def test_where_there_is_no_clinic_nothing_is_well(client: httpx.AsyncClient, watched: Watched) -> None:
    watched.names = []
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.text) == (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "RED: there is no clinic in CLINICS_DIR.\n",
    )
