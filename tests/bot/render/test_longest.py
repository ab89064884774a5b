"""A message to a patient says what matters now: at most ninety words, and one thing in bold."""

import re

import pytest

from bot.render.text import Rendered
from tests.bot.render.longest import rendered

MOST_WORDS = 90
MESSAGES = [pytest.param(one, id=name) for name, one in rendered()]


def words(text: str) -> int:
    return len([part for part in text.split() if re.search(r"\w", part)])


@pytest.mark.parametrize("message", MESSAGES)
def test_no_message_to_a_patient_has_more_than_ninety_words(message: Rendered) -> None:
    assert words(message.text) <= MOST_WORDS, message.text


@pytest.mark.parametrize("message", MESSAGES)
def test_at_most_one_thing_of_a_message_is_bold(message: Rendered) -> None:
    assert len(message.bold) <= 1, message.text
    assert not message.fixed
