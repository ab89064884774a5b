"""What the clinic saw: its own phones, a line a message, and of the patients a count."""

from tests.bot.rehearsal.conftest import Clock
from tests.bot.rehearsal.pages import Page


async def test_it_is_every_message_on_the_clinics_phones_and_a_count_of_the_patients(
    page: Page, clock: Clock
) -> None:
    pat, kim = page.server.people[0], page.server.person("Kim", note="clinician")
    world = page.server.world
    pat.start()
    kim.start()
    world.post(pat.chat, world.me, {"text": "How sore are you?"})
    world.post(kim.chat, world.me, {"text": "TODAY: please look\n\nMy heel is numb.\nSince when?"})
    clock.move(minutes=5)
    world.post(kim.chat, world.me, {"text": "x" * 200})
    told = (await page.act("summary"))["summary"]
    assert [(line["who"], line["words"]) for line in told["clinic"]] == [
        ("Kim", "TODAY: please look · My heel is numb."),
        ("Kim", f"{'x' * 100}…"),
    ]
    assert told["clinic"][1]["at"] - told["clinic"][0]["at"] == 300_000
    assert [line["times"] for line in told["clinic"]] == [1, 1]
    assert told["sessions"] == []
    assert told["patients"] == [{"name": "Pat", "got": 1, "wrote": 1, "tapped": 0}]


async def test_what_came_again_in_the_same_words_is_one_line_that_says_how_often_and_until_when(
    page: Page, clock: Clock
) -> None:
    """Of each phone by itself, and only where nothing else came in between."""
    kim, jo = (page.server.person(name, note="clinician") for name in ("Kim", "Jo"))
    world = page.server.world
    for text in ("EMERGENCY", "EMERGENCY", "Seen", "EMERGENCY"):
        for person in (kim, jo):
            world.post(person.chat, world.me, {"text": text})
        clock.move(minutes=2)
    told = (await page.act("summary"))["summary"]["clinic"]
    kims = [
        (line["words"], line["times"], line["until"] - line["at"]) for line in told if line["who"] == "Kim"
    ]
    assert kims == [("EMERGENCY", 2, 120_000), ("Seen", 1, 0), ("EMERGENCY", 1, 0)]
    assert len(told) == 6
