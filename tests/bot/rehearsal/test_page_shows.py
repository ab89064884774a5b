"""What the page is told to show: one's own chat, who else is there, and where links lead."""

import asyncio

from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.conftest import Clock
from tests.bot.rehearsal.pages import Page, seen
from tests.patience import patiently


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


async def test_what_changes_right_after_one_has_begun_to_listen_is_heard(page: Page) -> None:
    """Also before whoever listens has had a turn."""
    world = page.server.world
    listening = asyncio.ensure_future(world.changed())
    world.tell()
    async with patiently():
        await listening


async def test_the_page_is_told_where_a_link_leads_and_whether_it_starts_the_bot(
    page: Page, api: Api
) -> None:
    pat = page.server.people[0]
    pat.start()
    link = "https://t.me/aftercare_rehearsal_bot?start=e_1"
    row = [{"text": "Begin", "url": link}, {"text": "Site", "url": "example.org"}]
    markup = {"inline_keyboard": [[*row, {"text": "Yes", "callback_data": "y"}]]}
    text = f'😀 t.me/aftercare_rehearsal_bot?start=e_1 {link}! <a href="{link}">x</a> <b>b</b>'
    await api.result("sendMessage", chat_id=pat.id, text=text, parse_mode="HTML", reply_markup=markup)
    socket = await page.listen()
    told = (await seen(socket))["messages"][-1]
    socket.close()
    starts = [(entity.get("href"), entity.get("starts")) for entity in told["entities"]]
    bare = "http://t.me/aftercare_rehearsal_bot?start=e_1"
    assert starts == [(bare, True), (link, True), (link, True), (None, None)]
    begin, site, yes = told["buttons"][0]
    assert (begin["href"], begin["starts"]) == (link, True)
    assert (site["href"], site["starts"]) == ("http://example.org/", False)
    assert "href" not in yes


async def test_a_link_is_opened_through_the_page(page: Page) -> None:
    sam = page.server.people[1]
    link = "https://t.me/aftercare_rehearsal_bot?start="
    assert await page.act("open", person=sam.id, link=f"{link}e_1") == {}
    assert sam.chat.messages[-1].text == "/start e_1"
    assert "does not start this bot" in (await page.act("open", link=f"{link}a+b"))["say"]


async def test_one_sees_who_the_others_are_and_what_has_come_for_them(page: Page, api: Api) -> None:
    kim = page.server.person("Kim", note="clinician")
    kim.start()
    await api.result("sendMessage", chat_id=kim.id, text="Pat  writes:\n" + "x" * 100)
    first = await api.result("sendMessage", chat_id=kim.id, text="Pat is all right.")
    picture = kim.photo().body["photo"][0]["file_id"]

    async def told() -> tuple[str, int, str]:
        socket = await page.listen()
        face = (await seen(socket))["people"][-1]
        socket.close()
        return face["note"], face["said"], face["preview"]

    assert await told() == ("clinician", 2, "Pat is all right.")
    await api.result("deleteMessage", chat_id=kim.id, message_id=first["message_id"])
    assert await told() == ("clinician", 2, "Pat writes: " + "x" * 78 + "…")
    await api.result("sendPhoto", chat_id=kim.id, photo=picture)
    assert await told() == ("clinician", 3, "Photo")


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
    picture = await page.client.get(photo["photo"]["src"])
    assert picture.headers["content-type"] == "image/png"
    assert (document["document"]["name"], document["document"]["bytes"]) == ("a.csv", 1)
    kept = await page.client.get(document["document"]["src"])
    assert kept.headers["content-disposition"] == "attachment"
    assert (await page.client.get("/media/none")).status_code == 404
