"""The stories of the page: as files, as they are played, and to their end in a browser."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.rehearsal.deeds import ComesTo, OpensLink, Starts, Taps, Writes
from bot.rehearsal.people import Person
from bot.rehearsal.story import ORDER, Beat, StoryError, all_stories, story_of
from tests.bot.rehearsal.axe import violations
from tests.bot.rehearsal.browser import CHROMIUM, Browser, Tab
from tests.bot.rehearsal.pages import Page, seen
from tests.bot.rehearsal.playing import TILES, WIDE, begin, beyond
from tests.bot.rehearsal.rehearsing import page as page_of

FILE = """
title = "A story"
about = "Of two."
phones = ["Pat", "Kim"]
closing = "The end."
begins = "Friday 09:30"
[[beat]]
look = "Pat writes."
do = ["Pat writes: hello: you", "Pat opens Kim's link", "it is 02:00"]
sees = { Pat = "hello" }
"""
LOOKED_AT = "breathless"  # at rest, with a code to scan, and with the plan drawn and an alarm in it


def test_a_story_says_who_does_what_in_lines_that_are_read_as_they_stand() -> None:
    story = story_of("one", FILE)
    assert (story.day, f"{story.at:%H:%M}", story.phones) == ("friday", "09:30", ("Pat", "Kim"))
    (beat,) = story.beats
    assert beat.do[:2] == (Writes("Pat", "hello: you"), OpensLink("Pat", "Kim"))
    assert isinstance(beat.do[2], ComesTo)
    assert beat.sees == {"Pat": "hello"}


def test_where_many_do_the_same_a_line_is_written_once_and_each_of_them_is_named() -> None:
    many = """
each = ["AB Ann", "CD Cleo"]
do = ["Kim taps: {0}", "{1} opens Kim's link for {0}"]
"""
    (beat,) = story_of("one", FILE.partition("do = ")[0] + many + 'phones = ["Ann", "Cleo"]').beats
    taps = (Taps("Kim", "AB"), Taps("Kim", "CD"))
    assert beat.do == (*taps, OpensLink("Ann", "Kim", "AB"), OpensLink("Cleo", "Kim", "CD"))
    assert (beat.many, beat.phones) == (True, ("Ann", "Cleo"))


async def test_whoever_a_story_names_comes_once_however_often_it_is_played(page: Page) -> None:
    for _ in range(2):
        page.server.gather({"Rae": "front desk", "Pat": "patient"})
    assert [(one.name, one.note) for one in page.server.people] == [
        ("Pat", ""),
        ("Sam", ""),
        ("Rae", "front desk"),
    ]


@pytest.mark.parametrize(
    ("mistake", "right", "words"),
    [
        ("Pat dances", "Pat opens Kim's link", "one.toml, beat 1: nobody can do “Pat dances”"),
        ("looks", "look", "one.toml, beat 1: "),
        ("Someday 09:30", "Friday 09:30", "one.toml: “Someday 09:30” begins on no day"),
        ("titel", "title", "one.toml: "),
    ],
)
def test_a_mistake_is_named_with_its_place(mistake: str, right: str, words: str) -> None:
    with pytest.raises(StoryError, match=words.replace(".", r"\.")):
        story_of("one", FILE.replace(right, mistake, 1))


def test_captions_are_one_calm_line() -> None:
    for story in all_stories().values():
        for words in (story.title, story.about, story.closing, *(beat.look for beat in story.beats)):
            assert 0 < len(words) <= 90
            assert not set(words) & set("!\n")
        assert 5 <= len(story.beats) <= 12


async def told(page: Page, **asked: object) -> dict[str, object]:
    """Do that with the story, and see how it stands."""
    await page.act("story", **asked)
    return await standing(page)


async def standing(page: Page) -> dict[str, object]:
    socket = await page.listen()
    story: dict[str, object] = (await seen(socket))["story"]
    socket.close()
    return story


async def test_a_story_ends_where_somebody_takes_a_phone_and_not_before(page: Page) -> None:
    """A new face at the desk, or trouble for the bot, are no such thing."""
    page.server.person("Kim", note="clinician")
    assert (await told(page, do="choose", name="shoulder"))["state"] == "playing"
    assert (await told(page, do="pace", pace=600))["pace"] == 600
    assert (await told(page, do="pause"))["state"] == "paused"
    await page.act("join", name="Robin")
    await page.act("weather", weather="slow")
    assert (await standing(page))["state"] == "paused"
    await page.act("say", text="my turn")
    taken = await standing(page)
    assert (taken["state"], taken["doing"]) == ("taken", None)
    assert taken["look"] == "The story has stopped: the phones are yours now."
    assert await page.act("story", do="play") == {"say": "No story is being played. Choose one above."}
    assert await told(page, do="close") is None


def greet(page: Page, person: Person) -> None:
    """As the bot would, which is not there."""
    page.server.world.post(person.chat, page.server.world.me, {"text": "Hello."})


async def test_who_presses_start_reads_what_comes_of_it_before_they_write(page: Page) -> None:
    kim = page.server.person("Kim", note="clinician")
    pressing = asyncio.create_task(page.player.acting.carry_out(Starts("Kim")))
    await page.server.until(lambda: kim.chat.started)
    await standing(page)
    assert not pressing.done()
    greet(page, kim)
    await pressing


async def test_a_story_stays_on_the_phone_it_acts_on_also_between_two_deeds(page: Page) -> None:
    """Where one phone alone is shown, it is that of the beat from its beginning to the next."""
    kim = page.server.person("Kim", note="clinician")
    await page.act("story", do="choose", name="shoulder")
    await page.server.until(lambda: kim.chat.started)
    story = await standing(page)
    assert (story["beat"], story["at"]) == (1, kim.id)
    greet(page, kim)
    await page.server.until(lambda: any("/enroll" in one.words for one in kim.chat.messages))
    story = await standing(page)
    assert (story["doing"], story["point"], story["at"]) == (None, None, kim.id)


async def test_who_has_done_something_is_asked_before_a_story_begins_and_who_has_not_is_not(
    page: Page,
) -> None:
    """A story begins with everything anew; what it played itself is nobody's loss."""

    async def at_stake() -> bool:
        socket = await page.listen()
        told: bool = (await seen(socket))["at_stake"]
        socket.close()
        return told

    page.server.person("Kim", note="clinician")
    await page.act("move", minutes=15)
    assert not await at_stake()
    await page.act("start")
    assert await at_stake()
    await page.act("story", do="choose", name="shoulder")
    await page.server.until(lambda: page.player.stage.turn == 2)
    assert not await at_stake()
    await page.server.until(lambda: page.server.people[-1].chat.started)
    await page.act("story", do="pause")
    assert not await at_stake()
    await page.act("say", text="my turn")
    assert await at_stake()


async def test_who_came_for_a_story_goes_when_one_starts_again_and_so_does_its_hour(page: Page) -> None:
    for name in ("Kim", "Lee"):
        page.server.person(name, note="clinician")
    await page.act("reset", day="friday", time="16:00")
    await page.act("story", do="choose", name="day")
    await page.server.until(lambda: any(one.chat.started for one in page.server.people))
    await page.act("join", name="Robin")
    assert {"Jo", "Rae", "Robin"} <= {one.name for one in page.server.people}
    await page.act("reset")
    assert [one.name for one in page.server.people] == ["Pat", "Sam", "Kim", "Lee"]
    socket = await page.listen()
    again = (await seen(socket))["again"]
    socket.close()
    assert (again["day"], again["time"]) == ("friday", "16:00")


async def test_what_is_no_story_and_no_pace_is_said(page: Page) -> None:
    assert await page.act("story", do="choose", name="none") == {"say": "There is no such story."}
    assert await page.act("story", do="pace", pace=2) == {"say": "There is no such pace."}


async def test_a_story_without_its_people_says_why_it_cannot_go_on(page: Page) -> None:
    """Nobody here is called Kim."""
    await page.act("story", do="choose", name="shoulder")
    await page.server.until(lambda: page.player.state == "stuck")
    assert page.player.why == "Kim is not here."


async def shows(tab: Tab, beat: Beat, phones: tuple[str, ...]) -> None:
    """Both phones, what they must; the last of it is pointed at, and the caption says what to look at."""
    await tab.sees(beat.look, within="#look")
    for name, words in beat.sees.items():
        await tab.sees(words, within="#log" if name == (beat.phones or phones)[0] else "#log-2")
    if beat.sees:
        pointed = "[...document.querySelectorAll('.pointed')].map((one) => one.innerText).join()"
        await tab.comes(f"{pointed}.includes({json.dumps(list(beat.sees.values())[-1])})")


async def shuts_nobody_out(tab: Tab) -> None:
    """Wide and narrow, light and dark, axe-core finds nothing that somebody cannot see, hear or reach."""
    for width, height in (WIDE, (390, 844)):
        for scheme in ("light", "dark"):
            await tab.look(width, height, scheme)
            assert await violations(tab) == []
    await tab.look(*WIDE)


async def reads_what_the_clinic_saw(tab: Tab) -> None:
    """The words that raised the alarm, and who has seen them, for everybody who reads them."""
    await tab.run("document.querySelector('#summary-after').click()")
    await tab.sees("I can't catch my breath and my chest hurts", within="#summary-sessions")
    await tab.sees("Seen by Kim, Wednesday 02:25.", within="#summary-sessions")
    await shuts_nobody_out(tab)
    await tab.click("Close")


async def goes_on_by_hand(tab: Tab) -> None:
    """The phones follow what comes, and no longer what the story has pointed at."""
    await tab.click("+15 min")
    await tab.comes("!document.querySelector('.pointed')")


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH (Debian: apt-get install chromium)")
@pytest.mark.parametrize("name", ORDER)
async def test_each_story_is_played_to_its_end_and_the_phones_show_what_they_must(
    tmp_path: Path, browser: Browser, name: str
) -> None:
    story = all_stories()[name]
    async with page_of(tmp_path, browser) as tab:
        await tab.look(*WIDE)
        await tab.comes(TILES)
        if name == LOOKED_AT:
            await shuts_nobody_out(tab)
        await begin(tab, name)
        for number, beat in enumerate(story.beats, 1):
            await beyond(tab, number)
            await shows(tab, beat, story.phones)
            if name == LOOKED_AT and number in {1, len(story.beats) - 1}:
                await shuts_nobody_out(tab)
            await tab.click("Step")
        await tab.sees(story.closing, within="#look")
        if name == LOOKED_AT:
            await reads_what_the_clinic_saw(tab)
            await goes_on_by_hand(tab)
        assert tab.complaints == []
        if name == "network":
            numbers = (
                "['lost', 'twice'].map((one) => document.querySelector(`#count-${one} dd`).innerText).join()"
            )
            await tab.comes(f"{numbers} === '0,0'")
