"""Whoever says nothing about the warning signs hears that the clinic was asked to look, and only then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.floor import JO, KIM, PAT, Floor

TOLD = "I have asked Riverside Physio to look"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Pat, whom Jo follows, has written what may be grave, and the signs are shown."""
    opened = Floor(tmp_path)
    opened.employ(JO)
    opened.follow(JO, PAT, "JD 14:30 calf")
    yield opened
    opened.close()


def asked(floor: Floor) -> None:
    floor.say(PAT, "my arm feels funny")
    shown = [said for said in floor.deliver() if said.message.key == "bot.screen"]
    assert shown


def heard(floor: Floor) -> list[str]:
    """What Pat is told a quarter of an hour later."""
    floor.move(minutes=16)
    return [said.words.text for said in floor.deliver() if said.message.chat_id == PAT]


def test_who_does_not_answer_hears_that_the_clinic_was_told(floor: Floor) -> None:
    asked(floor)
    assert any(TOLD in words for words in heard(floor))


@pytest.mark.parametrize("answer", ["none of these", "I cannot breathe"])
def test_who_answers_hears_nothing_of_it(floor: Floor, answer: str) -> None:
    asked(floor)
    floor.say(PAT, answer)
    floor.deliver()
    assert not any(TOLD in words for words in heard(floor))


def test_where_nobody_is_on_duty_nothing_is_claimed(floor: Floor) -> None:
    floor.say(JO, "/away")
    floor.say(KIM, "/away")
    asked(floor)
    assert not any(TOLD in words for words in heard(floor))


def test_an_answer_that_comes_after_that_is_one_still(floor: Floor) -> None:
    asked(floor)
    heard(floor)
    floor.say(PAT, "no, none")
    said = floor.deliver()
    assert any(one.message.key in ("bot.screen_none", "bot.screen_pass") for one in said)
    assert any(one.message.key == "staff.signs_answered" for one in said)
