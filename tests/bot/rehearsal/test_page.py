"""The chat page's server side: who may use it, and what it does."""

import json
import re
from base64 import b64encode
from datetime import timedelta
from importlib.resources import files

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import Clock
from tests.bot.rehearsal.pages import Page, seen


async def test_the_page_and_all_it_needs_come_from_here_alone(page: Page) -> None:
    assets = [asset.name for asset in (files("bot.rehearsal") / "assets").iterdir()]
    assert len(assets) > 10
    for name in ("", *(name for name in assets if name != "page.html")):
        answer = await page.client.get(f"/{name}")
        assert answer.status_code == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert not re.search(r"(?:src|href|url|from)[=( ]*[\"']?(?:https?:)?//", answer.text)
    for nothing in ("/page.py", "/other.js", "/x/page.js"):
        assert (await page.client.get(nothing)).status_code == 404


def test_no_markup_is_ever_parsed_from_a_text() -> None:
    for asset in (files("bot.rehearsal") / "assets").iterdir():
        source = asset.read_text()
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source)


def test_the_words_on_the_page_are_calm() -> None:
    source = (files("bot.rehearsal") / "assets" / "page.html").read_text()
    assert "!" not in source.replace("<!doctype html>", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8080"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
async def test_another_site_can_neither_read_nor_act(page: Page, headers: dict[str, str]) -> None:
    """Neither under a name of its own for this machine, nor by a request from its pages."""
    assert (await page.client.get("/", headers=headers)).status_code == 403
    asked = {"act": "start", "person": page.server.people[0].id}
    assert (await page.client.post("/do", json=asked, headers=headers)).status_code == 403
    with pytest.raises(HTTPClientError, match="403"):
        await websocket_connect(HTTPRequest(page.server.url.replace("http", "ws") + "/live", headers=headers))
    assert page.server.pending == []


async def test_a_plain_form_cannot_act(page: Page) -> None:
    body = json.dumps({"act": "start", "person": page.server.people[0].id})
    answer = await page.client.post("/do", content=body, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert page.server.pending == []


async def test_two_people_are_there_and_more_can_come(page: Page) -> None:
    assert [person.name for person in page.server.people] == ["Pat", "Sam"]
    told = await page.act("join", name="  Dr   Kim ")
    assert page.server.people[-1].name == "Dr Kim"
    assert told == {"person": page.server.people[-1].id}
    assert await page.act("join", name=" ") == {"say": "Please give them a name first."}


async def test_people_given_beforehand_are_kept(server: EmbeddedTelegram, clock: Clock) -> None:
    server.person("Kim", user_id=42)

    async def never() -> None: ...

    add_page(server, RehearsalClock(clock), PageHooks(never, lambda: None))
    assert [person.id for person in server.people] == [42]


async def test_a_person_acts_through_the_page(page: Page, api: Api) -> None:
    pat = page.server.people[0]
    await page.act("start")
    await page.act("say", text=" hello ")
    await page.act("edit", message=2, text="hello again")
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await api.result("sendMessage", chat_id=pat.id, text="Well?", reply_markup=markup)
    assert (await page.act("tap", message=3, data="y"))["query"] in page.server.world.queries
    for what in ("photo", "voice", "sticker", "location", "contact"):
        assert await page.act("send", what=what) == {}
    assert await page.act("block") == {"say": "Pat has blocked the bot."}
    assert await page.act("say", text="x") == {"say": "Pat has blocked the bot and must unblock it first."}
    assert await page.act("unblock") == {"say": "Pat has unblocked the bot."}
    kinds = [kind for update in page.server.pending for kind in update if kind != "update_id"]
    assert (
        kinds
        == ["message"] * 2 + ["edited_message", "callback_query"] + ["message"] * 5 + ["my_chat_member"] * 2
    )


async def test_what_cannot_be_done_is_said_kindly(page: Page) -> None:
    assert await page.act("say", text=" ") == {"say": "There is nothing to send yet."}
    assert await page.act("edit", message=1, text=" ") == {"say": "An edited message needs some words."}
    assert await page.act("start", person=5) == {"say": "That person is not here."}
    assert await page.act("dance") == {"say": "That did not work."}
    assert (await page.client.post("/do", json=[])).json() == {"say": "That did not work."}
    assert "say" in await page.act("move", minutes=-5)
    assert "say" in await page.act("say", text="x" * 5000)
    assert page.server.pending == []


async def test_a_file_is_sent_as_it_was_chosen_unless_it_is_empty_or_far_too_large(page: Page) -> None:
    jo = page.server.people[0]
    asked = {"act": "document", "person": jo.id, "name": "day.ics"}
    sent = await page.client.post("/do", json={**asked, "content": b64encode(b"BEGIN:VCALENDAR").decode()})
    assert sent.status_code == 200
    (message,) = jo.chat.messages
    told = message.body["document"]
    assert (told["file_name"], told["mime_type"]) == ("day.ics", "text/calendar")
    kept = page.server.world.files.get(told["file_id"])
    assert kept
    assert kept.upload.content == b"BEGIN:VCALENDAR"
    for content in (b"", bytes(2_000_001)):
        refused = await page.client.post("/do", json={**asked, "content": b64encode(content).decode()})
        assert (refused.status_code, refused.json()["say"][:13]) == (409, "Please choose")
    assert len(jo.chat.messages) == 1


async def test_time_is_moved_and_the_bot_looks(page: Page, clock: Clock) -> None:
    assert await page.act("move", minutes=15) == {"say": "It is now Monday 22:15."}
    assert page.house.looked_at == [clock() + timedelta(minutes=15)]


async def test_a_reader_who_leaves_is_forgotten(page: Page) -> None:
    socket = await page.listen()
    await seen(socket)
    assert len(page.server.door.busy) == 1
    socket.close()
    await page.server.until(lambda: not page.server.door.busy)
