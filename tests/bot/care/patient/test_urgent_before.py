"""Who wrote of an emergency before they agreed is asked about it first once they have, and told for then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.floor import JO, SAM, Floor

WORDS = "since an hour i cant get a full breath in"


@pytest.fixture
def agreed(tmp_path: Path) -> Iterator[Floor]:
    """Sam, whom Jo invited, wrote of it before agreeing, and has agreed since."""
    opened = Floor(tmp_path)
    opened.employ(JO)
    opened.say(JO, "/enroll SM 14:30 calf")
    opened.deliver()
    opened.say(SAM, f"/start {opened.link(JO)}")
    opened.deliver()
    opened.say(SAM, WORDS)
    opened.deliver()
    taps = [tap for said in opened.said if said.message.chat_id == SAM for tap in said.taps]
    opened.tap(SAM, next(tap for tap in taps if tap.startswith("consent:yes")))
    yield opened
    opened.close()


def keys(floor: Floor, who: int) -> list[str]:
    return [said.message.key for said in floor.deliver() if said.message.chat_id == who]


def test_the_signs_are_asked_before_anything_else_and_nobody_is_told_yet(agreed: Floor) -> None:
    assert keys(agreed, SAM) == ["bot.screen"]
    assert "staff.alert" not in [said.message.key for said in agreed.said]


@pytest.mark.parametrize("said", ["yes", WORDS])
def test_a_yes_or_the_same_words_reach_the_clinic(agreed: Floor, said: str) -> None:
    agreed.deliver()
    agreed.say(SAM, said)
    assert "staff.alert" in keys(agreed, JO)


def test_without_a_sign_the_session_is_asked_and_the_clinic_hears_nothing(agreed: Floor) -> None:
    agreed.deliver()
    agreed.say(SAM, "none of these")
    said = agreed.deliver()
    assert "bot.confirm_treated" in [one.message.key for one in said]
    assert not [one for one in said if one.message.key == "staff.alert"]


def test_who_says_nothing_at_all_is_told_of_to_nobody(agreed: Floor) -> None:
    agreed.deliver()
    agreed.move(minutes=20)
    assert keys(agreed, JO) == []
