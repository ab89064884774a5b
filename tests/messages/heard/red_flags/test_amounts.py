"""Pills that a sentence names and the next only counts."""

import pytest

from messages.heard.reader import Reader
from messages.heard.red_flags.finding import Tier
from tests.bot.made_once import packaged

READER: Reader = packaged().readers["en"]


@pytest.mark.parametrize(
    "text",
    [
        "can i take paracetamol?\ni took 10 of them already",
        "can i take paracetamol? I took ten",
        "is ibuprofen ok\ni had the whole strip",
        "I have sleeping tablets here\ntook them all",
        "can i take sleeping tablets?\nmy partner took twelve of them",
        "can I have my partner's tramadol\nI swallowed the whole box, sorry",
    ],
)
def test_a_number_of_what_was_named_before_is_a_number_of_pills(text: str) -> None:
    found = READER.flag(text)
    assert found is not None
    assert (found.tier, found.despair) == (Tier.EMERGENCY, True)


@pytest.mark.parametrize(
    "text",
    [
        "can i take paracetamol?\ni took three of them",
        "can i take paracetamol?\ni had 10 sessions already",
        "can i take paracetamol?\ni have not taken 10 of them",
        "can i take paracetamol?\ni took 10 minutes of rest",
        "can i do the stretches?\ni did 10 of them already",
        "i took 10 of them already",
    ],
)
def test_a_few_or_a_number_of_something_else_is_none(text: str) -> None:
    found = READER.flag(text)
    assert found is None or found.tier is None
