"""Who says that they have followed a tip gets a short warm word, and no offer to pass it on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.conversation.states import begun
from tests.bot.care.floor import PAT, Floor

WARM = "Well done."


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    opened = begun(tmp_path)
    while not any(one.message.step for one in opened.deliver()):
        opened.move(minutes=15)
    yield opened
    opened.close()


def heard(floor: Floor, text: str) -> str:
    floor.say(PAT, text)
    return floor.deliver()[0].words.text


@pytest.mark.parametrize(
    "text",
    ["had tea", "done", "just had a glass", "I've had some water", "all done", "went for a walk"],
)
def test_after_a_tip_it_is_heard(floor: Floor, text: str) -> None:
    assert WARM in heard(floor, text)


@pytest.mark.parametrize("text", ["had a fall", "done, but my chest hurts", "had a beer, is that ok"])
def test_more_than_that_is_heard_as_what_it_is(floor: Floor, text: str) -> None:
    assert WARM not in heard(floor, text)


def test_it_is_said_once_and_only_after_a_tip(floor: Floor) -> None:
    assert WARM in heard(floor, "done")
    assert WARM not in heard(floor, "done")
