"""A start says within seconds, and in a handyman's words, what keeps it from Telegram."""

import asyncio

import pytest
from telegram.error import NetworkError

from bot.reaching import SILENT, reach


async def test_who_answers_in_telegrams_place_is_named(caplog: pytest.LogCaptureFixture) -> None:
    ended = asyncio.Event()

    async def initialize() -> None:
        ended.set()
        raise NetworkError("something else than Telegram answered (302)")

    assert not await reach(initialize, ended, print, first_pause=0)
    (line,) = caplog.messages
    assert "something else answers in its place, like a proxy or a page to log in; trying again" in line


async def test_where_nothing_is_answered_somebody_who_looks_on_hears_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    waits = asyncio.Event()
    asyncio.get_running_loop().call_later(0.05, waits.set)

    async def initialize() -> None:
        await waits.wait()

    assert await reach(initialize, asyncio.Event(), print, silence=0.01)
    assert caplog.messages == [SILENT]
    caplog.clear()
    assert await reach(initialize, asyncio.Event(), print, silence=0.01)
    assert caplog.messages == []
