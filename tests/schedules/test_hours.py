"""Working hours are read or refused with a sentence; the next opening is an instant on the clinic's clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules.hours import WorkingHours, last_end, next_open, parse_working_hours

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
WEEK = frozenset(range(7))


def hours(text: str) -> WorkingHours:
    found = parse_working_hours(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Fri 08:00-18:00", {0, 1, 2, 3, 4}),
        ("mon - fri 08:00-18:00", {0, 1, 2, 3, 4}),
        ("MON–FRI 08:00–18:00", {0, 1, 2, 3, 4}),
        ("Mon,Wed 08:00-18:00", {0, 2}),
        ("mon, wed, sat-sun 08:00-18:00", {0, 2, 5, 6}),
        ("Fri-Mon 08:00-18:00", {4, 5, 6, 0}),
        ("Sun-Sat 08:00-18:00", set(WEEK)),
        ("Tue 08:00-18:00", {1}),
        ("08:00-18:00", set(WEEK)),
        ("  Mon-Fri   08:00-18:00 ", {0, 1, 2, 3, 4}),
    ],
)
def test_days_are_spans_lists_or_all(text: str, days: set[int]) -> None:
    assert hours(text) == WorkingHours(frozenset(days), time(8), time(18))


@pytest.mark.parametrize("text", ["off", "OFF", " off "])
def test_off_is_any_hour(text: str) -> None:
    at = datetime(2026, 11, 29, 3, tzinfo=UTC)
    assert parse_working_hours(text) is None
    assert next_open(at, LONDON, None) == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9",
        "Mon",
        "Mon-Fri",
        "08:00",
        "Mo-Fr 08:00-18:00",
        "Mon-Fri 8-18h",
        "25:00-26:00",
        "Mon/Fri 08:00-18:00",
    ],
)
def test_what_is_no_spelling_is_refused_with_one_that_is(text: str) -> None:
    with pytest.raises(ValueError, match="write them like"):
        parse_working_hours(text)


@pytest.mark.parametrize("text", ["18:00-08:00", "Mon-Fri 08:00-08:00"])
def test_hours_end_on_the_day_on_which_they_begin(text: str) -> None:
    with pytest.raises(ValueError, match="end later on the day"):
        parse_working_hours(text)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-23 14:42", "2026-11-23 14:42"),  # a Monday
        ("2026-11-23 07:59", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 17:59", "2026-11-23 17:59"),
        ("2026-11-23 18:00", "2026-11-24 08:00"),
        ("2026-11-27 18:00", "2026-11-30 08:00"),
        ("2026-11-28 12:00", "2026-11-30 08:00"),
        ("2026-11-29 23:59", "2026-11-30 08:00"),
        ("2026-03-27 18:00", "2026-03-30 07:00"),  # the clocks go forward on the Sunday between
        ("2026-10-23 17:30", "2026-10-26 08:00"),  # and back; at 17:30 UTC it is half past six already
    ],
)
def test_the_next_opening_is_this_moment_or_the_next_morning_of_a_working_day(at: str, opens: str) -> None:
    found = next_open(datetime.fromisoformat(at).replace(tzinfo=UTC), LONDON, hours("Mon-Fri 08:00-18:00"))
    assert found == datetime.fromisoformat(opens).replace(tzinfo=UTC)


def test_an_opening_that_the_clocks_skip_is_what_they_show_instead() -> None:
    """On 8 March 2026 New York goes from 02:00 to 03:00."""
    found = next_open(datetime(2026, 3, 8, 5, tzinfo=UTC), NEW_YORK, hours("Sun 02:30-05:00"))
    assert found == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


def test_of_an_opening_that_comes_twice_the_first_one_counts() -> None:
    """On 1 November 2026 New York has 01:30 twice."""
    found = next_open(datetime(2026, 11, 1, 4, tzinfo=UTC), NEW_YORK, hours("Sun 01:30-05:00"))
    assert found == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


SPELLED = st.sampled_from(["Mon-Fri 08:00-18:00", "Sat 09:00-09:01", "00:00-23:59", "Sun-Tue 02:00-03:00"])
ZONES = st.sampled_from(["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)), SPELLED, ZONES)  # noqa: DTZ001
def test_it_is_open_then_and_never_was_between(at: datetime, spelled: str, zone: str) -> None:
    """And within eight days."""
    found, place = hours(spelled), ZoneInfo(zone)
    opens = next_open(at, place, found)
    assert at <= opens
    assert (opens - at).days <= 8
    if opens > at:
        local = at.astimezone(place)
        assert not (local.weekday() in found.days and found.start <= local.time() < found.end)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ((23, 8, 0), (20, 18, 0)),  # on Monday that of Friday
        ((24, 12, 0), (23, 18, 0)),
        ((24, 18, 0), (24, 18, 0)),
        ((28, 3, 0), (27, 18, 0)),
    ],
)
def test_the_last_working_day_ends_before_the_night_or_the_weekend(
    now: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    week = hours("Mon-Fri 08:00-18:00")
    at, ended = (datetime(2026, 11, *given, tzinfo=LONDON) for given in (now, end))
    assert last_end(at, LONDON, week) == ended
    assert last_end(at, LONDON, None) == at - timedelta(days=1)
