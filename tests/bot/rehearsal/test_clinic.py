"""Both phones of the rehearsal, in a browser: Kim enrols, Pat opens the link, and Kim follows the plan."""

from pathlib import Path

import pytest

from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.rehearsing import page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
PAT, KIM = "#log", "#log-2"
HAND_TO_KIM = """(() => {
  const owner = document.getElementById("owner-2");
  owner.value = [...owner.options].find((one) => one.text.includes("Kim")).value;
  owner.dispatchEvent(new Event("change"));
})()"""
KIM_IS_THERE = "[...document.querySelectorAll('#owner-2 option')].some((one) => one.text.includes('Kim'))"
LINK = "[...document.querySelectorAll('#log-2 a')].at(-1).innerText"


async def kim_types(tab: Tab, text: str, words: str) -> None:
    """Kim writes on the second phone, and reads an answer with these words there."""
    await tab.click("Message", phone=2)
    await tab.type(text)
    await tab.press("Enter", 13)
    await tab.sees(words, within=KIM)


async def kim_enrols(tab: Tab) -> str:
    """The owner meets the bot and sends one line; the link that comes of it."""
    await tab.look(1280, 860)
    await tab.sees("Start", within="#phone")
    await tab.comes(KIM_IS_THERE)
    await tab.run(HAND_TO_KIM)
    await tab.sees("Kim has not met the bot yet", within=KIM)
    await tab.click("Start", phone=2)
    await tab.sees("You work with me here as an owner", within=KIM)
    await kim_types(tab, "/enroll JD just now left shoulder", "Here is your aftercare companion")
    await tab.comes("document.querySelector('#log-2 img')?.complete")
    return str(await tab.run(LINK))


async def pat_joins(tab: Tab, link: str) -> None:
    await tab.click(link, phone=2)
    await tab.sees(link, within="#link")
    await tab.click("Pat – patient")
    await tab.sees("Opened by a link", within="#phone")
    await tab.click("Start")
    for words, answer in (
        ("Kim has invited you", "I agree"),
        ("has noted that your session ended", "Yes"),
        ("where you are?", "Yes"),
    ):
        await tab.sees(words, within=PAT)
        await tab.stills()
        await tab.click(answer)
    await tab.sees("This is your plan.", within=PAT)


async def test_kim_enrols_pat_opens_the_link_and_kim_sees_the_plan(tmp_path: Path, browser: Browser) -> None:
    async with page(tmp_path, browser) as tab:
        await pat_joins(tab, await kim_enrols(tab))
        await kim_types(tab, "/patients", "Your patients")
        code = await tab.run(
            "document.querySelector('#log-2').innerText.match(/1\\. JD · (\\w{7}) · left shoulder/)[1]"
        )
        await kim_types(tab, f"/patient {code}", "sent: good to know")
        await tab.stills()
        await tab.click("Write a line", phone=2)
        await tab.sees("type your line", within=KIM)
        await kim_types(tab, "Ice may help.", "Shall I send it?")
        await tab.click("Send it", phone=2)
        await tab.sees("On its way to JD", within=KIM)
        await tab.sees("Kim of Riverside Physiotherapy writes:", within=PAT)
        await tab.sees("Ice may help.", within=PAT)


async def test_the_page_says_who_is_who_at_the_clinic(tmp_path: Path, browser: Browser) -> None:
    """And a patient who types a clinician's command learns nothing of it."""
    async with page(tmp_path, browser) as tab:
        await tab.look(390, 844)
        await tab.sees("Kim – clinician", within="#people")
        await tab.sees("Start", within="#phone")
        await tab.click("Start")
        await tab.sees("Is that all right with you?", within=PAT)
        await tab.click("Message")
        await tab.type("/patients")
        await tab.press("Enter", 13)
        await tab.sees("I do not know that command", within=PAT)
