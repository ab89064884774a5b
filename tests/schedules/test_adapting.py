"""Each rule by which a course fits itself to the patient, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from schedules.adapting import DoneTip, Omission, Praise, Progress, left_out, may_end_early, praise
from schedules.clinical import CLINICAL
from schedules.protocol import TIPS, Adapting, StepKind
from schedules.protocol_file import load, packaged

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DRINK, MOVE, STRETCH = TIPS
RULES = Adapting(done=timedelta(hours=4), sore=(STRETCH,), low=2, praise=2)
NONE = Adapting()


def drank(hours: float, step: str = "first_drink") -> Progress:
    return Progress(done=(DoneTip(step, DRINK, NOON - timedelta(hours=hours)),))


@pytest.mark.parametrize(
    ("step", "kind", "rules", "progress", "expected"),
    [
        ("second_drink", DRINK, RULES, Progress(), None),
        ("second_drink", DRINK, RULES, drank(0), Omission.DONE),
        ("second_drink", DRINK, RULES, drank(3.9), Omission.DONE),
        ("second_drink", DRINK, RULES, drank(4), None),
        ("first_drink", DRINK, RULES, drank(20), Omission.DONE),  # the very same, put off or said again
        ("first_drink", DRINK, NONE, drank(20), Omission.DONE),
        ("second_drink", DRINK, NONE, drank(1), None),
        ("first_move", MOVE, RULES, drank(1), None),
        ("stretch", STRETCH, RULES, Progress(soreness=7), Omission.SORE),
        ("stretch", STRETCH, RULES, Progress(soreness=10), Omission.SORE),
        ("stretch", STRETCH, RULES, Progress(soreness=6), None),
        ("stretch", STRETCH, RULES, Progress(soreness=None), None),
        ("stretch", STRETCH, NONE, Progress(soreness=10), None),
        ("move", MOVE, RULES, Progress(soreness=10), None),
        ("move", MOVE, Adapting(sore=(MOVE, STRETCH)), Progress(soreness=10), Omission.SORE),
        ("move", MOVE, RULES, Progress(ends_early=True), Omission.EARLY),
        ("stretch", STRETCH, RULES, Progress(soreness=8, ends_early=True), Omission.EARLY),
    ],
)
def test_a_tip_is_left_out_by_the_rules_of_its_protocol_and_no_others(
    step: str, kind: StepKind, rules: Adapting, progress: Progress, expected: Omission | None
) -> None:
    assert left_out(step, kind, rules, progress, NOON) is expected


@pytest.mark.parametrize("kind", [StepKind.CHECK_IN, StepKind.INFORMATION])
def test_no_question_and_no_information_is_ever_left_out(kind: StepKind) -> None:
    rules = Adapting(timedelta(days=1), TIPS, 2)
    progress = Progress((DoneTip("closing", kind, NOON),), CLINICAL.most_sore, ends_early=True)
    assert left_out("closing", kind, rules, progress, NOON) is None


@pytest.mark.parametrize(
    ("ratings", "low", "expected"),
    [
        ([], 2, False),
        ([0], 2, False),
        ([0, 0], 2, True),
        ([1, 1], 2, True),
        ([1, 2], 2, False),
        ([2, 1], 2, False),
        ([9, 0, 1], 2, True),
        ([0, 0, 0], 2, False),  # it was offered at the second
        ([0, 0, 5, 1], 2, False),
        ([0, 0, 5, 1, 0], 2, True),
        ([0, 0, 0], 3, True),
        ([0, 0], None, False),
    ],
)
def test_whoever_says_low_often_enough_running_may_end_early(
    ratings: list[int], low: int | None, *, expected: bool
) -> None:
    assert may_end_early(ratings, Adapting(low=low)) is expected


def did(
    *steps: str, told: int, soreness: int | None = None, worried: bool = False, praised: int = 0
) -> Progress:
    """These were done, of so many that came."""
    done = tuple(DoneTip(step, DRINK, NOON) for step in steps)
    came = frozenset(["a", "b", "c", "d"][:told])
    return Progress(done, soreness, worried=worried, told=came, praised=praised)


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (did(told=3), None),
        (did("a", told=1), None),
        (did("a", "b", told=2), Praise(2, 2)),
        (did("a", "b", "c", told=3), Praise(3, 3)),
        (did("a", "b", told=4), Praise(2, 4)),
        (did("a", "a", told=2), None),  # the very same twice, as one was put off, is one
        (did("a", "b", told=1), Praise(2, 2)),  # a tap proves that it came
        (did("a", "b", told=3, praised=2), None),  # it was said
        (did("a", "b", "c", told=3, praised=2), Praise(3, 3)),
        (did("a", "b", told=2, soreness=6), Praise(2, 2)),
        (did("a", "b", told=2, soreness=7), None),
        (did("a", "b", told=2, soreness=10), None),
        (did("a", "b", told=2, worried=True), None),
    ],
)
def test_praise_is_for_what_was_done_each_number_once_and_never_amid_high_soreness(
    progress: Progress, expected: Praise | None
) -> None:
    assert praise(RULES, progress) == expected
    assert praise(NONE, progress) is None


def test_the_packaged_courses_have_each_of_the_rules() -> None:
    """What they may leave out is stretching alone: drinking and a short walk harm nobody who is sore."""
    for protocol in load(packaged())[0].values():
        assert protocol.adapting == RULES
