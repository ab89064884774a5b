"""What may be two times is weighed by when the clinic works, and else asked, with the likeliest first."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.times.candidates import UsualHours, Why
from messages.heard.times.when import Reason, TimeReader, Unclear, Understood
from schedules.clock import instants
from tests.bot.made_once import packaged

LONDON = ZoneInfo("Europe/London")
ENGLISH = packaged().vocabularies["en"].times
TIMES = TimeReader(ENGLISH, instants, longest=timedelta(days=14))
WEEKDAYS = replace(TIMES, usual=UsualHours(time(8), time(18), frozenset(range(5))))
TUESDAY = datetime(2026, 11, 24, tzinfo=UTC)


def told(text: str, clock: str, reader: TimeReader = TIMES, day: datetime = TUESDAY) -> list[str]:
    """What is offered, the likeliest first; one alone with a full stop where nothing is asked."""
    hour, minute = map(int, clock.split(":"))
    answer = reader.read(text, day + timedelta(hours=hour, minutes=minute), LONDON)
    if isinstance(answer, Understood):
        return [f"{answer.at:%a %H:%M}."]
    return [f"{one.at:%a %H:%M}" for one in answer.candidates]


@pytest.mark.parametrize(
    ("text", "clock", "expected"),
    [
        ("3:30", "14:00", ["Mon 15:30", "Tue 03:30"]),
        ("5", "16:30", ["Mon 17:00", "Tue 05:00"]),
        ("6:30", "18:00", ["Mon 18:30", "Tue 06:30"]),
        ("2:30", "08:10", ["Mon 14:30", "Tue 02:30"]),
        ("2:30", "07:12", ["Mon 14:30", "Tue 02:30"]),
        ("2:30", "01:00", ["Mon 14:30"]),
        ("five to five", "16:42", ["Mon 16:55", "Tue 04:55"]),
        ("3:30", "16:00", ["Tue 15:30."]),
        ("9:30", "16:00", ["Tue 09:30."]),
        ("9:30", "22:30", ["Tue 09:30."]),
        ("yesterday 2:30", "08:10", ["Mon 14:30."]),
        ("02:30", "08:10", ["Tue 02:30."]),
        ("2:30am", "08:10", ["Tue 02:30."]),
        ("17:30", "16:00", ["Mon 17:30"]),
        ("15 min", "16:00", ["Tue 15:45"]),
        ("2 hours", "16:42", ["Tue 14:42", "Tue 14:00"]),
        ("14h", "16:42", ["Tue 14:00."]),
        ("15 hours", "16:42", ["Tue 15:00."]),
        ("40 min", "02:00", ["Tue 01:20"]),
        ("reception today 3pm", "16:00", ["Tue 15:00"]),
        ("maybe 3pm with dave", "16:00", ["Tue 15:00"]),
        ("2-3pm", "16:00", ["Tue 15:00", "Tue 14:00"]),
        ("it started at 2pm", "16:00", []),
        ("my shoulder is stiff", "16:00", []),
    ],
)
def test_a_bare_time_is_the_one_when_sessions_end_or_it_is_asked(
    text: str, clock: str, expected: list[str]
) -> None:
    assert told(text, clock) == expected


def test_the_clinics_own_hours_and_days_decide() -> None:
    monday = TUESDAY - timedelta(days=1)
    assert told("7:30", "20:00") == ["Tue 07:30."]
    assert told("7:30", "20:00", WEEKDAYS) == ["Tue 19:30", "Tue 07:30"]
    assert told("3:30", "14:00", WEEKDAYS, monday) == ["Fri 15:30", "Sun 15:30", "Mon 03:30"]
    late = replace(TIMES, usual=UsualHours(time(8), time(20)))
    assert told("8:30", "21:00", late) == ["Tue 20:30", "Tue 08:30"]


def test_each_candidate_says_why() -> None:
    answer = TIMES.read("3:30", TUESDAY + timedelta(hours=14), LONDON)
    assert isinstance(answer, Unclear)
    assert answer.reason is Reason.SEVERAL
    assert [one.why for one in answer.candidates] == [(Why.USUAL, Why.DAY_BEFORE), (Why.UNUSUAL,)]


@pytest.mark.parametrize(
    ("text", "twelve"),
    [("2:30pm", True), ("2:30", True), ("11am", True), ("14:30", False), ("9:30", False), ("02:30", False)],
)
def test_the_kind_of_clock_is_the_one_they_typed(text: str, twelve: bool) -> None:
    assert TIMES.read(text, TUESDAY + timedelta(hours=16), LONDON).twelve is twelve


@pytest.mark.parametrize(
    ("now", "zone", "text", "expected"),
    [
        ("2026-10-12T20:00", "America/New_York", "10/11 2pm", "11.10. 14:00"),
        ("2026-11-24T16:00", "Europe/London", "11/12 2pm", "12.11. 14:00"),
        ("2026-11-12T16:00", "Europe/London", "11/12/2026 2pm", "12.11. 14:00"),
        ("2026-11-12T16:00", "Europe/London", "10/11 2pm", "10.11. 14:00"),
        ("2026-11-24T16:00", "Europe/London", "the 23rd at 2pm", "23.11. 14:00"),
        ("2026-11-02T16:00", "Europe/London", "2pm on the 31st", "31.10. 14:00"),
    ],
)
def test_of_two_orders_of_day_and_month_the_one_that_was_lately_is_meant(
    now: str, zone: str, text: str, expected: str
) -> None:
    there = ZoneInfo(zone)
    answer = TIMES.read(text, datetime.fromisoformat(now).replace(tzinfo=UTC), there)
    assert isinstance(answer, Understood)
    assert f"{answer.at.astimezone(there):%d.%m. %H:%M}" == expected


@given(st.integers(1, 12), st.integers(0, 59), st.integers(0, 24 * 60 - 1), st.booleans())
def test_a_bare_time_is_never_taken_for_one_when_nobody_works(
    hour: int, minute: int, now: int, own: bool
) -> None:
    reader = WEEKDAYS if own else TIMES
    at = TUESDAY + timedelta(minutes=now)
    answer = reader.read(f"{hour}:{minute:02}", at, LONDON)
    if isinstance(answer, Understood):
        assert Why.USUAL in reader.usual.reasons(answer.at.replace(tzinfo=None))
    else:
        assert answer.candidates
