"""The plan: worked examples of docs/clinical.md, its rules one by one, and its laws in every zone."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schedules.placing import Because
from schedules.plan import Reminder, build_plan, later
from schedules.protocol import Protocol, Step, StepKind
from schedules.quiet import QuietHours, is_quiet, quiet_end, quiet_start
from tests.schedules.ward import DRY_NEEDLING, NIGHT, PROTOCOLS, TOKYO, ZONES, clock_change_days

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def on(day: int, clock: str, zone: ZoneInfo = TOKYO) -> datetime:
    """Give an instant by day and wall clock; day 1 is 23 November 2026."""
    wall = datetime.combine(datetime(2026, 11, 22).date() + timedelta(day), time.fromisoformat(clock))  # noqa: DTZ001
    return wall.replace(tzinfo=zone).astimezone(UTC)


def shown(reminder: Reminder) -> str:
    local = reminder.due.astimezone(TOKYO)
    return f"{local.day - 22} {local:%H:%M} {' '.join((reminder.step, *reminder.carries))}"


def plan_of(
    protocol: Protocol, treated: datetime, now: datetime | None = None, quiet: QuietHours | None = NIGHT
) -> list[str]:
    plan = build_plan(protocol, treated, TOKYO, quiet, now or treated)
    return [shown(one) for one in plan if one.step not in {"what_to_expect", "follow_up"}]


def protocol_of(*steps: tuple[str, float, StepKind], gap: float = 2, only_if: Iterable[str] = ()) -> Protocol:
    """Make a protocol of steps given by name, hours and kind."""
    made = (
        Step(
            name,
            hours * HOUR,
            kind,
            6 * HOUR if kind is StepKind.CHECK_IN else 2 * HOUR,
            "soreness" if kind is StepKind.CHECK_IN else None,
            "still_sore" if name in only_if else None,
        )
        for name, hours, kind in steps
    )
    return Protocol("ward", "Ward", 48 * HOUR, gap * HOUR, tuple(made))


TIP, ASK, TELL = StepKind.HYDRATION, StepKind.CHECK_IN, StepKind.INFORMATION


def test_worked_example_of_a_session_at_nine() -> None:
    assert plan_of(DRY_NEEDLING, on(1, "09:00")) == [
        "1 11:00 first_drink",
        "1 15:00 first_check first_move",
        "2 09:00 second_check second_drink first_stretch",
        "2 15:00 second_move",
        "3 09:00 last_check second_stretch third_drink closing",
    ]


def test_worked_example_of_a_session_at_two_in_the_afternoon() -> None:
    assert plan_of(DRY_NEEDLING, on(1, "14:00")) == [
        "1 16:00 first_drink",
        "1 20:00 first_check first_move",
        "2 10:00 second_drink first_stretch",
        "2 14:00 second_check",
        "2 20:00 second_move",
        "3 08:00 second_stretch third_drink",
        "3 14:00 last_check closing",
    ]


@pytest.mark.parametrize(
    ("treated", "expected"),
    [
        ("14:59", "1 20:59 first_check first_move"),
        ("15:00", "1 20:45 first_check first_move"),
        ("17:00", "1 20:45 first_check first_drink first_move"),
        ("18:45", "1 20:45 first_check first_drink first_move"),
        ("18:46", "2 08:00 first_check first_move"),
        ("23:00", "2 08:00 first_check first_drink first_move"),
    ],
)
def test_a_late_session_is_still_screened_the_same_evening_if_that_is_two_hours_later(
    treated: str, expected: str
) -> None:
    assert expected in plan_of(DRY_NEEDLING, on(1, treated))


def test_only_the_first_check_in_moves_forward() -> None:
    protocol = protocol_of(("first", 2, ASK), ("second", 8, ASK))
    assert plan_of(protocol, on(1, "15:00")) == ["1 17:00 first", "2 08:00 second"]


def test_no_check_in_moves_forward_into_quiet_hours() -> None:
    """Awake for ten minutes a day: a quarter of an hour before quiet hours is quiet as well."""
    awake_at_eight = QuietHours(time(8, 10), time(8))
    assert plan_of(protocol_of(("ask", 26, ASK)), on(1, "08:05"), quiet=awake_at_eight) == ["3 08:00 ask"]


def test_expires_counts_from_the_moved_due_time() -> None:
    (tip,) = build_plan(protocol_of(("tip", 2, TIP)), on(1, "20:00"), TOKYO, NIGHT, on(1, "20:00"))
    assert (tip.due, tip.expires) == (on(2, "08:00"), on(2, "10:00"))


def test_a_plan_says_why_each_step_stands_where_it_does() -> None:
    """A session at eight in the evening: what falls into the night waits, and is joined to the question."""
    plan = build_plan(DRY_NEEDLING, on(1, "20:00"), TOKYO, NIGHT, on(1, "20:00"))
    (morning,) = (one for one in plan if one.step == "first_check")
    assert [(one.step, one.wished, one.due, one.because) for one in morning.why] == [
        ("first_check", on(2, "02:00"), on(2, "08:00"), Because.QUIET),
        ("first_drink", on(1, "22:00"), on(2, "08:00"), Because.QUIET),
        ("first_move", on(2, "02:00"), on(2, "08:00"), Because.QUIET),
    ]


def test_without_quiet_hours_every_step_is_due_at_its_hour() -> None:
    assert plan_of(DRY_NEEDLING, on(1, "20:00"), quiet=None)[:3] == [
        "1 22:00 first_drink",
        "2 02:00 first_check first_move",
        "2 16:00 second_drink first_stretch",
    ]


def test_the_information_given_at_once_is_planned_for_now_even_at_night_and_carries_nothing() -> None:
    protocol = protocol_of(("welcome", 0, TELL), ("tip", 0, TIP))
    night = on(1, "23:00")
    assert [shown(one) for one in build_plan(protocol, night, TOKYO, NIGHT, night)] == [
        "1 23:00 welcome",
        "2 08:00 tip",
    ]


def test_the_information_given_at_once_is_given_however_late_the_patient_is_enrolled() -> None:
    now = on(3, "23:00")
    first = build_plan(DRY_NEEDLING, on(1, "09:00"), TOKYO, NIGHT, now)[0]
    assert (first.step, first.due, first.expires > now) == ("what_to_expect", now, True)


def test_later_information_keeps_quiet_hours_and_merges_like_any_tip() -> None:
    protocol = protocol_of(("news", 1, TELL), ("tip", 12, TIP))
    assert plan_of(protocol, on(1, "21:00")) == ["2 08:00 news tip"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((2, 3.9), ["1 02:00 a b"]),
        ((2, 4), ["1 02:00 a", "1 04:00 b"]),
        ((2, 3.5, 5), ["1 02:00 a b", "1 05:00 c"]),
        ((2, 3.5, 5, 6.5), ["1 02:00 a b", "1 05:00 c d"]),
        ((2, 3, 3.5, 4), ["1 02:00 a b c", "1 04:00 d"]),
    ],
)
def test_tips_closer_than_the_gap_become_one_measured_from_the_messages_own_time(
    hours: tuple[float, ...], expected: list[str]
) -> None:
    """So a row of close tips never chains into one far too early or far too late."""
    protocol = protocol_of(*((name, after, TIP) for name, after in zip("abcd", hours, strict=False)))
    assert plan_of(protocol, on(1, "00:00"), quiet=None) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((("tip", 2, TIP), ("ask", 3, ASK)), ["1 03:00 ask tip"]),
        ((("ask", 2, ASK), ("tip", 3, TIP)), ["1 02:00 ask tip"]),
        ((("tip", 2, TIP), ("ask", 3, ASK), ("more", 4.5, TIP)), ["1 03:00 ask tip more"]),
        ((("tip", 2, TIP), ("ask", 3, ASK), ("more", 5, TIP)), ["1 03:00 ask tip", "1 05:00 more"]),
    ],
)
def test_a_check_in_wins_a_merge_and_gives_the_time(
    steps: tuple[tuple[str, float, StepKind], ...], expected: list[str]
) -> None:
    assert plan_of(protocol_of(*steps), on(1, "00:00"), quiet=None) == expected


def test_what_is_carried_is_in_the_protocols_order_even_where_the_check_in_moved_before_it() -> None:
    protocol = protocol_of(("tip", 5.9, TIP), ("ask", 6, ASK), ("walk", 6, TIP))
    assert plan_of(protocol, on(1, "15:00")) == ["1 20:45 ask tip walk"]


def test_two_check_ins_never_merge_and_both_stay_however_close() -> None:
    protocol = protocol_of(("one", 2, ASK), ("two", 3, ASK), ("tip", 3.5, TIP))
    assert plan_of(protocol, on(1, "00:00"), quiet=None) == ["1 02:00 one", "1 03:00 two tip"]
    same = protocol_of(("one", 2, ASK), ("two", 2, ASK))
    assert plan_of(same, on(1, "00:00"), quiet=None) == ["1 02:00 one", "1 02:00 two"]


def test_a_gap_of_nothing_merges_only_what_is_due_at_the_very_same_instant() -> None:
    protocol = protocol_of(("a", 2, TIP), ("b", 2, TIP), ("c", 2.001, TIP), gap=0)
    assert [one.carries for one in build_plan(protocol, on(1, "00:00"), TOKYO, None, on(1, "00:00"))] == [
        ("b",),
        (),
    ]


def test_three_steps_seconds_apart_are_three_messages_with_a_gap_of_nothing() -> None:
    second = 1 / 3600
    protocol = protocol_of(("a", second, TIP), ("b", 2 * second, ASK), ("c", 3 * second, TIP), gap=0)
    plan = build_plan(protocol, on(1, "12:00"), TOKYO, NIGHT, on(1, "12:00"))
    assert [(one.due - on(1, "12:00")).total_seconds() for one in plan] == [1, 2, 3]


def test_a_conditional_step_never_merges_with_one_that_has_no_condition() -> None:
    protocol = protocol_of(("tip", 2, TIP), ("maybe", 2, ASK), ("also", 2.5, TIP), only_if=("maybe", "also"))
    assert plan_of(protocol, on(1, "00:00"), quiet=None) == ["1 02:00 tip", "1 02:00 maybe also"]


def test_enrolled_late_past_reminders_are_skipped_and_not_carried() -> None:
    """At 08:30 the stretching of 08:00 has passed; the check-in of 09:00 does not bring it back."""
    assert plan_of(DRY_NEEDLING, on(1, "09:00"), on(3, "08:30")) == ["3 09:00 last_check closing"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("1 15:00", "1 15:00 first_check first_move"),
        ("1 15:01", "1 15:01 first_check"),
        ("1 20:59", "1 20:59 first_check"),
        ("1 21:00", "2 09:00 second_check second_drink first_stretch"),
    ],
)
def test_a_check_in_less_than_six_hours_past_is_offered_at_once_without_its_tips(
    now: str, expected: str
) -> None:
    day, _, clock = now.partition(" ")
    assert plan_of(DRY_NEEDLING, on(1, "09:00"), on(int(day), clock))[0] == expected


def test_a_check_in_offered_late_keeps_quiet_hours() -> None:
    offered = plan_of(DRY_NEEDLING, on(1, "14:00"), on(1, "22:00"))[0]
    assert offered == "2 08:00 first_check"


def test_a_check_in_that_moved_forward_is_past_from_that_time_on() -> None:
    assert plan_of(DRY_NEEDLING, on(1, "17:00"), on(1, "20:46"))[0] == "1 20:46 first_check"
    assert plan_of(DRY_NEEDLING, on(1, "17:00"), on(1, "21:30"))[0] == "2 08:00 first_check"
    assert "first_check" not in "".join(plan_of(DRY_NEEDLING, on(1, "17:00"), on(2, "02:45")))


def test_an_offered_check_in_carries_the_tips_that_are_still_to_come_within_the_gap() -> None:
    protocol = protocol_of(("ask", 2, ASK), ("tip", 5, TIP))
    assert plan_of(protocol, on(1, "00:00"), on(1, "04:00"), quiet=None) == ["1 04:00 ask tip"]


def test_of_several_missed_check_ins_only_the_latest_is_offered() -> None:
    protocol = protocol_of(("one", 2, ASK), ("two", 3, ASK), ("three", 4, ASK))
    assert plan_of(protocol, on(1, "00:00"), on(1, "04:30"), quiet=None) == ["1 04:30 three"]


def test_when_everything_is_long_past_only_the_information_is_left() -> None:
    plan = build_plan(DRY_NEEDLING, on(1, "09:00"), TOKYO, NIGHT, on(14, "09:00"))
    assert [one.step for one in plan] == ["what_to_expect"]


def test_hours_are_elapsed_time_whatever_the_clocks_do() -> None:
    """Berlin's clocks go back in the night: 24 hours after 10:00 they show 09:00."""
    berlin = ZoneInfo("Europe/Berlin")
    treated = datetime(2026, 10, 24, 10, tzinfo=berlin)
    check = next(
        one for one in build_plan(DRY_NEEDLING, treated, berlin, NIGHT, treated) if one.step == "second_check"
    )
    assert check.due - treated.astimezone(UTC) == 24 * HOUR
    assert check.due.astimezone(berlin).time() == time(9)


@pytest.mark.parametrize(
    ("now", "expires", "expected"),
    [
        ("12:00", "14:00", "13:00"),
        ("12:00", "13:00", None),
        ("12:00", "13:01", "13:00"),
        ("20:30", "22:30", None),
        ("19:59", "22:30", "20:59"),
        ("06:30", "08:01", "08:00"),
        ("06:30", "08:00", None),
    ],
)
def test_later_is_in_an_hour_never_in_quiet_hours_and_never_when_stale(
    now: str, expires: str, expected: str | None
) -> None:
    again = later(on(1, now), on(1, expires), TOKYO, NIGHT)
    assert again == (on(1, expected) if expected else None)


def test_later_is_an_elapsed_hour_while_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    again = later(now, now.astimezone(UTC) + 6 * HOUR, berlin, None)
    assert again == now.astimezone(UTC) + HOUR


def check_laws(
    protocol: Protocol, treated: datetime, zone: ZoneInfo, quiet: QuietHours | None, now: datetime
) -> None:
    """Hold a plan against every law that no worked example can cover."""
    plan = build_plan(protocol, treated, zone, quiet, now)
    welcome = {step.name for step in protocol.steps if step.kind is TELL and not step.after}
    assert [one.due for one in plan] == sorted(one.due for one in plan)
    assert all(one.due.tzinfo is UTC and now <= one.due < one.expires for one in plan)
    assert not any(is_quiet(one.due, zone, quiet) for one in plan if one.step not in welcome)

    told = [name for one in plan for name in (one.step, *one.carries)]
    assert len(told) == len(set(told))
    silent = [step for step in protocol.steps if step.name not in told]
    if now == treated:
        assert silent == []
    first = next((step for step in protocol.steps if step.kind is ASK), None)
    # Only what moves forward with the first check-in can have passed before its hour.
    assert all(treated + step.after < now or (first and step.after == first.after) for step in silent)

    check_reasons(protocol, plan, treated, zone, quiet)
    for condition in (None, "still_sore"):
        messages = [one for one in plan if one.only_if == condition and one.step not in welcome]
        for one, following in pairwise(messages):
            two_questions = one.kind is following.kind is ASK
            assert two_questions or following.due - one.due >= max(protocol.gap, timedelta(microseconds=1))
    for one in plan:
        carried = [protocol.step(name) for name in one.carries]
        assert all(step.only_if == one.only_if and step.kind is not ASK for step in carried)
        assert [step for step in protocol.steps if step in carried] == carried


def check_reasons(
    protocol: Protocol,
    plan: Iterable[Reminder],
    treated: datetime,
    zone: ZoneInfo,
    quiet: QuietHours | None,
) -> None:
    """Everything that is said has one reason, which is true, and holds for the message's own time."""
    for one in plan:
        assert [placed.step for placed in one.why] == [one.step, *one.carries]
        assert one.why[0].due == one.due
        for placed in one.why:
            assert placed.wished == treated + protocol.step(placed.step).after
            assert abs(placed.due - one.due) <= protocol.gap
            match placed.because:
                case Because.HOUR:
                    assert placed.due == placed.wished
                case Because.QUIET:
                    assert placed.due == quiet_end(placed.wished, zone, quiet) > placed.wished
                case Because.BEFORE_QUIET:
                    assert placed.due < quiet_start(placed.wished, zone, quiet) <= placed.wished
                case Because.LATE:
                    assert placed.due > placed.wished


def test_what_was_to_come_before_a_quiet_hour_and_still_does_is_not_called_late() -> None:
    treated, quiet = datetime(2026, 3, 28, 23, tzinfo=UTC), QuietHours(time(3, 15), time(4))
    asked = protocol_of(("ask", 4.25, ASK))
    (one,) = build_plan(asked, treated, ZoneInfo("UTC"), quiet, treated + 241 * MINUTE)
    assert one.due == treated + 241 * MINUTE < one.why[0].wished
    assert one.why[0].because is Because.BEFORE_QUIET


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=lambda protocol: protocol.name)
def test_the_laws_hold_in_every_zone_on_both_days_its_clocks_change(protocol: Protocol) -> None:
    for place, zone in enumerate(ZONES):
        for change in clock_change_days(zone):
            # Another hour of the two days before the change in each zone, so that every hour comes up.
            treated = change - HOUR * (place * 7 % 48) - MINUTE * (place % 60)
            check_laws(protocol, treated, zone, NIGHT, treated)


KINDS = st.sampled_from(list(StepKind))
HOURS = st.integers(0, 72 * 4).map(lambda quarters: quarters / 4)


@st.composite
def any_protocol(draw: st.DrawFn) -> Protocol:
    """Make any protocol a clinic might write, sorted as the reader of files sorts it."""
    drawn = draw(st.lists(st.tuples(HOURS, KINDS, st.booleans()), min_size=1, max_size=12))
    drawn.sort(key=lambda one: one[0])
    steps = [(f"s{place}", hours, kind) for place, (hours, kind, _) in enumerate(drawn)]
    conditional = [f"s{place}" for place, (hours, _, only_if) in enumerate(drawn) if only_if and hours]
    return protocol_of(*steps, gap=draw(st.sampled_from([0, 0.5, 2, 5])), only_if=conditional)


CLOCK_TIMES = st.integers(0, 24 * 4 - 1).map(lambda quarters: time(quarters // 4, quarters % 4 * 15))
QUIET = st.one_of(
    st.none(),
    st.tuples(CLOCK_TIMES, CLOCK_TIMES)
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda pair: QuietHours(*pair)),
)


@settings(max_examples=300)
@given(
    protocol=any_protocol(),
    zone=st.sampled_from(ZONES),
    change=st.integers(0, 1),
    hours=st.integers(-80, 10),
    late=st.one_of(st.just(0), st.integers(0, 80 * 60)),
    quiet=QUIET,
)
def test_the_laws_hold_for_any_protocol_any_quiet_hours_and_any_lateness(
    protocol: Protocol, zone: ZoneInfo, change: int, hours: int, late: int, quiet: QuietHours | None
) -> None:
    treated = clock_change_days(zone)[change] + hours * HOUR
    check_laws(protocol, treated, zone, quiet, treated + late * MINUTE)


@given(zone=st.sampled_from(ZONES), hours=st.integers(0, 8760))
def test_without_quiet_hours_the_zone_makes_no_difference(zone: ZoneInfo, hours: int) -> None:
    treated = datetime(2026, 1, 1, tzinfo=UTC) + hours * HOUR
    here = build_plan(DRY_NEEDLING, treated.astimezone(zone), zone, None, treated.astimezone(zone))
    assert here == build_plan(DRY_NEEDLING, treated, TOKYO, None, treated)


def test_a_check_in_that_was_put_off_is_offered_however_long_ago_its_own_time_was() -> None:
    treated, night = on(1, "17:00"), on(2, "04:00")
    plan = build_plan(DRY_NEEDLING, treated, TOKYO, NIGHT, night, put_off={"first_check"})
    assert [one.due for one in plan if one.step == "first_check"] == [on(2, "08:00")]
    assert "first_check" not in {one.step for one in build_plan(DRY_NEEDLING, treated, TOKYO, NIGHT, night)}
