"""A number between 0 and 10 is a rating where only words that fit with one stand beside it."""

import pytest

from messages.heard.ratings import RatingReader, RatingWords, holds_number
from messages.heard.vocabulary import load
from messages.languages import packaged

SEVERE = 7
RATINGS = RatingReader(load(packaged())[0]["en"].ratings, SEVERE)
GERMAN = RatingReader(
    RatingWords(
        beside=frozenset({"es", "ist", "eine"}),
        grave=frozenset({"furchtbar"}),
        unsure=frozenset({"etwa"}),
        out_of=frozenset({"von"}),
    ),
    SEVERE,
)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("4", 4),
        ("10", 10),
        ("0", 0),
        ("4/10", 4),
        ("4 / 10", 4),
        ("8 out of 10", 8),
        ("it is an 8", 8),
        ("unbearable 9", 9),
    ],
)
def test_one_number_that_is_plainly_a_rating_is_one(said: str, value: int) -> None:
    assert RATINGS.read(said) == value
    assert RATINGS.is_meant(said)
    assert holds_number(said)


@pytest.mark.parametrize(
    "said", ["11", "4 hours", "2 unbearable", "4 5", "4/5", "", "seven", "-3", "after 4"]
)
def test_what_may_count_something_else_is_none(said: str) -> None:
    assert RATINGS.read(said) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("about 4", True),
        ("4 or 5", True),
        ("4 hours", False),
        ("it is about a 4 now", False),
        ("about", False),
    ],
)
def test_an_unsure_word_means_a_rating_without_being_one(said: str, meant: bool) -> None:
    assert RATINGS.is_meant(said) == meant
    assert RATINGS.read(said) is None


@pytest.mark.parametrize(
    ("said", "bare"), [("4", True), ("4 of 10", True), ("it is 4", False), ("four", False)]
)
def test_a_bare_rating_has_not_a_word_more(said: str, bare: bool) -> None:
    assert RATINGS.is_bare(said) == bare


def test_a_grave_word_fits_from_the_severe_rating_on() -> None:
    fitting = [number for number in range(11) if RATINGS.read(f"unbearable {number}") is not None]
    assert fitting == list(range(SEVERE, 11))


def test_another_language_has_its_own_words() -> None:
    assert GERMAN.read("es ist eine 4 von 10") == 4
    assert GERMAN.read("furchtbar 9") == 9
    assert GERMAN.read("it is a 4") is None
    assert GERMAN.is_meant("etwa 4")
