"""An alert climbs at its offsets: to whoever follows the patient, to all on duty, to all, without an end."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules.clinical import CLINICAL
from schedules.ladder import Ladder, Reach, offset_of, reach, rung

LADDERS = CLINICAL.ladders
EMERGENCY, SAME_DAY, CLINICIAN = (LADDERS[name] for name in ("emergency", "same_day", "clinician"))
ladders = st.sampled_from(list(LADDERS.values()))
numbers = st.integers(0, 10_000)
spans = st.timedeltas(timedelta(0), timedelta(days=400))
INSTANT = timedelta(microseconds=1)


def minutes(ladder: Ladder, rungs: int) -> list[float]:
    return [offset_of(ladder, number) / timedelta(minutes=1) for number in range(rungs)]


def test_an_emergency_is_told_at_once_then_after_2_5_10_15_and_30_minutes_then_hourly() -> None:
    assert minutes(EMERGENCY, 8) == [0, 2, 5, 10, 15, 30, 90, 150]


def test_what_wants_a_doctor_today_is_told_more_slowly() -> None:
    assert minutes(SAME_DAY, 7) == [0, 30, 60, 120, 180, 300, 540]


def test_what_a_clinician_should_hear_of_is_told_daily() -> None:
    assert minutes(CLINICIAN, 4) == [0, 1440, 2880, 4320]


def test_only_what_can_wait_waits_for_working_hours() -> None:
    assert [name for name, ladder in LADDERS.items() if ladder.working_hours] == ["clinician"]


@pytest.mark.parametrize(("ladder", "first"), [(EMERGENCY, 4), (SAME_DAY, 4), (CLINICIAN, 1)])
def test_all_on_duty_are_told_after_the_follower_then_all_and_ever_after(ladder: Ladder, first: int) -> None:
    reached = [reach(ladder, number) for number in range(-1, first + 50)]
    assert reached == [Reach.FOLLOWER] * (first + 1) + [Reach.ON_DUTY] + [Reach.EVERYBODY] * 49


@given(ladders, spans, spans)
def test_a_rung_never_falls(ladder: Ladder, one: timedelta, other: timedelta) -> None:
    earlier, later = sorted((one, other))
    assert 0 <= rung(ladder, earlier) <= rung(ladder, later)


@given(ladders, numbers)
def test_every_rung_comes_later_than_the_one_before(ladder: Ladder, number: int) -> None:
    assert offset_of(ladder, number) < offset_of(ladder, number + 1)


@given(ladders, numbers)
def test_a_rung_is_behind_from_its_offset_on(ladder: Ladder, number: int) -> None:
    assert rung(ladder, offset_of(ladder, number)) == number + 1
    assert rung(ladder, offset_of(ladder, number) - INSTANT) == number


@given(ladders, spans)
def test_the_next_rung_is_always_ahead_and_the_last_one_never(ladder: Ladder, since: timedelta) -> None:
    behind = rung(ladder, since)
    assert since < offset_of(ladder, behind)
    assert behind == 0 or offset_of(ladder, behind - 1) <= since


@given(ladders, st.timedeltas(timedelta(days=-400), -INSTANT))
def test_on_a_clock_that_went_back_behind_the_alert_no_rung_is_behind(
    ladder: Ladder, since: timedelta
) -> None:
    assert rung(ladder, since) == 0
