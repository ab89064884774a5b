"""A service outside hears that all is well; what becomes of that is no trouble of the bot's."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import house_of
from bot.store import vitals
from bot.store.store import Store
from bot.watching.heartbeat import Heartbeat
from bot.watching.vigil import Vigil
from tests.bot.conftest import MONDAY, Clock, clinic_settings
from tests.bot.made_once import content_of
from tests.bot.watching.answering import a_service
from tests.patience import patiently
from tests.surroundings import KEY


async def test_a_ping_is_one_get_of_that_very_address() -> None:
    async with a_service() as service:
        await Heartbeat(f"{service.url}/api/push/secret?status=up").beat()
        assert service.asked == ["GET /api/push/secret?status=up"]


async def test_a_ping_that_nobody_hears_is_said_once_without_its_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    async with a_service() as service:
        heartbeat = Heartbeat(f"{service.url}/secret")
        service.status = 500
        for _ in range(3):
            await heartbeat.beat()
        assert caplog.messages == ["the heartbeat is not heard: it answers with 500"]
        service.status = 200
        await heartbeat.beat()
    await heartbeat.beat()
    assert caplog.messages[1:] == [
        "the heartbeat is heard again",
        "the heartbeat is not heard: ClientConnectorError",
    ]


async def test_a_service_that_never_answers_is_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # until the other side hangs up
        writer.close()
        await writer.wait_closed()
        gone.set()

    gone = asyncio.Event()
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        await Heartbeat(f"http://127.0.0.1:{port}/", deadline=0.05).beat()
        async with patiently():
            await gone.wait()
    assert caplog.messages == ["the heartbeat is not heard: TimeoutError"]


async def test_there_is_a_ping_while_all_is_well_and_none_where_it_is_red_or_only_starting(
    tmp_path: Path,
) -> None:
    clock, settings, store = Clock(), clinic_settings(tmp_path, "http://x"), Store(tmp_path / "x.db", KEY)
    shown: list[str] = []
    async with a_service() as service:
        vigil = Vigil(
            store,
            house_of(settings, content_of(None)),
            clock,
            lambda: None,
            max_age=timedelta(minutes=1),
            heartbeat=Heartbeat(service.url),
            show=shown.append,
        )
        await store.run(vitals.begin, now=MONDAY)
        await vigil.watch()  # starting
        assert (service.asked, shown) == ([], ["all is well"])
        await store.run(vitals.put, vitals.HEARD, "", now=MONDAY)
        await vigil.watch()
        assert service.asked == ["GET /"]
        clock.move(minutes=2)
        await vigil.watch()
        assert service.asked == ["GET /"]
        assert shown[-1] == "RED: Telegram last answered 120 s ago."
    store.close()
