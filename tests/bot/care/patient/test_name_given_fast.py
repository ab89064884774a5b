"""Who gives a name before the question for it has left is not asked for it any more."""

import pytest

from tests.bot.care.conversation.states import press, write
from tests.bot.care.floor import JO, PAT, Floor

pytestmark = pytest.mark.jo_alone


def test_a_name_that_was_given_is_not_asked_for(floor: Floor) -> None:
    write(floor, JO, "/enroll LM 14:00 left calf")
    write(floor, PAT, f"/start {floor.link(JO)}")
    press(floor, PAT, "For somebody else", "My child, under 16", "I agree", "Yes")
    newest = next(one for one in reversed(floor.said) if one.message.chat_id == PAT and one.taps)
    floor.tap(PAT, newest.taps[0])
    floor.say(PAT, "Leo")
    told = [one.words.text for one in floor.deliver() if one.message.chat_id == PAT]
    assert any("I say Leo from now on" in words for words in told)
    assert not any("What shall I call them" in words for words in told)
