"""What is typed behind /report is days or a month, or it is said why it is none.

It is Sunday 29 November 2026.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.heard.times.period import Period, PeriodFault, read_period
from tests.bot.made_once import packaged

WORDS = packaged().vocabularies["en"].times
TODAY, LONGEST = date(2026, 11, 29), 366


def read(text: str, today: date = TODAY) -> Period | PeriodFault:
    return read_period(text, WORDS, today, longest=LONGEST)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("October", "2026-10"),
        ("oct.", "2026-10"),
        ("in October", "2026-10"),
        ("last October", "2026-10"),
        ("October 2025", "2025-10"),
        ("2025 October", "2025-10"),
        ("October, 2025", "2025-10"),
        ("2026-10", "2026-10"),
        ("2026-3", "2026-03"),
        ("10/2026", "2026-10"),
        ("10.2026", "2026-10"),
        ("last month", "2026-10"),
        ("This month", "2026-11"),
        ("November", "2026-11"),
        ("December", "2025-12"),
        ("may", "2026-05"),
        ("for March", "2026-03"),
        ("12/2025", "2025-12"),
    ],
)
def test_a_month_is_the_last_one_of_that_name_that_has_begun(text: str, month: str) -> None:
    found = read(text)
    assert isinstance(found, Period)
    assert found.month
    assert f"{found.begin:%Y-%m}" == month
    assert (found.begin.day, found.end.day) == (1, 1)
    assert (found.end - found.begin).days in (28, 29, 30, 31)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(("30", 30), ("the last 30 days", 30), ("thirty days", 30), ("1", 1), ("2 weeks", 14), ("٣٠", 30)),
        *(("366", 366), ("90 days.", 90)),
    ],
)
def test_so_many_days_end_with_today(text: str, days: int) -> None:
    found = read(text)
    assert isinstance(found, Period)
    assert (found.last, (found.end - found.begin).days, found.month) == (TODAY, days, False)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        *((text, PeriodFault.AHEAD) for text in ("2026-12", "January 2027", "12/9999", "2027-01")),
        *((text, PeriodFault.TOO_LONG) for text in ("367", "400 days", "99999999999999999999", "60 weeks")),
        *(
            (text, PeriodFault.UNREADABLE)
            for text in ("0", "", "-5", "JD", "October 5", "30 October 2026", "2026-13", "2026-00", "1e3")
        ),
        *(
            (text, PeriodFault.UNREADABLE)
            for text in ("October November", "3 hours", "0000-10", "the", "x" * 999)
        ),
    ],
)
def test_what_names_no_days_says_why(text: str, fault: PeriodFault) -> None:
    assert read(text) is fault


def test_the_month_before_january_is_that_of_the_year_before() -> None:
    found = read("last month", date(2026, 1, 31))
    assert isinstance(found, Period)
    assert (found.begin, found.end) == (date(2025, 12, 1), date(2026, 1, 1))


@given(st.text(max_size=80), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_whatever_is_typed_is_days_that_have_begun_or_a_fault(text: str, today: date) -> None:
    found = read(text, today)
    if isinstance(found, Period):
        assert found.begin <= today
        assert found.begin < found.end
