"""The phones of several people, in a real browser: links, pictures, and what comes unseen."""

import json
from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal import EmbeddedTelegram, PageHooks, Person, RehearsalClock, add_page
from bot.rehearsal.pictures import plain_picture
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.conftest import Clock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
LINK = "https://t.me/aftercare_rehearsal_bot?start=e_1"
PHONE, DESK = (390, 844), (1280, 860)
HELD = "[...document.querySelectorAll('.phone:not([hidden])')].map((one) => one.ariaLabel).join()"
BOTH = "The phone of Pat – patient,The phone of Kim – clinician"


@pytest.fixture
async def people(server: EmbeddedTelegram) -> list[Person]:
    """Pat and Kim talk to the bot; Sam has not met it."""
    pat, kim = server.person("Pat", note="patient"), server.person("Kim", note="clinician")
    pat.start()
    kim.start()
    return [pat, kim, server.person("Sam")]


@pytest.fixture
async def tab(
    server: EmbeddedTelegram, people: list[Person], clock: Clock, browser: Browser
) -> AsyncIterator[Tab]:
    async def never() -> None: ...

    assert people
    add_page(server, RehearsalClock(clock), PageHooks(never, lambda: None), zone=ZoneInfo("Europe/London"))
    async with browser.tab(server.url) as tab:
        await tab.look(*PHONE)
        await tab.sees("/start", within="#log")
        yield tab


async def send_code(api: Api, person: Person, *, side: int = 330) -> None:
    data = {"chat_id": str(person.id), "caption": f"Scan this, or open {LINK}"}
    keys = {"inline_keyboard": [[{"text": "Withdraw", "callback_data": "w"}]]}
    picture = ("code.png", plain_picture(side, side), "image/png")
    data["reply_markup"] = json.dumps(keys)
    answer = await api.client.post("sendPhoto", data=data, files={"photo": picture})
    assert answer.is_success


async def hand(tab: Tab, phone: str, person: Person) -> None:
    """Choose another owner in the header of a phone."""
    chosen = f"Object.assign(document.getElementById('{phone}'), {{value: {person.id}}})"
    await tab.run(f"{chosen}.dispatchEvent(new Event('change'))")


async def test_a_link_is_opened_by_whom_one_chooses_with_that_one_click(
    api: Api, people: list[Person], tab: Tab
) -> None:
    """Who has not met the bot is offered first, and on whose phone the link stands, last."""
    pat, kim, sam = people
    await api.result("sendMessage", chat_id=pat.id, text="Hello, Pat")
    await send_code(api, kim)
    await tab.click("Kim – clinician")
    await tab.sees("Scan this", within="#log")
    await tab.click(LINK)
    await tab.sees("Who opens this link?\n\n" + LINK, within="#link")
    choices = await tab.run("document.querySelector('#link-people').innerText")
    assert choices.split("\n") == ["Sam", "Pat – patient", "Kim – clinician"]
    assert await tab.run("document.activeElement.innerText") == "Sam"
    await tab.click("Sam")
    await tab.sees("/start e_1", within="#log")
    assert [message.text for message in sam.chat.messages] == ["/start e_1"]


async def test_who_has_not_met_the_bot_finds_the_link_that_waits_for_them_before_a_start_without_it(
    api: Api, people: list[Person], tab: Tab
) -> None:
    """Until somebody has opened it."""
    _, kim, sam = people
    await send_code(api, kim)
    await tab.click("Sam")
    await tab.sees("Kim has a link for a patient; it opens here.", within="#log")
    buttons = "[...document.querySelectorAll('#phone footer .begin')].filter((one) => one.checkVisibility())"
    assert await tab.run(f"{buttons}.map((one) => one.innerText).join()") == (
        "Open the link on Kim’s phone,Start without a link"
    )
    await tab.click("Open the link on Kim’s phone")
    await tab.sees("/start e_1", within="#log")
    assert [message.text for message in sam.chat.messages] == ["/start e_1"]
    await tab.run("document.getElementById('join-name').value = 'Robin'")
    await tab.click("Add")
    await tab.sees("Robin has not met the bot yet. Press Start to say hello.", within="#log")
    assert await tab.run(f"{buttons}.map((one) => one.innerText).join()") == "Start"


async def test_an_empty_chat_shows_what_the_bot_says_of_itself(
    api: Api, people: list[Person], tab: Tab
) -> None:
    await api.result("setMyDescription", description="I remind you to drink.\n\nTap Start.")
    await api.result("setMyName", name="Aftercare · Riverside")
    await tab.click(people[2].name)
    await tab.sees("I remind you to drink.\n\nTap Start.", within="#log .about")
    await tab.sees("Sam has not met the bot yet", within="#log")
    await tab.sees("Aftercare · Riverside", within="#bot-name")
    await tab.click("Start")
    await tab.comes("!document.querySelector('#log .empty')")


async def test_who_knows_the_bot_may_leave_a_link_unpressed(api: Api, people: list[Person], tab: Tab) -> None:
    pat = people[0]
    keys = {"inline_keyboard": [[{"text": "Begin", "url": LINK}]]}
    await api.result("sendMessage", chat_id=pat.id, text="Well?", reply_markup=keys)
    await tab.sees("Well?", within="#log")
    await tab.click("Begin")
    await tab.click("Nobody")
    assert not await tab.run("document.querySelector('#link').open")
    assert len(pat.chat.messages) == 2
    await tab.click("Begin")
    await tab.click("Pat – patient")
    await tab.sees("/start e_1", within="#log")


@pytest.mark.parametrize("link", ["https://example.org/x", f"{LINK}{'x' * 64}"])
async def test_any_other_link_asks_before_it_leaves_the_page(
    api: Api, people: list[Person], tab: Tab, link: str
) -> None:
    keys = {"inline_keyboard": [[{"text": "Elsewhere", "url": link}]]}
    await api.result("sendMessage", chat_id=people[0].id, text=f"See {link}", reply_markup=keys)
    for words in (link, "Elsewhere"):
        await tab.sees("See", within="#log")
        await tab.click(words)
        await tab.sees(link, within="#leave")
        await tab.click("Stay here")
    pages = [one for one in (await tab.command("Target.getTargets"))["targetInfos"] if one["type"] == "page"]
    assert not [one["url"] for one in pages if link in one["url"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "side"), [(320, 330), (390, 330), (390, 99), (1100, 660), (1280, 330)])
async def test_a_code_is_shown_large_enough_to_be_scanned(
    api: Api, people: list[Person], tab: Tab, width: int, side: int, scheme: str
) -> None:
    """200 points across are read from a hand's breadth; nothing lies over the picture or tints it."""
    await send_code(api, people[0], side=side)
    await tab.look(width, 844, scheme)
    await tab.comes("document.querySelector('#log img')?.complete")
    shown = (
        "(({width, height}) => [width, height])(document.querySelector('#log img').getBoundingClientRect())"
    )
    across, down = await tab.run(shown)
    assert across >= 200
    assert across == pytest.approx(down, abs=1)
    look = "getComputedStyle(document.querySelector('#log img'))"
    assert await tab.run(f"[{look}.opacity, {look}.filter].join()") == "1,none"
    await tab.sees("Withdraw", within="#log")
    await tab.run("document.querySelector('#log .picture').click()")
    await tab.comes("document.querySelector('#large-picture').complete")
    large = await tab.run("document.querySelector('#large-picture').getBoundingClientRect().width")
    assert across <= large <= width
    await tab.run("document.querySelector('#large-close').click()")
    assert not await tab.run("document.querySelector('#large').open")


async def test_what_comes_to_a_phone_out_of_sight_is_marked_until_it_is_seen(
    api: Api, people: list[Person], tab: Tab
) -> None:
    kim = people[1]
    unread = "document.querySelector('[data-unread]')?.ariaLabel"
    assert await tab.run(unread) is None
    await api.result("sendMessage", chat_id=kim.id, text="Pat has reported a warning sign.")
    await tab.comes(f"{unread} === 'Kim – clinician: a new message'")
    await api.result("sendMessage", chat_id=kim.id, text="Still nobody has seen it.")
    await tab.comes(f"{unread} === 'Kim – clinician: 2 new messages'")
    await tab.comes("document.title === '(2) Pat · Rehearsal'")
    await tab.look(1000, 800)
    await tab.sees("Still nobody has seen it.", within="#people")
    await tab.click("Kim – clinician")
    await tab.sees("warning sign", within="#log")
    await tab.comes(f"!{unread} && document.title === 'Kim · Rehearsal'")
    await tab.click("Pat – patient")
    await tab.comes("document.title === 'Pat · Rehearsal'")
    await tab.reload()
    await tab.comes(f"!{unread} && document.title === 'Pat · Rehearsal'")


async def test_news_that_come_between_press_and_release_do_not_lose_the_click(
    api: Api, people: list[Person], tab: Tab
) -> None:
    pat, kim, _ = people
    await api.result("sendMessage", chat_id=pat.id, text="Hello")
    await tab.sees("Hello", within="#log")
    place = await tab.where("Kim – clinician")
    await tab.mouse("mousePressed", place)
    await api.result("sendMessage", chat_id=kim.id, text="Pat is short of breath")
    await tab.comes("document.querySelector('#people [data-unread]')")
    await tab.mouse("mouseReleased", place)
    await tab.sees("Pat is short of breath", within="#log")


async def test_two_phones_lie_side_by_side_and_both_are_live(
    api: Api, people: list[Person], tab: Tab
) -> None:
    pat, kim, _ = people
    assert await tab.run(HELD) == "The phone of Pat – patient"
    await tab.look(*DESK)
    await tab.comes(f"{HELD} === {json.dumps(BOTH)}")
    await tab.click("Message")
    await tab.type("it hurts")
    await tab.press("Enter", 13)
    await tab.sees("it hurts", within="#log")
    await api.result("sendMessage", chat_id=kim.id, text="Pat writes: it hurts")
    await tab.sees("Pat writes: it hurts", within="#log-2")
    assert await tab.run("document.querySelector('[data-unread]')") is None
    await tab.click("Message", phone=2)
    await tab.type("I will call")
    await tab.press("Enter", 13)
    await tab.sees("I will call", within="#log-2")
    assert (pat.chat.messages[-1].text, kim.chat.messages[-1].text) == ("it hurts", "I will call")
    await tab.look(*PHONE)
    await tab.comes(f"{HELD} === 'The phone of Pat – patient'")


async def test_each_phone_can_be_handed_to_another_and_nobody_holds_both(
    api: Api, people: list[Person], tab: Tab
) -> None:
    pat, kim, sam = people
    await tab.look(*DESK)
    await tab.comes(f"{HELD} === {json.dumps(BOTH)}")
    await hand(tab, "owner", kim)
    await tab.comes(f"{HELD} === 'The phone of Kim – clinician,The phone of Pat – patient'")
    await hand(tab, "owner-2", sam)
    await tab.sees("Sam has not met the bot yet", within="#log-2")
    await api.result("sendMessage", chat_id=kim.id, text=f"Give this to Pat: {LINK}")
    await tab.sees("Give this to Pat", within="#log")
    await tab.click(LINK)
    await tab.click("Pat – patient")
    await tab.comes(f"{HELD} === 'The phone of Kim – clinician,The phone of Pat – patient'")
    await tab.sees("/start e_1", within="#log-2")
    assert pat.chat.messages[-1].text == "/start e_1"


@pytest.mark.parametrize("width", [320, 390, 761, 1100, 1600])
async def test_nothing_runs_out_of_the_page_sideways_whoever_is_there(
    api: Api, people: list[Person], tab: Tab, width: int
) -> None:
    """But the row of people on a narrow page, who can be pushed along."""
    for person in people[:2]:
        await send_code(api, person)
    await tab.look(width, 800)
    await tab.comes(f"(document.querySelector('#phone-2').hidden) === {json.dumps(width < 1100)}")
    await tab.sees("Scan this", within="#log")
    assert await tab.run("document.documentElement.scrollWidth") <= width
    outside = "[...document.querySelectorAll('button, img, select')].filter((b) => b.checkVisibility() && "
    outside += f"!b.closest('.desk') && b.getBoundingClientRect().right > {width}).map((b) => b.innerText)"
    assert await tab.run(outside) == []
