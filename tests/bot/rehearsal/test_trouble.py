"""Trouble on order: what the bot's client sees, and whether the patient saw the message."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.rehearsal import EmbeddedTelegram, Person, trouble
from tests.bot.rehearsal.api import Api
from tests.patience import PATIENCE

SEEN: list[tuple[trouble.Trouble, type[TelegramError], str, int]] = [
    (trouble.RateLimited(3), RetryAfter, "Flood control exceeded. Retry in 0:00:03", 0),
    (trouble.ServerError(), NetworkError, "Internal Server Error", 0),
    (trouble.ServerError(applied=True), NetworkError, "Internal Server Error", 1),
    (trouble.ServerError(502), NetworkError, "Bad Gateway (502)", 0),
    (trouble.ServerError(502, applied=True), NetworkError, "Bad Gateway (502)", 1),
    (trouble.Reset(), NetworkError, "httpx.ReadError", 0),
    (trouble.Reset(applied=True), NetworkError, "httpx.ReadError", 1),
    (trouble.Silence(), TimedOut, "Timed out", 0),
    (trouble.Silence(applied=True), TimedOut, "Timed out", 1),
    (trouble.Unauthorized(), InvalidToken, "Unauthorized", 0),
    (trouble.BadRequest("chat not found"), BadRequest, "Chat not found", 0),
    (trouble.Forbidden(), Forbidden, "Forbidden: bot was blocked by the user", 0),
]


@pytest.mark.parametrize(("what", "error", "words", "shown"), SEEN)
async def test_the_client_sees_the_trouble_and_the_patient_sees_what_was_applied(
    server: EmbeddedTelegram,
    bot: Bot,
    pat: Person,
    what: trouble.Trouble,
    error: type[TelegramError],
    words: str,
    shown: int,
) -> None:
    server.trouble("sendMessage", what)
    with pytest.raises(error) as seen:
        await bot.send_message(pat.id, "hello", read_timeout=0.3 if error is TimedOut else PATIENCE)
    await server.until(lambda: server.calls[-1].trouble)
    assert words in str(seen.value)
    assert len(pat.chat.bot_messages) == shown
    call = server.calls[-1]
    assert (call.trouble, call.applied, call.ok) == (what, bool(shown), False)
    await bot.send_message(pat.id, "again")
    assert server.calls[-1].ok


async def test_trouble_comes_so_many_times_and_in_its_chat_only(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    sam = server.person("Sam")
    sam.start()
    server.trouble("sendMessage", trouble.RateLimited(5), times=2, chat_id=sam.id)
    server.trouble("sendMessage", trouble.BadRequest("x"), chat_id=sam.id)
    await api.result("sendMessage", chat_id=pat.id, text="x")
    for _ in range(2):
        limited = await api("sendMessage", chat_id=sam.id, text="x")
        assert limited == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 5",
            "parameters": {"retry_after": 5},
        }
    assert await api.refusal("sendMessage", chat_id=sam.id, text="x") == (400, "Bad Request: x")
    await api.result("sendMessage", chat_id=sam.id, text="x")


async def test_trouble_can_be_called_off_and_is_only_for_methods_there_are(
    server: EmbeddedTelegram, api: Api
) -> None:
    server.trouble("getMe", trouble.Unauthorized(), times=9)
    server.calm()
    await api.result("getMe")
    with pytest.raises(ValueError, match="no method"):
        server.trouble("sendTelepathy", trouble.Reset())


async def test_trouble_does_not_apply_what_telegram_refuses(
    server: EmbeddedTelegram, api: Api, pat: Person
) -> None:
    pat.block()
    server.trouble("sendMessage", trouble.ServerError(applied=True))
    assert (await api.refusal("sendMessage", chat_id=pat.id, text="x"))[0] == 500
    call = server.calls[-1]
    assert not call.applied
    assert call.refusal == "Forbidden: bot was blocked by the user"


async def test_silence_lasts_until_the_client_or_the_server_goes(server: EmbeddedTelegram, api: Api) -> None:
    server.trouble("getMe", trouble.Silence())
    asking = asyncio.create_task(api.client.post("getMe", timeout=None))
    await server.until(lambda: server.calls)
    assert not asking.done()
    await server.stop()
    with pytest.raises(Exception, match=r"disconnected|reset|closed|^$"):
        await asking


@pytest.mark.parametrize("applied", [False, True])
async def test_any_page_can_stand_in_the_place_of_an_answer(
    server: EmbeddedTelegram, api: Api, pat: Person, *, applied: bool
) -> None:
    server.trouble("sendMessage", trouble.Page(403, b"<html>No</html>", applied=applied))
    answer = await api.client.post("sendMessage", json={"chat_id": pat.id, "text": "x"})
    assert (answer.status_code, answer.content) == (403, b"<html>No</html>")
    assert answer.headers["content-type"] == "text/html"
    assert len(pat.chat.bot_messages) == applied


async def test_an_answer_can_trickle(server: EmbeddedTelegram, api: Api) -> None:
    server.trouble("getMe", trouble.Trickle(0.001))
    async with api.client.stream("POST", "getMe") as answer:
        pieces = [piece async for piece in answer.aiter_raw()]
    assert len(pieces) > 1
    assert b"".join(pieces).startswith(b'{"ok": true')
