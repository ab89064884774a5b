"""When a series of ratings is for the clinic to know: a row for each threshold, and for what is none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from schedules.clinical import CLINICAL
from schedules.soreness import Threshold, TimedRating, threshold

SEVERE, RISING, NOT_IMPROVING = Threshold.SEVERE, Threshold.RISING, Threshold.NOT_IMPROVING

# Hours since the session and the rating then; what the last one has come to.
TABLE = [
    ("nothing was said", "", None),
    ("a first rating, below severe", "6:6", None),
    ("severe from 7 on", "6:7", SEVERE),
    ("severe, whatever was before", "6:9 24:7", SEVERE),
    ("severe outweighs a rise", "6:2 24:8", SEVERE),
    ("a rise of 2", "6:3 24:5", RISING),
    ("a rise of 1 is none", "6:3 24:4", None),
    ("against the last one, not the highest", "6:6 24:2 48:4", RISING),
    ("step by step within a day", "24:3 30:4 36:5", RISING),
    ("step by step over days is none", "6:2 24:3 48:4", None),
    ("what stays high after a rise was told already", "24:3 30:5 31:5", None),
    ("a fall is no rise", "24:1 30:5 36:4", None),
    ("4, 4, 4, and at 72 h still 4", "6:4 24:4 48:4 72:4", NOT_IMPROVING),
    ("the same an hour too early", "6:4 24:4 48:4 71:4", None),
    ("a fall of 1 since 24 h is no improvement", "6:6 24:5 48:5 72:4", NOT_IMPROVING),
    ("a fall of 2 since 24 h is one", "6:6 24:6 48:5 72:4", None),
    ("what fell before 24 h does not count", "6:6 24:4 72:4", NOT_IMPROVING),
    ("without a rating since 24 h, the last one before it counts", "6:6 72:4", None),
    ("of whom nothing else is known", "72:4", NOT_IMPROVING),
    ("3 is no longer sore enough", "6:3 24:3 48:3 72:3", None),
    ("also long after", "24:5 200:5", NOT_IMPROVING),
]


def series(said: str) -> list[TimedRating]:
    pairs = [one.split(":") for one in said.split()]
    return [TimedRating(timedelta(hours=int(hour)), int(value)) for hour, value in pairs]


@pytest.mark.parametrize(("said", "meant"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_the_last_rating_of_a_series_has_come_to(said: str, meant: Threshold | None) -> None:
    assert threshold(series(said)) is meant


@pytest.mark.parametrize(
    ("number", "other", "said"),
    [
        ("severe", 8, "6:7"),
        ("rise", 3, "6:3 24:5"),
        ("rise_within", timedelta(hours=6), "24:3 30:4 36:5"),
        ("still_sore", 5, "24:4 72:4"),
        ("improved_by", timedelta(hours=96), "24:4 72:4"),
        ("improving_from", timedelta(hours=6), "6:6 24:4 72:4"),
        ("fall", 1, "24:5 72:4"),
    ],
)
def test_each_number_is_the_one_of_the_file(number: str, other: object, said: str) -> None:
    """With another one, the clinic would not hear of it."""
    assert threshold(series(said)) is not None
    assert threshold(series(said), replace(CLINICAL, **{number: other})) is None  # type: ignore[arg-type]
