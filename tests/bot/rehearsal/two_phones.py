"""Both phones of the rehearsal, in a browser: Kim's and Pat's, and how Kim enrols Pat."""

from tests.bot.rehearsal.browser import Tab

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
    for words, answer in (
        ("Kim has invited you", "I agree"),
        ("has noted that your session ended", "Yes"),
        ("where you are?", "Yes"),
    ):
        await tab.sees(words, within=PAT)
        await tab.stills()
        await tab.click(answer)
    await tab.sees("This is your plan.", within=PAT)
