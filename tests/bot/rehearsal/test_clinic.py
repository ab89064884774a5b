"""Both phones of the rehearsal, in a browser: Kim enrols, Pat opens the link, and Kim follows the plan."""

from pathlib import Path

import pytest

from tests.bot.rehearsal.browser import CHROMIUM, Browser
from tests.bot.rehearsal.rehearsing import page
from tests.bot.rehearsal.two_phones import KIM, PAT, kim_enrols, kim_types, pat_joins

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]


@pytest.mark.torture
@pytest.mark.long
async def test_kim_enrols_pat_opens_the_link_and_kim_sees_the_plan(tmp_path: Path, browser: Browser) -> None:
    async with page(tmp_path, browser) as tab:
        await pat_joins(tab, await kim_enrols(tab))
        await kim_types(tab, "/patients", "Your patients")
        code = await tab.run(
            "document.querySelector('#log-2').innerText.match(/1\\. JD · \\w+ · (\\w{7}) · left shoulder/)[1]"
        )
        await kim_types(tab, f"/patient {code}", "sent: what to expect")
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
