"""Whether a time is right stays asked, whatever is written that is no time."""

import pytest

from tests.bot.care.floor import JO, SAM, Floor


@pytest.fixture
def asked(floor: Floor) -> Floor:
    """Sam has agreed, and is asked whether the end of the session that Jo has noted is right."""
    floor.employ(JO)
    floor.say(JO, "/enroll SM 14:30 calf")
    floor.deliver()
    floor.say(SAM, f"/start {floor.link(JO)}")
    floor.deliver()
    floor.say(SAM, "I agree")
    floor.deliver()
    return floor


def keys(floor: Floor) -> list[str]:
    return [said.message.key for said in floor.deliver() if said.message.chat_id == SAM]


def test_what_is_no_time_has_it_asked_again_and_leaves_the_buttons(asked: Floor) -> None:
    yes = next(tap for tap in asked.said[-1].taps if tap.startswith("right:yes"))
    asked.say(SAM, "hahah only joking")
    assert keys(asked) == ["bot.confirm_invited"]
    asked.tap(SAM, yes)
    assert "bot.confirm_invited" not in keys(asked)


@pytest.mark.parametrize("yes", ["yes", "yes thats right"])
def test_a_typed_yes_after_that_is_one(asked: Floor, yes: str) -> None:
    asked.say(SAM, "hahah only joking")
    asked.deliver()
    asked.say(SAM, yes)
    assert keys(asked) == ["bot.ask_zone"]


def test_another_time_still_takes_its_place(asked: Floor) -> None:
    asked.say(SAM, "hahah only joking")
    asked.deliver()
    asked.say(SAM, "no, it was 14:15")
    said = asked.deliver()[-1]
    assert said.message.key == "bot.confirm_treated"
    assert "14:15" in said.words.text
