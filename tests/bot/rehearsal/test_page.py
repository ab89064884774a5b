"""The chat page's server side: who may use it, what it does, and what it shows."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import Clock


@dataclass
class House:
    """The bot behind the page, as far as the page knows it."""

    due: datetime | None = None
    looked_at: list[datetime] = field(default_factory=list)


@dataclass
class Page:
    """The page's requests."""

    client: httpx.AsyncClient
    server: EmbeddedTelegram
    house: House
    clock: RehearsalClock

    async def act(self, act: str, **more: object) -> Any:  # noqa: ANN401 - each act has its own answer
        person = self.server.people[0].id
        answer = await self.client.post("/do", json={"act": act, "person": person, **more})
        return answer.json()

    async def listen(self, person: object = "") -> WebSocketClientConnection:
        """As a browser does, which always names the origin."""
        url = self.server.url.replace("http", "ws")
        origin = {"Origin": self.server.url}
        return await websocket_connect(HTTPRequest(f"{url}/live?person={person}", headers=origin))


@pytest.fixture
async def page(server: EmbeddedTelegram, clock: Clock) -> AsyncIterator[Page]:
    """`server` keeps the plain clock; the page's own runs ahead of it."""
    house = House()
    ahead = RehearsalClock(clock)

    async def next_due() -> datetime | None:
        return house.due

    hooks = PageHooks(next_due, lambda: house.looked_at.append(ahead()))
    add_page(server, ahead, hooks, zone=ZoneInfo("Pacific/Auckland"))
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield Page(client, server, house, ahead)


async def seen(socket: WebSocketClientConnection) -> dict[str, Any]:
    told = await socket.read_message()
    assert told is not None
    view: dict[str, Any] = json.loads(told)
    return view


async def test_the_page_and_all_it_needs_come_from_here_alone(page: Page) -> None:
    for name in ("", "page.js", "act.js", "compose.js", "messages.js", "entities.js", "page.css"):
        answer = await page.client.get(f"/{name}")
        assert answer.status_code == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert not re.search(r"(?:src|href|url|from)[=( ]*[\"']?(?:https?:)?//", answer.text)
    assert (await page.client.get("/page.py")).status_code == 404


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


async def test_time_is_moved_and_the_bot_looks(page: Page, clock: Clock) -> None:
    assert await page.act("move", minutes=15) == {"say": "It is now Monday 22:15."}
    assert page.house.looked_at == [clock() + timedelta(minutes=15)]


async def test_the_next_message_is_moved_to_exactly_and_never_back(page: Page, clock: Clock) -> None:
    assert await page.act("next") == {"say": "Nothing more is planned."}
    assert page.house.looked_at == []
    page.house.due = clock() + timedelta(hours=2, seconds=7)
    assert await page.act("next") == {"say": "It is now Tuesday 00:00."}
    assert page.house.looked_at == [page.house.due]
    page.house.due = clock()
    await page.act("next")
    assert page.clock() == clock() + timedelta(hours=2, seconds=7)


async def test_one_sees_ones_own_chat_at_once_and_after_each_change(
    page: Page, api: Api, clock: Clock
) -> None:
    pat, sam = page.server.people
    socket = await page.listen(sam.id)
    first = await seen(socket)
    assert (first["you"], first["started"], first["messages"]) == (sam.id, False, [])
    assert (first["zone"], first["now"]) == ("Pacific/Auckland", clock().timestamp() * 1000)
    sam.start()
    while not (view := await seen(socket))["started"]:
        pass
    assert [message["text"] for message in view["messages"]] == ["/start"]
    await api.result("sendMessage", chat_id=sam.id, text="<b>Hi</b>", parse_mode="HTML")
    while len((view := await seen(socket))["messages"]) < 2:
        pass
    told = view["messages"][1]
    assert (told["text"], told["mine"], told["entities"][0]["type"]) == ("Hi", False, "bold")
    assert {person["name"]: person["last"] for person in view["people"]} == {"Pat": 0, "Sam": 2}
    socket.close()
    socket = await page.listen("nobody")
    assert (await seen(socket))["you"] == pat.id
    socket.close()


async def test_everything_a_chat_holds_is_shown(page: Page, api: Api) -> None:
    pat = page.server.people[0]
    pat.start()
    for act in (pat.photo, pat.voice, pat.sticker, pat.location, pat.contact):
        act()
    pat.forward("look")
    data = {"chat_id": str(pat.id)}
    await api.client.post("sendDocument", data=data, files={"document": ("a.csv", b"x", "text/csv")})
    pat.delete(1)
    socket = await page.listen()
    photo, voice, sticker, place, card, forwarded, document = (await seen(socket))["messages"]
    socket.close()
    assert [one["stub"] for one in (voice, sticker, place, card)] == [
        "Voice message",
        "🙂",
        "Location",
        "Contact",
    ]
    assert forwarded["forwarded"] == "Robin"
    picture = await page.client.get(photo["photo"])
    assert picture.headers["content-type"] == "image/png"
    assert (document["document"]["name"], document["document"]["bytes"]) == ("a.csv", 1)
    kept = await page.client.get(document["document"]["src"])
    assert kept.headers["content-disposition"] == "attachment"
    assert (await page.client.get("/media/none")).status_code == 404


async def test_a_reader_who_leaves_is_forgotten(page: Page) -> None:
    socket = await page.listen()
    await seen(socket)
    assert len(page.server.door.busy) == 1
    socket.close()
    await page.server.until(lambda: not page.server.door.busy)
