"""The promises as a person tries them: the real bot is killed amid sending, and nothing is lost or twice."""

from pathlib import Path

import httpx
import pytest

from bot.rehearsed import TOKEN
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.rehearsing import LOG, NOTICE, page, register
from tests.patience import PATIENCE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)"),
]
REMINDER = "something to drink"


def count(name: str) -> str:
    return f"Number(document.querySelector('#count-{name} dd').innerText)"


async def writes(tab: Tab, text: str) -> None:
    await tab.click("Message")
    await tab.type(text)
    await tab.press("Enter", 13)
    await tab.sees(text, within="#log")


async def test_a_bot_that_is_killed_amid_sending_loses_nothing_and_sends_nothing_twice(
    tmp_path: Path, browser: Browser
) -> None:
    async with page(tmp_path, browser) as tab:
        await tab.look(1280, 860)
        await tab.sees("The bot runs", within="#strip")
        await register(tab)
        await tab.click("Silence after sending")
        await tab.sees("silence after sending", within="#strip-state")
        await tab.click("To the next message")
        await tab.sees(REMINDER, within="#log")  # which the bot waits to hear of
        for _ in range(2):
            await tab.click("Kill the bot")
            await tab.sees("is killed", within="#strip-state")
        await writes(tab, "is dry needling the same as acupuncture")
        await tab.comes(f"{count('updates')} === {count('applied')} + 1")
        await tab.click("All well again")
        for _ in range(2):
            await tab.click("Start it again")
        await tab.sees("The bot runs", within="#strip-state")
        await tab.comes(f"{NOTICE} === '' && !document.querySelector('#phone').matches('.starting')")
        await tab.comes(f"{count('updates')} === {count('applied')}")
        await tab.comes(f"{count('unknown')} === 1")
        await tab.sees("From the article", within="#log")

        await tab.click("No network")
        await writes(tab, "does it hurt")
        await tab.comes(f"{count('updates')} === {count('applied')} + 1")
        await tab.click("All well again")
        await tab.comes(f"{count('updates')} === {count('applied')}")
        assert (await tab.run(LOG)).count(REMINDER) == 1
        assert [await tab.run(count(name)) for name in ("lost", "twice")] == [0, 0]
        await a_thief_is_seen(tab)


async def a_thief_is_seen(tab: Tab) -> None:
    """Somebody takes what Pat wrote away from the bot, and sends a reminder again: both turn red."""
    await tab.click("Kill the bot")
    await tab.sees("is killed", within="#strip-state")
    await writes(tab, "this goes astray")
    await tab.comes(f"{count('updates')} === {count('applied')} + 1")
    url = f"{await tab.run('location.origin')}/bot{TOKEN}/"
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as thief:
        pending = (await thief.get("getUpdates")).json()["result"]
        await thief.get(f"getUpdates?offset={pending[-1]['update_id'] + 1}")
        chat = pending[-1]["message"]["chat"]["id"]
        row = [{"text": "Done", "callback_data": data} for data in ("done:99", "worried:99")]
        again = {"chat_id": chat, "text": "Again", "reply_markup": {"inline_keyboard": [row]}}
        for _ in range(2):
            assert (await thief.post("sendMessage", json=again)).is_success
    for name in ("lost", "twice"):
        await tab.comes(f"document.querySelector('#count-{name}.broken dd')?.innerText === '1'")
