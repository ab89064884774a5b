"""A changed treatment, zone or protocol: what was sent stays sent, the rest follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schedules.plan import Changes, Reminder, Standing, build_plan, changes
from schedules.protocol import Protocol, StepKind
from tests.schedules.ward import DRY_NEEDLING, NIGHT, PROTOCOLS, TOKYO, ZONES

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)  # in Tokyo


def tip(step: str, hours: float = 0, carries: tuple[str, ...] = ()) -> Reminder:
    """Make the reminder of a step of dry_needling, with its own kind and span."""
    known, due = DRY_NEEDLING.step(step), NOON + hours * HOUR
    return Reminder(step, known.kind, due, due + known.expires, known.ask, known.only_if, carries)


def waiting(*reminders: Reminder) -> list[Standing]:
    return [Standing(one, settled=False) for one in reminders]


def sent(*reminders: Reminder) -> list[Standing]:
    return [Standing(one, settled=True) for one in reminders]


def compare(old: Sequence[Standing], *new: Reminder) -> Changes:
    return changes(old, new, protocol=DRY_NEEDLING)


def test_a_plan_that_does_not_exist_yet_is_added_whole() -> None:
    new = (tip("first_drink"), tip("first_check", 4))
    assert compare([], *new) == Changes(add=new, move=(), drop=())


def test_what_has_not_changed_is_left_alone() -> None:
    assert compare(waiting(tip("first_drink")), tip("first_drink")) == Changes((), (), ())


@pytest.mark.parametrize(
    "new",
    [
        tip("first_drink", 1),
        tip("first_drink", 0, carries=("first_move",)),
        replace(tip("first_drink"), expires=NOON + 9 * HOUR),
        replace(tip("first_drink"), kind=StepKind.MOVEMENT),
    ],
)
def test_whatever_differs_in_an_unsent_reminder_moves_it(new: Reminder) -> None:
    assert compare(waiting(tip("first_drink")), new) == Changes((), (new,), ())


def test_an_unsent_reminder_that_is_no_longer_planned_is_dropped() -> None:
    assert compare(waiting(tip("first_drink"))) == Changes((), (), ("first_drink",))


def test_an_unsent_reminder_that_another_carries_now_is_dropped() -> None:
    new = tip("first_check", 0, carries=("first_drink",))
    assert compare(waiting(tip("first_drink"), tip("first_check")), new) == Changes(
        (), (new,), ("first_drink",)
    )


@pytest.mark.parametrize("new", [(), (tip("first_drink"),), (tip("first_drink", 5),)])
def test_what_was_sent_is_neither_added_nor_moved_nor_dropped(new: tuple[Reminder, ...]) -> None:
    assert compare(sent(tip("first_drink")), *new) == Changes((), (), ())


def test_what_a_sent_message_carried_is_never_sent_again() -> None:
    old = sent(tip("first_check", carries=("first_move", "first_drink")))
    assert compare(old, tip("first_drink", 5), tip("first_move", 9)) == Changes((), (), ())


def test_a_reminder_carries_no_step_that_was_sent() -> None:
    new = tip("first_check", 4, carries=("first_drink", "first_move"))
    expected = tip("first_check", 4, carries=("first_move",))
    assert compare(sent(tip("first_drink")), new) == Changes((expected,), (), ())


def test_where_the_lead_was_sent_the_first_unsent_step_leads_in_its_own_kind() -> None:
    new = tip("second_check", 4, carries=("second_drink", "first_stretch"))
    assert compare(sent(tip("second_check")), new).add == (
        tip("second_drink", 4, carries=("first_stretch",)),
    )
    both = sent(tip("second_check"), tip("second_drink"))
    assert compare(both, new).add == (tip("first_stretch", 4),)


def test_a_step_put_in_the_lead_moves_its_unsent_reminder_instead_of_doubling_it() -> None:
    old = [*sent(tip("second_check")), *waiting(tip("second_drink", 1))]
    new = tip("second_check", 4, carries=("second_drink",))
    assert compare(old, new) == Changes((), (tip("second_drink", 4),), ())


def test_a_treatment_an_hour_later_moves_what_is_to_come_and_leaves_the_sent_drink_alone() -> None:
    treated = datetime(2026, 11, 23, 9, tzinfo=TOKYO).astimezone(UTC)
    old = build_plan(DRY_NEEDLING, treated, TOKYO, NIGHT, treated)
    standing = [Standing(one, settled=one.step in {"what_to_expect", "first_drink"}) for one in old]
    new = build_plan(DRY_NEEDLING, treated + HOUR, TOKYO, NIGHT, treated + 3 * HOUR)
    found = changes(standing, new, protocol=DRY_NEEDLING)
    # The drink of the second day is two hours before the check-in now, so it is a message of its own.
    assert [one.step for one in found.add] == ["second_drink", "second_stretch"]
    moved = ["first_check", "second_check", "second_move", "last_check", "follow_up"]
    assert [one.step for one in found.move] == moved
    assert found.drop == ()


def apply(old: Sequence[Standing], found: Changes) -> list[Standing]:
    """Do what the changes say, as the store does it."""
    fresh = {one.step: one for one in (*found.add, *found.move)}
    kept = [one for one in old if one.settled or one.reminder.step not in {*fresh, *found.drop}]
    return [*kept, *waiting(*fresh.values())]


MOVES = st.tuples(
    st.sampled_from(list(PROTOCOLS.values())),
    st.integers(-30, 30).map(lambda hours: NOON + hours * HOUR),
    st.sampled_from(ZONES),
    st.integers(0, 40).map(lambda hours: NOON + hours * HOUR),
)


@given(MOVES, MOVES, st.sets(st.integers(0, 12)))
def test_applied_changes_leave_nothing_to_change_and_no_step_is_told_twice(
    before: tuple[Protocol, datetime, ZoneInfo, datetime],
    after: tuple[Protocol, datetime, ZoneInfo, datetime],
    settled: set[int],
) -> None:
    old_plan = build_plan(*before[:3], NIGHT, before[3])
    old = [Standing(one, settled=place in settled) for place, one in enumerate(old_plan)]
    protocol = after[0]
    new = build_plan(*after[:3], NIGHT, after[3])

    found = changes(old, new, protocol=protocol)
    result = apply(old, found)

    for one in (*found.add, *found.move):  # whatever is taken out of it, it says why of all that is left
        assert [placed.step for placed in one.why] == [one.step, *one.carries]
    assert changes(result, new, protocol=protocol) == Changes((), (), ())
    assert [one for one in result if one.settled] == [one for one in old if one.settled]
    told = [name for one in result for name in (one.reminder.step, *one.reminder.carries)]
    assert len(told) == len(set(told))
    assert {name for one in new for name in (one.step, *one.carries)} <= set(told)
