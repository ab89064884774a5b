"""When somebody is away is one stretch where the words are clear; else all that may be meant, or none.

It is Monday 23 November 2026, 14:42, in London; a day of work begins at eight.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.times.ahead import AheadReader, absence
from messages.heard.times.span import AwayTimes, SpanReader
from schedules.clock import instants
from tests.bot.made_once import packaged

WORDS = packaged().vocabularies["en"].times
LONGEST = timedelta(days=180)
NOW, LONDON = datetime(2026, 11, 23, 14, 42, tzinfo=UTC), ZoneInfo("Europe/London")


def read(text: str, *, ends: bool = False) -> AwayTimes:
    return SpanReader(AheadReader(WORDS, instants, LONGEST), NOW, LONDON, time(8)).read(text, ends=ends)


def shown(found: AwayTimes) -> list[tuple[str, str]]:
    def one(at: datetime | None) -> str:
        return f"{at.astimezone(LONDON):%a %d %b %H:%M}" if at else ""

    return [(one(stretch.begins), one(stretch.ends)) for stretch in found.stretches]


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("from Friday until Tuesday", "Fri 27 Nov 08:00", "Tue 01 Dec 08:00"),
        ("next week", "Mon 30 Nov 08:00", "Mon 07 Dec 08:00"),
        ("tomorrow", "Tue 24 Nov 08:00", "Wed 25 Nov 08:00"),
        ("3 Dec to 7 Dec", "Thu 03 Dec 08:00", "Mon 07 Dec 08:00"),
        ("3-7 December", "Thu 03 Dec 08:00", "Mon 07 Dec 08:00"),
        ("Dec 3 to 7", "Thu 03 Dec 08:00", "Mon 07 Dec 08:00"),
        ("3rd to 7th December", "Thu 03 Dec 08:00", "Mon 07 Dec 08:00"),
        ("3.12.\u20137.12.", "Thu 03 Dec 08:00", "Mon 07 Dec 08:00"),
        ("from 2026-12-03 to 2026-12-07", "Thu 03 Dec 08:00", "Mon 07 Dec 08:00"),
        ("from 30 December until 4 January", "Wed 30 Dec 08:00", "Mon 04 Jan 08:00"),
        ("on Monday", "Mon 30 Nov 08:00", "Tue 01 Dec 08:00"),
        ("fri - tue", "Fri 27 Nov 08:00", "Tue 01 Dec 08:00"),
        ("from Friday 9am to Friday 5pm", "Fri 27 Nov 09:00", "Fri 27 Nov 17:00"),
        ("from Friday afternoon until Tuesday", "Fri 27 Nov 12:00", "Tue 01 Dec 08:00"),
        ("from tomorrow 2pm", "Tue 24 Nov 14:00", ""),
        ("from Friday on", "Fri 27 Nov 08:00", ""),
        ("for 2 weeks from Monday", "Mon 30 Nov 08:00", "Mon 14 Dec 08:00"),
        ("from Monday for 3 days", "Mon 30 Nov 08:00", "Thu 03 Dec 08:00"),
        ("from tomorrow until next week", "Tue 24 Nov 08:00", "Mon 30 Nov 08:00"),
        ("from now until Friday", "", "Fri 27 Nov 08:00"),
        ("today", "", "Tue 24 Nov 08:00"),
        ("until Friday", "", "Fri 27 Nov 08:00"),
        ("until quarter to 5", "", "Mon 23 Nov 16:45"),
        ("for three days", "", "Thu 26 Nov 08:00"),
        ("2pm", "", "Tue 24 Nov 14:00"),
    ],
)
def test_what_is_clear_is_one_stretch(text: str, begins: str, ends: str) -> None:
    assert shown(read(text)) == [(begins, ends)]


@pytest.mark.parametrize(
    ("text", "either"),
    [
        (
            "next Friday",
            [("Fri 27 Nov 08:00", "Sat 28 Nov 08:00"), ("Fri 04 Dec 08:00", "Sat 05 Dec 08:00")],
        ),
        ("tomorrow 2pm", [("", "Tue 24 Nov 14:00"), ("Tue 24 Nov 14:00", "")]),
        ("from 8", [("Mon 23 Nov 20:00", ""), ("Tue 24 Nov 08:00", "")]),
        (
            "Friday until next Tuesday",
            [("Fri 27 Nov 08:00", "Tue 01 Dec 08:00"), ("Fri 27 Nov 08:00", "Tue 08 Dec 08:00")],
        ),
    ],
)
def test_what_may_be_two_is_both(text: str, either: list[tuple[str, str]]) -> None:
    assert shown(read(text)) == either


@pytest.mark.parametrize(
    "text",
    [
        "from 3 November to 7 November",
        "from 3 December to 1 December",
        "from yesterday until Friday",
        "from Friday until tomorrow",
        "29 February to 3 March",
        "from 30 November to 30 November",
        "Monday and Tuesday",
        "from my desk",
        "from Friday until whenever",
    ],
)
def test_what_is_past_or_impossible_or_unclear_is_none_and_speaks_of_a_beginning(text: str) -> None:
    assert read(text) == AwayTimes((), later=True)


def test_a_day_that_answers_until_when_is_the_end() -> None:
    assert shown(read("Monday", ends=True)) == [("", "Mon 30 Nov 08:00")]
    assert shown(read("from Friday until Monday", ends=True)) == [("Fri 27 Nov 08:00", "Mon 30 Nov 08:00")]


def test_an_end_that_was_named_as_a_day_may_mean_that_day_as_well() -> None:
    whole = [
        read(text).stretches[0].whole_day
        for text in ("from Friday until Tuesday", "Friday to 5pm", "next week")
    ]
    assert whole == [True, False, False]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("off on Monday", "on monday"),
        ("Off next week", "next week"),
        ("I'm not in tomorrow", "tomorrow"),
        ("I will be away from Friday", "from friday"),
        ("off the record", None),
        ("off", None),
        ("not in the mood", None),
    ],
)
def test_a_word_that_may_say_anything_says_so_with_a_time_alone(text: str, rest: str | None) -> None:
    assert absence(text, WORDS) == rest


TYPED = "from until to - on for next week friday tuesday 3 7 dec 12.12. 9am 5 tomorrow today 2 days"
WORD = st.sampled_from(TYPED.split())


@given(st.lists(WORD, max_size=7))
def test_whatever_is_typed_begins_and_ends_in_order_and_not_too_far_ahead(typed: list[str]) -> None:
    for one in read(" ".join(typed)).stretches:
        begins = one.begins or NOW
        assert NOW <= begins <= NOW + LONGEST
        assert one.begins != NOW
        assert one.ends is None or begins < one.ends <= begins + LONGEST
