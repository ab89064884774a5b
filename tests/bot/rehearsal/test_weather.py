"""The weather that one chooses lasts until another, and is what the bot meets at its line."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.rehearsal import EmbeddedTelegram, Person
from bot.rehearsal.trouble import RateLimited, ServerError, Silence, Slow
from bot.rehearsal.weather import Weather, met
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import TOKEN
from tests.patience import PATIENCE, patiently


@pytest.fixture
async def line(server: EmbeddedTelegram) -> AsyncIterator[Api]:
    await server.line.open(0)
    async with httpx.AsyncClient(base_url=f"{server.line.url}/bot{TOKEN}/", timeout=PATIENCE) as client:
        yield Api(client)


def test_each_weather_hits_what_it_says_and_no_more() -> None:
    sends, polls = (
        {weather: met(weather, method) for weather in Weather} for method in ("sendMessage", "getUpdates")
    )
    assert isinstance(sends.pop(Weather.SLOW), Slow)
    assert isinstance(sends.pop(Weather.TOO_MANY), RateLimited)
    assert sends == {
        Weather.WELL: None,
        Weather.NO_NETWORK: None,
        Weather.ERRORS: ServerError(),
        Weather.SILENCE: Silence(applied=True),
    }
    assert isinstance(polls.pop(Weather.SLOW), Slow)
    assert {weather for weather, trouble in polls.items() if trouble} == {Weather.ERRORS}


async def test_it_lasts_until_all_is_well_again(server: EmbeddedTelegram, line: Api, pat: Person) -> None:
    await server.turn(Weather.TOO_MANY)
    for _ in range(3):
        assert (await line.refusal("sendMessage", chat_id=pat.id, text="x"))[0] == 429
    await server.turn(Weather.ERRORS)
    assert (await line.refusal("getUpdates"))[0] == 500
    await server.turn(Weather.WELL)
    await line.result("sendMessage", chat_id=pat.id, text="x")
    assert len(pat.chat.bot_messages) == 1


async def test_without_a_network_nothing_can_have_been_sent_and_the_page_stays(
    server: EmbeddedTelegram, line: Api, api: Api
) -> None:
    polling = asyncio.create_task(line.client.post("getUpdates", json={"timeout": 50}))
    await server.until(lambda: server.polled)
    for _ in range(2):
        await server.turn(Weather.NO_NETWORK)
    with pytest.raises(httpx.TransportError):
        await polling
    with pytest.raises(httpx.ConnectError):
        await line("getMe")
    await api.result("getMe")
    for _ in range(2):
        await server.turn(Weather.WELL)
    await line.result("getMe")


async def test_a_slow_network_is_slow_both_ways_and_what_hangs_up_on_the_way_there_was_never_sent(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    server.trouble("sendMessage", Slow(60.0))
    with pytest.raises(httpx.ReadTimeout):
        await api.client.post("sendMessage", json={"chat_id": pat.id, "text": "x"}, timeout=0.1)
    async with patiently():
        await asyncio.gather(*server.door.busy, return_exceptions=True)
    server.trouble("sendMessage", Slow(0.01))
    await api.result("sendMessage", chat_id=pat.id, text="y")
    assert [message.text for message in pat.chat.bot_messages] == ["y"]
