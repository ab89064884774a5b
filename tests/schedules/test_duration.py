"""Lengths of time, as clinicians write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules.duration import parse_duration, spell_duration


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2h", timedelta(hours=2)),
        ("30m", timedelta(minutes=30)),
        ("90s", timedelta(seconds=90)),
        ("2d", timedelta(days=2)),
        ("1h30m", timedelta(hours=1, minutes=30)),
        (" 1d 6h ", timedelta(days=1, hours=6)),
        ("0s", timedelta(0)),
    ],
)
def test_days_hours_minutes_and_seconds_are_read_alone_and_together(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize(
    "text", ["", "2", "h", "2 hours", "-2h", "1.5h", "30m1h", "2H", "٢h", "1h1h", "1" * 400 + "d"]
)
def test_anything_else_is_refused_with_an_example_of_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match='write it like "2h"'):
        parse_duration(text)


@given(st.integers(0, 10**7))
def test_what_is_spelt_is_read_back(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    assert parse_duration(spell_duration(length)) == length
