"""Which copies a folder keeps, and when the next one is owed: by the clinic's clock, and by names alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.store import shelf

LONDON, TOKYO = ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)  # a Friday
DAY = timedelta(days=1)


def put(folder: Path, *moments: datetime) -> None:
    for at in moments:
        (folder / shelf.name_of(at)).touch()


def test_after_half_a_year_of_nights_seven_days_and_four_weeks_are_kept() -> None:
    there: set[datetime] = set()
    for day in range(180):
        now = NOON - DAY * (179 - day)
        there = shelf.kept({*there, now}, now, LONDON)
    sundays = [datetime(2026, 11, day, 12, 0, tzinfo=UTC) for day in (8, 15, 22)]
    assert sorted(there) == sorted({*(NOON - DAY * days for days in range(7)), *sundays})


def test_days_are_counted_that_have_a_copy_so_a_pause_empties_nothing() -> None:
    old = {NOON - DAY * days for days in range(7)}
    for leap in (DAY * 40, DAY * 4000):
        assert old - shelf.kept({*old, NOON + leap}, NOON + leap, LONDON) == {NOON - DAY * 6}


def test_all_of_the_last_day_stay_and_of_a_day_before_that_the_newest() -> None:
    hours = {NOON - timedelta(hours=hours) for hours in (1, 2, 30, 31)}
    assert hours - shelf.kept(hours, NOON, LONDON) == {NOON - timedelta(hours=31)}


@pytest.mark.parametrize(
    ("zone", "newest", "now", "owed"),
    [
        (LONDON, None, NOON, True),
        (LONDON, datetime(2026, 11, 27, 3, 0, tzinfo=UTC), NOON, False),
        (LONDON, datetime(2026, 11, 27, 2, 59, tzinfo=UTC), NOON, True),
        (LONDON, datetime(2026, 11, 26, 3, 0, tzinfo=UTC), datetime(2026, 11, 27, 2, 59, tzinfo=UTC), False),
        # In summer three o'clock in London is two o'clock UTC, and on the Sunday when clocks change, too.
        (LONDON, datetime(2026, 7, 1, 1, 59, tzinfo=UTC), datetime(2026, 7, 1, 2, 0, tzinfo=UTC), True),
        (LONDON, datetime(2026, 3, 29, 1, 59, tzinfo=UTC), datetime(2026, 3, 29, 2, 0, tzinfo=UTC), True),
        (TOKYO, datetime(2026, 7, 1, 17, 0, tzinfo=UTC), datetime(2026, 7, 1, 18, 1, tzinfo=UTC), True),
    ],
)  # fmt: skip
def test_one_is_owed_when_none_was_made_since_three_at_night(
    zone: ZoneInfo, newest: datetime | None, now: datetime, owed: bool
) -> None:
    assert shelf.is_owed(newest, now, zone) == owed


def test_a_copy_of_a_clock_that_was_ahead_does_not_keep_the_next_one_from_being_made(tmp_path: Path) -> None:
    put(tmp_path, NOON - DAY, NOON + DAY * 300)
    assert shelf.newest(tmp_path, NOON) == NOON - DAY


def test_only_what_has_its_own_name_is_removed(tmp_path: Path) -> None:
    put(tmp_path, *(NOON - DAY * days for days in range(60)))
    left = [tmp_path / (shelf.name_of(at) + ".part") for at in (NOON - DAY * 2, NOON)]
    others = [tmp_path / name for name in ("2020-01-01.db", "aftercare.db", "aftercare-2020.db", "x.part")]
    for file in (*left, *others):
        file.touch()
    shelf.tidy(tmp_path, NOON, LONDON)
    kept = {*tmp_path.iterdir()} - {tmp_path / shelf.name_of(at) for at in shelf.made(tmp_path)}
    assert kept == {*others, left[1]}
    assert len(shelf.made(tmp_path)) == 7 + 2
