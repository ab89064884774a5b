"""When a rehearsal begins: on a weekday at 15:00 where the clinic is, or where one chooses."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.starts import Start, start_of

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
THURSDAY = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


def begins(start: Start, now: datetime) -> str:
    return f"{start.instant(now).astimezone(start.zone):%A %d %B %H:%M}"


@pytest.mark.parametrize("zone", [LONDON, NEW_YORK, ZoneInfo("Pacific/Auckland")])
def test_it_is_always_a_weekday_at_three_whenever_one_starts(zone: ZoneInfo) -> None:
    for hours in range(0, 24 * 14, 5):
        begun = Start(zone).instant(THURSDAY + timedelta(hours=hours)).astimezone(zone)
        assert begun.weekday() < 5
        assert (begun.hour, begun.minute) == (15, 0)


def test_a_weekend_is_left_for_monday_and_a_day_that_is_named_is_taken() -> None:
    saturday = THURSDAY + timedelta(days=2)
    assert begins(Start(LONDON), THURSDAY) == "Thursday 26 November 15:00"
    assert begins(Start(LONDON), saturday) == "Monday 30 November 15:00"
    assert begins(Start(LONDON, day="saturday", at=time(9, 30)), saturday) == "Saturday 28 November 09:30"
    assert begins(Start(LONDON, day="tuesday"), saturday) == "Tuesday 01 December 15:00"


@pytest.mark.parametrize(
    "zone", [LONDON, NEW_YORK, ZoneInfo("Africa/Cairo"), ZoneInfo("Australia/Lord_Howe")]
)
@pytest.mark.parametrize(("night", "way"), [("forward", 1), ("back", -1)])
def test_the_night_on_which_the_clocks_change_lies_within_the_two_days(
    zone: ZoneInfo, night: str, way: int
) -> None:
    begun = Start(zone, day=night).instant(THURSDAY)
    before, after = (one.astimezone(zone).utcoffset() for one in (begun, begun + timedelta(hours=48)))
    assert before is not None
    assert after is not None
    assert (after - before) * way > timedelta()
    assert begun.astimezone(zone).weekday() < 5


def test_where_the_clocks_never_change_it_says_so() -> None:
    with pytest.raises(ValueError, match="The clocks of Asia/Tokyo do not change"):
        Start(ZoneInfo("Asia/Tokyo"), day="back").instant(THURSDAY)


def test_what_is_not_chosen_stays_and_a_wrong_choice_is_named() -> None:
    chosen = start_of({"zone": "america/new york", "patients": "Europe/London"}, Start(LONDON, day="friday"))
    assert chosen == Start(NEW_YORK, LONDON, "friday")
    assert start_of({"time": "09:30", "day": ""}, chosen) == Start(NEW_YORK, LONDON, "", time(9, 30))
    for wrong, words in (
        ({"zone": "Atlantis"}, "no time zone “Atlantis”"),
        ({"time": "teatime"}, "no time of day"),
        ({"day": "someday"}, "no day"),
    ):
        with pytest.raises(ValueError, match=words):
            start_of(wrong, chosen)
