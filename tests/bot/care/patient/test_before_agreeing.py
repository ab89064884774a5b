"""Who has pressed Start and not agreed yet is shown the question again, and not told to press Start."""

import pytest

from tests.bot.care.floor import SAM, Floor


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
