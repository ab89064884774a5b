"""Who has pressed Start and not agreed yet is shown the question again, and not told to press Start."""

from pathlib import Path

import pytest

from tests.bot.alarm import rest
from tests.bot.care.floor import SAM, Floor
from tests.bot.staff import a_practice


@pytest.mark.parametrize("between", ["/help", "/faq", "/plan"])
def test_who_was_greeted_and_writes_gets_the_buttons_again(floor: Floor, between: str) -> None:
    floor.say(SAM, "/start")
    floor.say(SAM, between)
    floor.deliver()
    floor.say(SAM, "the weather is fine")
    again = floor.deliver()[-1]
    assert "Send /start" not in again.words.text
    assert "consent:yes" in again.taps


def test_who_has_said_no_is_told_how_to_come_back(floor: Floor) -> None:
    floor.say(SAM, "/start")
    floor.tap(SAM, floor.deliver()[-1].taps[1])
    floor.deliver()
    floor.say(SAM, "the weather is fine")
    assert "Send /start" in floor.deliver()[-1].words.text


@pytest.mark.parametrize("words", ["ok he is fine. i want to sign up", "the weather is fine"])
async def test_who_came_by_a_link_and_wrote_of_a_sign_has_the_buttons_of_that_link_again(
    tmp_path: Path, words: str
) -> None:
    async with a_practice(tmp_path) as practice:
        practice.pat.open(await practice.enrol(practice.jo, "JD 14:30"))
        await practice.clinic.says(practice.pat, "has invited you")
        await practice.clinic.hear(practice.pat, "he can't breathe", "Call 112 now")
        await rest(practice)
        sent = practice.pat.say(words)
        again = await practice.clinic.says(practice.pat, "", sent.id)
        assert "we have not met" not in again.words
        await practice.clinic.press(practice.pat, "I agree", "Do you have any of these right now?")
        (link,) = [one for one in practice.rows("invitations") if one["opens"] == "patient"]
        assert link["patient_id"] == practice.patient(practice.pat).id
