"""A time still to come is read as one instant where the words are clear; else all that may be meant is given.

It is Monday 23 November 2026, 14:42, in London; a day of work begins at eight.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.times.ahead import AheadReader, absence, is_back
from schedules.clock import instants
from tests.bot.made_once import packaged

WORDS = packaged().vocabularies["en"].times
LONGEST = timedelta(days=180)
READER = AheadReader(WORDS, instants, LONGEST)
NOW, LONDON, EIGHT = datetime(2026, 11, 23, 14, 42, tzinfo=UTC), ZoneInfo("Europe/London"), time(8)


def read(text: str, now: datetime = NOW, zone: ZoneInfo = LONDON) -> list[str]:
    found = READER.read(text, now, zone, EIGHT)
    return [f"{at.astimezone(zone):%a %d %b %H:%M}" for at in found.times]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("until Monday", "Mon 30 Nov 08:00"),
        ("Friday", "Fri 27 Nov 08:00"),
        ("fri 27 nov", "Fri 27 Nov 08:00"),
        ("until friday afternoon", "Fri 27 Nov 12:00"),
        ("tomorrow", "Tue 24 Nov 08:00"),
        ("until tmrw 2pm", "Tue 24 Nov 14:00"),
        ("the day after tomorrow", "Wed 25 Nov 08:00"),
        ("30 November", "Mon 30 Nov 08:00"),
        ("1/12", "Tue 01 Dec 08:00"),
        ("2 January", "Sat 02 Jan 08:00"),
        ("for 2 weeks", "Mon 07 Dec 08:00"),
        ("for three days", "Thu 26 Nov 08:00"),
        ("2 hours", "Mon 23 Nov 16:42"),
        ("until 5", "Mon 23 Nov 17:00"),
        ("8pm", "Mon 23 Nov 20:00"),
        ("until 9:30 tomorrow", "Tue 24 Nov 09:30"),
        ("tonight", "Mon 23 Nov 18:00"),
    ],
)
def test_what_is_clear_is_one_instant(text: str, at: str) -> None:
    assert read(text) == [at]


@pytest.mark.parametrize(
    ("text", "either"),
    [
        ("until 8", ["Mon 23 Nov 20:00", "Tue 24 Nov 08:00"]),
        ("next Friday", ["Fri 27 Nov 08:00", "Fri 04 Dec 08:00"]),
    ],
)
def test_what_may_be_two_is_both(text: str, either: list[str]) -> None:
    assert read(text) == either


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "3 days ago",
        "last monday",
        "20 november",
        "the end of the month",
        "next week",
        "until christmas",
        "monday or tuesday",
        "not until Monday",
        "for 40 weeks",
        "Monday 25 November",
        "29 February",
        "10 and 11",
    ],
)
def test_what_is_not_clear_is_none(text: str) -> None:
    assert read(text) == []


def test_a_day_is_whole_where_no_time_is_named() -> None:
    whole = [
        READER.read(text, NOW, LONDON, EIGHT).whole_day for text in ("friday", "friday 9am", "", "2 hours")
    ]
    assert whole == [True, False, False, False]


def test_a_time_that_clocks_skip_is_what_they_show_instead() -> None:
    """They go forward on 28 March 2027 at one."""
    assert read("tomorrow 1:30am", datetime(2027, 3, 27, 12, 0, tzinfo=UTC)) == ["Sun 28 Mar 02:30"]


@given(st.text(max_size=60), st.sampled_from(["Europe/London", "Pacific/Auckland", "America/New_York"]))
def test_whatever_is_typed_is_ahead_and_not_too_far(text: str, zone: str) -> None:
    found = READER.read(text, NOW, ZoneInfo(zone), EIGHT).times
    assert all(NOW < at <= NOW + LONGEST for at in found)
    assert list(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("I am away until Friday", "until friday"),
        ("I'm away.", ""),
        ("Away", ""),
        ("awayish", None),
        ("is Jo away?", None),
        ("thank you", None),
    ],
)
def test_words_that_say_that_somebody_is_away(text: str, rest: str | None) -> None:
    assert absence(text, WORDS) == rest


def test_words_that_say_that_somebody_is_back() -> None:
    assert [is_back(text, WORDS) for text in ("I'm back.", "back", "my back hurts", "")] == [
        True,
        True,
        False,
        False,
    ]
