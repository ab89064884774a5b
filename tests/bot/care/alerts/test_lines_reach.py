"""Whatever a patient was told is added to their message reaches whoever follows, whenever that is tapped."""

import pytest

from tests.bot.care.floor import JO, KIM, PAT, Floor

LINES = (
    "my arm hurts a lot",
    "i am at home",
    "alone here",
    "my wife is out",
    "i sit on the sofa",
    "the door is open",
    "my leg hurts too",
    "it is raining",
    "i drink water",
)
EXACTLY = "\n".join


def words(floor: Floor) -> list[str]:
    """Every line that is kept of an alert."""
    return EXACTLY(row["words"] for row in floor.rows("SELECT words FROM alert_words")).split("\n")


def read_by(floor: Floor, chat: int) -> set[str]:
    """Every line that was sent to somebody of the clinic."""
    sent = (said.words.text for said in floor.said if said.message.chat_id == chat)
    return {line for text in sent for line in text.split("\n")}


@pytest.mark.parametrize("prompt", [True, False], ids=["at once", "late"])
@pytest.mark.parametrize("seer", [JO, KIM])
@pytest.mark.parametrize("end", ["close", "false", "on"])
def test_all_that_was_added_comes_however_soon_it_is_seen_and_over(
    floor: Floor, end: str, seer: int, prompt: bool
) -> None:
    """`prompt` is whether each message leaves at once, or all of them when everything is over."""
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(PAT, "I can't breathe and my chest hurts")
    floor.deliver()
    floor.move(minutes=16)
    floor.deliver()
    code = floor.rows("SELECT code FROM alerts")[0]["code"]
    for place, line in enumerate(LINES):
        floor.say(PAT, line)
        floor.move(seconds=3)
        if place in (4, 7):
            floor.tap(seer, f"alert:{'seen' if place == 4 else end}:{code}")
        if prompt:
            floor.deliver()
    floor.move(minutes=2)
    floor.deliver()
    kept = words(floor)
    assert {*LINES[:7]} <= {*kept}
    assert {*kept} <= read_by(floor, seer) | read_by(floor, JO)  # what came late is for who follows


def test_what_waits_for_more_to_come_with_it_comes_with_a_tap(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(PAT, "I can't breathe and my chest hurts")
    floor.deliver()
    code = floor.rows("SELECT code FROM alerts")[0]["code"]
    for tap, line in (("seen", "i am at home"), ("close", "the door is open")):
        floor.say(PAT, line)
        floor.deliver()
        assert line not in read_by(floor, JO)
        floor.tap(JO, f"alert:{tap}:{code}")
        floor.deliver()
        assert line in read_by(floor, JO)


def test_a_line_longer_than_a_message_comes_whole(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    floor.say(PAT, "I can't breathe and my chest hurts")
    floor.deliver()
    floor.say(PAT, " ".join(f"word{number}" for number in range(450)))
    floor.move(minutes=2)
    floor.deliver()
    read = " ".join(read_by(floor, JO))
    assert "word0 " in read
    assert "word449" in read
