"""What people type as a name is harmless wherever it is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.labels import LONGEST_NAME, UNSEEN, is_plainly_name, plain, plain_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("JD", "JD"),
        ("  J \n\t D  ", "J D"),
        ("J\u202eD", "JD"),  # turns around what follows
        ("\u2066JD\u2069", "JD"),
        ("J\u200bD\ufeff", "JD"),  # cannot be seen
        ("J\x00D\x07", "JD"),
        ("\u200b\u202e\u2060", ""),
        ("J\u2028D", "J D"),
        ("Jose\u0301", "Jos\u00e9"),
        ("<b>JD</b>", "<b>JD</b>"),
        ("=cmd()", "=cmd()"),
        ("\ud800", ""),
    ],
)
def test_what_cannot_be_seen_or_turns_text_around_is_taken_out(typed: str, shown: str) -> None:
    assert plain(typed) == shown


@given(st.text())
def test_it_is_one_line_of_visible_characters_and_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert not {unicodedata.category(sign) for sign in once} & UNSEEN
    assert once == " ".join(once.split())
    assert plain(once) == once
    assert len(plain_name(text)) <= LONGEST_NAME


NAMES = ["Pat", "Samantha van Dyk", "J. O'Neill", "Anne-Marie de la Cruz", "李 小龙", "Ådahl", "María José"]
NO_NAMES = [
    "",
    "pat",
    "very sore",
    "Very sore",
    "Pat 7",
    "10:30",
    "Pat?",
    "I feel ill now",
    "x" * 41,
    "O Ye Of A Few Words",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_few_words_of_letters_that_begin_large_are_plainly_a_name(text: str) -> None:
    assert is_plainly_name(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_whatever_else_is_typed_is_none(text: str) -> None:
    assert not is_plainly_name(text)
