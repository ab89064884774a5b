"""A link whose session is still to come: its end is told as noted, and nothing is recorded before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.conversation.states import press, write
from tests.bot.care.floor import JO, PAT, Floor

DAY = "AA 9:00 neck\nJD2 16:30 right hip\nBB 10:00 neck\nCC 11:00 neck\nDD 12:00 neck"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Pat has a plan, and has opened a link for a session of this evening."""
    opened = Floor(tmp_path)
    opened.employ(JO)
    opened.follow(JO, PAT, "JD 14:30 left shoulder")
    write(opened, JO, f"/enroll\n{DAY}")
    press(opened, JO, "JD2")
    write(opened, PAT, f"/start {opened.link(JO)}")
    press(opened, PAT, "For you")
    yield opened
    opened.close()


def last(floor: Floor) -> str:
    return next(one for one in reversed(floor.said) if one.message.chat_id == PAT and one.taps).words.text


def sessions(floor: Floor) -> int:
    return len(floor.rows("SELECT id FROM treatments"))


def test_it_is_never_told_as_ended(floor: Floor) -> None:
    for text in ("", "how long will the soreness last?"):
        if text:
            write(floor, PAT, text)
        assert "Its end is noted as Monday 23 November, 16:30" in last(floor), text
    press(floor, PAT, "Yes")
    assert "When did your session end?" in last(floor)
    assert sessions(floor) == 1


def test_a_yes_after_its_end_is_a_yes_to_the_time(floor: Floor) -> None:
    floor.move(hours=5)
    floor.deliver()
    press(floor, PAT, "Yes")
    assert sessions(floor) == 2
    assert "16:30" in str([one.words.text for one in floor.said[-6:]])
