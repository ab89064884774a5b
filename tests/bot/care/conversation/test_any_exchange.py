"""Whatever is written in whatever order: nothing is said twice in a row, no sign and no rating is lost."""

from pathlib import Path

import pytest

from tests.bot.care.conversation.any_exchange import played
from tests.bot.care.conversation.states import begun
from tests.bot.care.floor import PAT, Floor
from tests.lengths import Length, long_lengths


@pytest.mark.slow
@long_lengths
def test_in_an_exchange_of_fifty_nothing_is_repeated_and_nothing_is_lost(length: Length) -> None:
    played(length.count(150, 12))


@pytest.mark.parametrize(
    "state_text", ["my arm feels funny", "/treated", "/timezone", "/forget", "/faq", "/sore"]
)
def test_no_question_needs_a_button_to_be_left(tmp_path: Path, state_text: str) -> None:
    """Whatever was asked: an ordinary question is answered, at the latest at the second try."""
    floor: Floor = begun(tmp_path)
    floor.say(PAT, state_text)
    floor.deliver()
    for _ in range(2):
        floor.move(seconds=30)
        floor.say(PAT, "how long will I be sore?")
        floor.deliver()
    assert any("Many people are sore" in one.words.text for one in floor.said)
    floor.close()
