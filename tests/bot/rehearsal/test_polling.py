"""getUpdates over HTTP, with its waiting, its conflicts and its second chances."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from bot.rehearsal import EmbeddedTelegram, Person
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import Clock
from tests.patience import patiently

OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


async def test_what_is_not_confirmed_comes_again_and_what_is_confirmed_does_not(
    api: Api, pat: Person
) -> None:
    pat.say("one")
    first = await api.result("getUpdates")
    assert await api.result("getUpdates") == first
    assert await api.result("getUpdates", offset=first[0]["update_id"] + 1) == first[1:]
    assert await api.result("getUpdates", offset=first[1]["update_id"] + 1) == []
    assert await api.result("getUpdates") == []


async def test_an_offset_confirms_on_arrival_even_when_the_answer_is_lost(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    [update] = await api.result("getUpdates")
    waiting = asyncio.create_task(api("getUpdates", offset=update["update_id"] + 1, timeout=50))
    await server.until(lambda: server.polled)
    assert server.pending == []
    waiting.cancel()
    await server.until(lambda: not server.polled)
    pat.say("still here")
    assert [u["message"]["text"] for u in await api.result("getUpdates")] == ["still here"]


async def test_a_waiting_poll_answers_when_something_happens(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    waiting = asyncio.create_task(api.result("getUpdates", timeout=50, offset=-1))
    assert (await waiting)[0]["message"]["text"] == "/start"
    done = server.pending[0]["update_id"] + 1
    waiting = asyncio.create_task(api.result("getUpdates", timeout=50, offset=done))
    await server.until(lambda: server.polled)
    pat.say("hello")
    assert [update["update_id"] for update in await waiting] == [done]


async def test_a_poll_ends_empty_after_its_timeout(api: Api) -> None:
    async with patiently():
        assert await api.result("getUpdates", timeout=1) == []


async def test_a_newer_poll_ends_the_older_with_a_conflict(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    [update] = await api.result("getUpdates")
    after = update["update_id"] + 1
    older = asyncio.create_task(api.refusal("getUpdates", offset=after, timeout=50))
    await server.until(lambda: server.polled)
    newer = asyncio.create_task(api.result("getUpdates", offset=after, timeout=50))
    assert await older == (409, OTHER_POLL)
    pat.say("hello")
    assert len(await newer) == 1


async def test_kinds_that_are_not_allowed_are_dropped_when_they_happen_and_the_list_stays(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    await api.result("getUpdates", offset=-1, allowed_updates=["message"])
    info = await api.result("getWebhookInfo")
    assert info == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "allowed_updates": ["message"],
    }
    pat.block()
    pat.unblock()
    assert len(server.pending) == 1
    await api.result("getUpdates", allowed_updates=[])
    pat.block()
    assert [set(update) - {"update_id"} for update in server.pending] == [{"message"}, {"my_chat_member"}]


async def test_what_was_not_fetched_for_a_day_is_gone(api: Api, pat: Person, clock: Clock) -> None:
    clock.now += timedelta(hours=23, minutes=59)
    pat.say("late")
    clock.now += timedelta(minutes=1)
    assert [update["message"]["text"] for update in await api.result("getUpdates")] == ["late"]


async def test_dropping_pending_updates_drops_them(server: EmbeddedTelegram, api: Api, pat: Person) -> None:
    pat.say("one")
    await api.result("deleteWebhook", drop_pending_updates=True)
    assert server.pending == []


async def test_limits_are_clamped_and_more_follows(api: Api, pat: Person) -> None:
    for number in range(120):
        pat.say(str(number))
    assert len(await api.result("getUpdates", limit=5000)) == 100
    assert len(await api.result("getUpdates", limit=0)) == 1
    assert len(await api.result("getUpdates", limit=7)) == 7


async def test_every_encoding_and_every_spelling_is_understood(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    """Query string, form, multipart and JSON, GET and POST; the method in any case."""
    params = {"chat_id": str(pat.id), "text": "hé & bye"}
    client = api.client
    await client.get("SENDMESSAGE", params=params)
    await client.post("sendmessage", data=params)
    await client.post("sendMessage", params=params)
    await client.post("sendMessage", json=params)
    parts = {name: (None, value) for name, value in params.items()}
    answer = await client.post("sendMessage", files=parts)
    assert answer.headers["content-type"] == "application/json"
    assert [message.text for message in pat.chat.bot_messages] == ["hé & bye"] * 5
    assert {call.method for call in server.calls} == {"sendMessage"}
    assert server.calls[0].params == {"chat_id": pat.id, "text": "hé & bye"}


async def test_the_server_listens_on_the_loopback_only(server: EmbeddedTelegram) -> None:
    assert server.url.startswith("http://127.0.0.1:")


async def test_an_outage_refuses_and_cuts_and_ends_at_the_same_address(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    waiting = asyncio.create_task(api("getUpdates", offset=server.pending[0]["update_id"] + 1, timeout=50))
    await server.until(lambda: server.polled)
    before = server.url
    await server.outage(True)
    with pytest.raises(httpx.TransportError):
        await waiting
    with pytest.raises(httpx.TransportError):
        await api("getMe")
    pat.say("is anyone there")
    await server.outage(False)
    await server.outage(False)
    assert server.url == before
    assert [u["message"]["text"] for u in await api.result("getUpdates")] == ["is anyone there"]


async def test_any_bytes_can_be_offered_in_the_place_of_an_update(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    number = server.offer(lambda number: b'{ "update_id":%d, "x":"\\ud800" }' % number)
    server.offer(lambda _: b"nonsense")
    pat.say("hello")
    answer = await api.client.post("getUpdates", json={"offset": number})
    assert answer.content.startswith(
        b'{"ok": true, "result": [{ "update_id":%d, "x":"\\ud800" },nonsense,' % number
    )
    assert [update["message"]["text"] for update in await api.result("getUpdates", offset=number + 2)] == [
        "hello"
    ]
    assert len(server.pending) == 1
