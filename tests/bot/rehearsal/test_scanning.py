"""A code on one phone is scanned by another: known by its squares, and never guessed."""

import io
from zoneinfo import ZoneInfo

import pytest
import segno

from bot.rehearsal import EmbeddedTelegram, PageHooks, RehearsalClock, add_page
from bot.rehearsal.pictures import plain_picture
from bot.rehearsal.scanning import link_in
from tests.bot.rehearsal.api import Api
from tests.bot.rehearsal.browser import CHROMIUM, Browser
from tests.bot.rehearsal.conftest import Clock

LINK, OTHER = (f"https://t.me/aftercare_rehearsal_bot?start=e_{number}" for number in (1, 2))


def code(link: str, *, level: str = "m", scale: int = 5) -> bytes:
    drawn = io.BytesIO()
    segno.make(link, error=level, micro=False).save(drawn, kind="png", scale=scale, border=4)
    return drawn.getvalue()


@pytest.mark.parametrize("level", ["l", "m", "q", "h"])
@pytest.mark.parametrize("scale", [1, 5, 12])
def test_a_code_is_read_at_any_size_and_level(level: str, scale: int) -> None:
    assert link_in(code(LINK, level=level, scale=scale), [OTHER, LINK]) == LINK


@pytest.mark.parametrize("picture", [code("https://example.org"), plain_picture(300, 120), b"no picture"])
def test_what_is_another_code_or_none_leads_nowhere(picture: bytes) -> None:
    assert link_in(picture, [LINK, OTHER]) is None


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)")
async def test_one_looks_at_the_code_and_holds_another_phone_before_it(
    server: EmbeddedTelegram, api: Api, clock: Clock, browser: Browser
) -> None:
    async def never() -> None: ...

    pat, kim = server.person("Pat"), server.person("Kim")
    for person in (pat, kim):
        person.start()
    sam = server.person("Sam")
    add_page(server, RehearsalClock(clock), PageHooks(never, lambda: None), zone=ZoneInfo("Europe/London"))
    async with browser.tab(server.url) as tab:
        await tab.look(390, 844)
        await tab.sees("Kim", within="#people")
        await tab.click("Kim")
        await api.client.post(
            "sendPhoto", data={"chat_id": kim.id}, files={"photo": ("a.png", plain_picture(300, 300))}
        )
        files = {"photo": ("code.png", code(LINK), "image/png")}
        await api.client.post("sendPhoto", data={"chat_id": str(kim.id), "caption": LINK}, files=files)
        await tab.sees(LINK, within="#log")
        await tab.run("document.querySelector('#log .message .picture').click()")
        await tab.comes(
            "document.querySelector('#large').open && document.querySelector('#large-scan').hidden"
        )
        await tab.run("document.querySelector('#large-close').click()")
        await tab.run("[...document.querySelectorAll('#log .picture')].at(-1).click()")
        await tab.sees("Scan it as Pat", within="#large-scan")
        await tab.click("Scan it as Sam")
        await tab.sees("/start e_1", within="#log")
        assert [message.text for message in sam.chat.messages] == ["/start e_1"]
        assert tab.complaints == []
