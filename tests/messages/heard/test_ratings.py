"""A number between 0 and 10 is a rating where only words that fit with one stand beside it."""

import pytest

from messages.heard.ratings import RatingReader, RatingWords, SoreRating, UnclearRating
from tests.bot.made_once import packaged

SEVERE = 7
ENGLISH = packaged().vocabularies["en"]
RATINGS = RatingReader(ENGLISH.ratings, SEVERE, ENGLISH.times.numbers)
LAST = 4
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
        ("seven", 7),
        ("Seven!!", 7),
        ("six out of ten", 6),
        ("about a six", 6),
        ("nearly 8", 8),
        ("a solid five I think", 5),
    ],
)
def test_one_number_in_digits_or_words_that_is_plainly_a_rating_is_one(said: str, value: int) -> None:
    assert RATINGS.read(said) == SoreRating(value)
    assert RATINGS.is_meant(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("6.5", 7),
        ("6,5", 7),
        ("6½", 7),
        ("three and a half", 4),
        ("6 or 7", 7),
        ("3-4", 4),
        ("between 4 and 5", 5),
    ],
)
def test_of_what_lies_between_two_the_higher_is_taken(said: str, value: int) -> None:
    assert RATINGS.read(said) == SoreRating(value)


@pytest.mark.parametrize(
    ("said", "before", "now"),
    [
        ("was 3, now 6", 3, 6),
        ("from 3 to 6", 3, 6),
        ("3 yesterday, 6 today", 3, 6),
        ("now 6, was 3", 3, 6),
        ("6 today, 3 yesterday", 3, 6),
        ("it went from two to seven", 2, 7),
        ("3 before, 2 now", 3, 2),
    ],
)
def test_two_numbers_may_be_then_and_now(said: str, before: int, now: int) -> None:
    assert RATINGS.read(said) == SoreRating(now, before)


@pytest.mark.parametrize(
    "said",
    [
        "nothing hurts",
        "no pain at all",
        "zero",
        "none",
        "not sore at all",
        "no soreness",
        "it doesn't hurt any more",
    ],
)
def test_no_soreness_in_words_is_nought(said: str) -> None:
    assert RATINGS.read(said) == SoreRating(0)


@pytest.mark.parametrize(
    "said", ["same as before", "the same", "no change", "same as this morning", "unchanged"]
)
def test_the_same_is_the_last_rating_and_unclear_where_there_is_none(said: str) -> None:
    assert RATINGS.read(said, LAST) == SoreRating(LAST)
    assert RATINGS.read(said) == UnclearRating()


@pytest.mark.parametrize("said", ["a bit better than before", "better", "worse", "much worse now"])
def test_more_or_less_than_before_is_asked_for_on_the_scale(said: str) -> None:
    assert RATINGS.read(said, LAST) == UnclearRating(LAST, compared=True)


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("11", 10),
        ("4 hours", 4),
        ("2 unbearable", 2),
        ("4 5", 5),
        ("4/5", 5),
        ("-3", 0),
        ("after 4", 4),
        ("not 8", 8),
        ("worse than 9", 9),
        ("3 to 8", 8),
    ],
)
def test_what_may_count_something_else_is_settled_by_the_scale(said: str, near: int) -> None:
    assert RATINGS.read(said) == UnclearRating(near)


@pytest.mark.parametrize(
    "said", ["", "the day after tomorrow I see my 2 cousins", "x" * 300, "pain", "thanks"]
)
def test_a_text_that_says_something_else_is_no_rating(said: str) -> None:
    assert RATINGS.read(said) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [("not 4", True), ("4 or 9", True), ("4 hours", False), ("it is about a 4 now", True), ("about", False)],
)
def test_a_rating_is_meant_where_only_words_of_ratings_stand_beside_it(said: str, meant: bool) -> None:
    assert RATINGS.is_meant(said) == meant


@pytest.mark.parametrize(
    ("said", "bare"), [("4", True), ("4 of 10", True), ("four", True), ("it is 4", False)]
)
def test_a_bare_rating_has_not_a_word_more(said: str, bare: bool) -> None:
    assert RATINGS.is_bare(said) == bare


def test_a_grave_word_fits_from_the_severe_rating_on() -> None:
    fitting = [number for number in range(11) if isinstance(RATINGS.read(f"unbearable {number}"), SoreRating)]
    assert fitting == list(range(SEVERE, 11))


def test_another_language_has_its_own_words() -> None:
    assert GERMAN.read("es ist eine 4 von 10") == SoreRating(4)
    assert GERMAN.read("furchtbar 9") == SoreRating(9)
    assert GERMAN.read("it is a 4") == UnclearRating(4)
    assert GERMAN.is_meant("etwa 4")
