"""Quiet hours, on the patient's wall clock, whatever the clocks do in the night."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules.quiet import QuietHours, is_quiet, parse_quiet_hours, quiet_end, quiet_spans, quiet_start
from tests.schedules.ward import BERLIN, NIGHT, ZONES, clock_change_days

MINUTE = timedelta(minutes=1)


def at(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
    # In UTC, because Python calls no two datetimes of different zones equal in the hour that occurs twice.
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("21:00-08:00", QuietHours(time(21), time(8))),
        (" 9:30 - 17:05 ", QuietHours(time(9, 30), time(17, 5))),
        ("00:00\u201306:00", QuietHours(time(0), time(6))),
        ("off", None),
        (" OFF ", None),
    ],
)
def test_quiet_hours_are_written_as_a_span_or_off(text: str, quiet: QuietHours | None) -> None:
    assert parse_quiet_hours(text) == quiet


@pytest.mark.parametrize(
    "text", ["", "21-8", "21:00", "21:00-24:00", "21:00-8:0", "a-b", "1:00-2:00-3:00", "٢١:00-08:00"]
)
def test_any_other_spelling_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match='like "21:00-08:00", or "off"'):
        parse_quiet_hours(text)


def test_quiet_hours_of_no_length_are_refused_because_they_could_mean_never_or_always() -> None:
    with pytest.raises(ValueError, match="never or always"):
        parse_quiet_hours("08:00-08:00")


@pytest.mark.parametrize(
    ("shown", "quiet"),
    [
        ("20:59:59.999999", False),
        ("21:00", True),
        ("00:00", True),
        ("07:59:59.999999", True),
        ("08:00", False),
    ],
)
def test_the_start_is_quiet_and_the_end_is_not(shown: str, quiet: bool) -> None:
    assert is_quiet(at(f"2026-11-23T{shown}"), BERLIN, NIGHT) is quiet


@pytest.mark.parametrize(
    ("shown", "quiet"), [("11:59", False), ("12:00", True), ("13:59", True), ("14:00", False)]
)
def test_quiet_hours_need_not_cross_midnight(shown: str, quiet: bool) -> None:
    assert is_quiet(at(f"2026-11-23T{shown}"), BERLIN, QuietHours(time(12), time(14))) is quiet


def test_with_quiet_hours_off_nothing_is_quiet_and_nothing_moves() -> None:
    night = at("2026-11-23T03:00")
    assert not is_quiet(night, BERLIN, None)
    assert quiet_end(night, BERLIN, None) == quiet_start(night, BERLIN, None) == night


@pytest.mark.parametrize(
    ("moment", "start", "end"),
    [
        ("2026-11-23T21:00", "2026-11-23T21:00", "2026-11-24T08:00"),
        ("2026-11-24T03:00", "2026-11-23T21:00", "2026-11-24T08:00"),
        ("2026-11-24T07:59", "2026-11-23T21:00", "2026-11-24T08:00"),
        ("2026-11-24T12:00", "2026-11-24T12:00", "2026-11-24T12:00"),
        # The nights in which Berlin's clocks go forward and back.
        ("2026-03-28T23:00", "2026-03-28T21:00", "2026-03-29T08:00"),
        ("2026-10-24T23:00", "2026-10-24T21:00", "2026-10-25T08:00"),
    ],
)
def test_the_quiet_around_a_moment_begins_and_ends_on_the_wall_clock(
    moment: str, start: str, end: str
) -> None:
    assert quiet_start(at(moment), BERLIN, NIGHT) == at(start)
    assert quiet_end(at(moment), BERLIN, NIGHT) == at(end)


def test_an_end_that_the_clocks_skip_is_the_moment_they_go_forward() -> None:
    """At 02:00 Berlin's clocks show 03:00: quiet hours until 02:30 are over at once."""
    early = QuietHours(time(21), time(2, 30))
    assert quiet_end(at("2026-03-29T01:00"), BERLIN, early) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_start_that_the_clocks_skip_is_the_moment_they_go_forward() -> None:
    late = QuietHours(time(2, 30), time(8))
    assert quiet_start(at("2026-03-29T05:00"), BERLIN, late) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_end_that_the_clocks_show_twice_ends_the_quiet_each_time() -> None:
    early = QuietHours(time(21), time(2, 30))
    assert quiet_end(at("2026-10-25T01:00"), BERLIN, early) == at("2026-10-25T02:30", fold=0)
    assert quiet_end(at("2026-10-25T02:10", fold=1), BERLIN, early) == at("2026-10-25T02:30", fold=1)


def test_clocks_put_back_out_of_the_quiet_hours_end_them() -> None:
    """Quiet from 02:30: at 03:00 the clocks show 02:00 again, when it is not quiet yet."""
    late = QuietHours(time(2, 30), time(8))
    assert quiet_end(at("2026-10-25T02:45", fold=0), BERLIN, late) == at("2026-10-25T02:00", fold=1)


def test_a_zone_that_skips_a_whole_day_still_has_an_end_of_quiet() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert quiet_end(at("2011-12-29T23:00", apia), apia, NIGHT) == at("2011-12-31T08:00", apia)


TIMES = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))


@given(
    zone=st.sampled_from(ZONES),
    change=st.integers(0, 1),
    minutes=st.integers(-2000, 2000),
    start=TIMES,
    end=TIMES,
)
def test_around_every_clock_change_the_quiet_is_as_a_minute_by_minute_watch_finds_it(
    zone: ZoneInfo, change: int, minutes: int, start: time, end: time
) -> None:
    if start == end:
        end = time((end.hour + 12) % 24, end.minute)
    quiet = QuietHours(start, end)
    moment = clock_change_days(zone)[change] + minutes * MINUTE
    expected_end, expected_start = moment, moment
    while is_quiet(expected_end, zone, quiet):
        expected_end += MINUTE
    while is_quiet(moment, zone, quiet) and is_quiet(expected_start - MINUTE, zone, quiet):
        expected_start -= MINUTE
    assert quiet_end(moment, zone, quiet) == expected_end
    assert quiet_start(moment, zone, quiet) == expected_start


@given(
    zone=st.sampled_from(ZONES),
    change=st.integers(0, 1),
    quarters=st.integers(-300, 20),
    start=TIMES,
    end=TIMES,
)
def test_the_spans_are_all_the_quiet_there_is_in_three_days(
    zone: ZoneInfo, change: int, quarters: int, start: time, end: time
) -> None:
    if start == end:
        end = time((end.hour + 12) % 24, end.minute)
    quiet = QuietHours(start, end)
    first = clock_change_days(zone)[change] + quarters * 15 * MINUTE
    spans = [*quiet_spans(first, first + timedelta(hours=72), zone, quiet)]
    for moment in (first + 17 * number * MINUTE for number in range(72 * 60 // 17)):
        assert any(begins <= moment < ends for begins, ends in spans) is is_quiet(moment, zone, quiet)


def test_with_quiet_hours_off_there_are_no_spans() -> None:
    now = at("2026-11-23T03:00")
    assert [*quiet_spans(now, now + timedelta(days=3), BERLIN, None)] == []
