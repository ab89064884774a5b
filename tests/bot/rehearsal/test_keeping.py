"""A rehearsal that is kept goes on at the next start: the phones, the clock, the bot and the count."""

import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from bot import rehearsal_books
from bot.rehearsal import EmbeddedTelegram, RehearsalClock, add_page, keeping
from bot.rehearsal.folder import TELEGRAM, FolderError, folder_of
from bot.rehearsal.starts import Start
from bot.rehearsal.tally import Tally
from bot.rehearsal.view import view_of
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import TOKEN, Clock
from tests.bot.rehearsal.pages import House, Page, seen
from tests.bot.rehearsal.rehearsing import started
from tests.patience import PATIENCE, patiently


def tally_of(server: EmbeddedTelegram) -> Tally:
    return Tally(server.world, server.calls, rehearsal_books.step_of)


async def test_whoever_goes_on_finds_every_phone_and_every_update_as_they_were(
    page: Page, api: Api, clock: Clock, tmp_path: Path
) -> None:
    pat, sam = page.server.people
    pat.start()
    sam.start()
    sam.block()
    row = [{"text": "Done", "callback_data": data} for data in ("done:1", "worried:1")]
    await api.result("sendMessage", chat_id=pat.id, text="Drink", reply_markup={"inline_keyboard": [row]})
    keys = {"keyboard": [[{"text": "Here", "request_location": True}]], "one_time_keyboard": True}
    await api.result(
        "sendMessage", chat_id=pat.id, text="<b>Where</b>?", parse_mode="HTML", reply_markup=keys
    )
    await api.result("setMyCommands", commands=[{"command": "plan", "description": "What comes"}])
    pat.photo("look", b"not quite a picture")
    pat.edit(pat.say("hallo"), "hello")
    await api.result("getUpdates", offset=100_000_003)
    pat.tap("Done")
    stage, tally = page.player.stage, tally_of(page.server)
    stage.start = replace(stage.start, day="monday", patients=ZoneInfo("Asia/Kolkata"))
    stage.turn = 3
    stage.chosen = replace(stage.start, day="friday")
    page.server.guest("Robin")
    keeping.write(tmp_path / "kept", stage, tally)

    later = EmbeddedTelegram(token=TOKEN, clock=clock)
    kept = keeping.read(tmp_path / "kept")
    assert kept
    keeping.take_up(kept, later)
    ahead = RehearsalClock(clock)
    again = add_page(later, ahead, House().hooks(ahead)).stage
    again.start, again.turn = kept.start, kept.turn
    again.chosen = kept.chosen or again.chosen
    later.dismiss()
    assert later.people[-1].name != "Robin"
    page.server.dismiss()
    for person in (pat, sam):
        assert view_of(again, str(person.id)) == view_of(stage, str(person.id))
    assert again.start == Start(ZoneInfo("Pacific/Auckland"), ZoneInfo("Asia/Kolkata"), "monday")
    assert later.pending == page.server.pending
    assert later.world.updates.confirmed == page.server.world.updates.confirmed != set()
    assert later.people[0].say("x").json["message_id"] == pat.say("x").json["message_id"]
    assert later.pending == page.server.pending
    assert later.people[0].tap("Done") == pat.tap("Done")
    photo = next(one for one in pat.chat.messages if "photo" in one.body).body["photo"][0]["file_id"]
    assert later.world.files.get(photo) == page.server.world.files.get(photo)
    counting = tally_of(later)
    counting.take_up(kept.counted)
    assert counting.counts == replace(tally.counts, updates=counting.counts.updates)
    assert counting.counts.sent == 2


@asynccontextmanager
async def going_on(folder: Path, end: signal.Signals) -> AsyncIterator[httpx.AsyncClient]:
    """A rehearsal kept in that folder, until this signal ends it."""
    process, url = await started(folder.parent, "--keep", str(folder))
    try:
        async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as client:
            yield client
    finally:
        process.send_signal(end)
        async with patiently():
            await process.communicate()


async def until(client: httpx.AsyncClient, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What the page shows, once that holds of it."""
    url = str(client.base_url).rstrip("/")
    request = HTTPRequest(
        f"{url.replace('http', 'ws')}/live", headers={"Origin": url}, connect_timeout=PATIENCE
    )
    socket = await websocket_connect(request)
    while not holds(view := await seen(socket)):
        pass
    socket.close()
    return view


async def acts(client: httpx.AsyncClient, view: dict[str, Any], **asked: object) -> None:
    assert (await client.post("/do", json={"person": view["you"], **asked})).is_success


def said(view: dict[str, Any], words: str) -> bool:
    return any(words in message["text"] for message in view["messages"])


def button(view: dict[str, Any], label: str) -> dict[str, object]:
    return next(
        {"act": "tap", "message": message["id"], "data": one["data"]}
        for message in view["messages"]
        for row in message["buttons"]
        for one in row
        if one["label"] == label
    )


@pytest.mark.slow
async def test_it_goes_on_where_it_was_also_after_a_kill_and_time_has_stood_still(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    async with going_on(folder, signal.SIGKILL) as client:
        view = await until(client, lambda view: bool(view["people"]))
        await acts(client, view, act="start")
        view = await until(client, lambda view: said(view, "Is that all right with you?"))
        await acts(client, view, act="move", minutes=600)
        before = await until(client, lambda now: now["now"] >= view["now"] + 600 * 60_000)
    async with going_on(folder, signal.SIGINT) as client:
        after = await until(client, lambda view: view["strip"]["bot"] == "running")
        assert (after["messages"], after["turn"]) == (before["messages"], before["turn"])
        assert before["now"] <= after["now"] < before["now"] + 600 * 60_000
        await acts(client, after, **button(after, "I agree"))
        after = await until(client, lambda view: said(view, "When did your session end?"))
        counts = after["strip"]["counts"]
        assert (counts["lost"], counts["twice"], counts["updates"]) == (0, 0, 2)
    kept = keeping.read(folder / TELEGRAM)
    assert kept
    assert any("When did your session end?" in message.words for message in kept.people[0].messages)


def test_nothing_that_is_somebody_elses_is_ever_taken_for_a_rehearsal(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(FolderError, match="holds something else"), folder_of(tmp_path):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["data"]


def test_one_rehearsal_at_a_time_is_kept_in_a_folder(tmp_path: Path) -> None:
    with folder_of(tmp_path / "a" / "b") as folder:
        assert folder.stat().st_mode & 0o077 == 0
        with pytest.raises(FolderError, match="end that one first"), folder_of(folder):
            pass
    with folder_of(folder):
        pass


def test_what_is_no_rehearsal_is_said(tmp_path: Path) -> None:
    assert keeping.read(tmp_path / TELEGRAM) is None
    (tmp_path / TELEGRAM).write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="holds no rehearsal that this release can go on with"):
        keeping.read(tmp_path / TELEGRAM)
