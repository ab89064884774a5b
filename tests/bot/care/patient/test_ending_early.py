"""Who is hardly sore is offered to do without the other tips: one tap, and back again; the check-ins stay."""

import pytest

from bot.store import treatments
from tests.bot.care.floor import JO, PAT, Floor
from tests.bot.care.followed import at, why

OFFER = "Shall I leave out the other tips?"


@pytest.fixture
def ward(floor: Floor) -> Floor:
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    return floor


def rate(floor: Floor, hours: float, value: int) -> list[str]:
    """The check-in of that hour is answered; everything that is said to it."""
    floor.tap(PAT, f"sore:{at(floor, hours).message.id}:{value}")
    return [one.words.text for one in floor.deliver()]


def offered(floor: Floor) -> int:
    return sum(OFFER in one.words.text for one in floor.said)


def choose(floor: Floor, label: str) -> str:
    """A button of that label is tapped; what is said to it."""
    taps = [data for one in floor.said for row in one.words.buttons for shown, data in row if shown == label]
    floor.tap(PAT, taps[-1])
    return " ".join(one.words.text for one in floor.deliver())


def owed(floor: Floor) -> list[str]:
    rows = floor.rows("SELECT step FROM outbox WHERE state = 'due' AND step IS NOT NULL ORDER BY due_at, id")
    return [str(row["step"]) for row in rows]


def test_after_two_low_ratings_the_tips_may_be_left_out_and_the_check_ins_stay(ward: Floor) -> None:
    rate(ward, 6, 1)
    assert offered(ward) == 0
    rate(ward, 24, 0)
    assert offered(ward) == 1
    before = owed(ward)
    assert before == ["second_move", "second_stretch", "last_check", "follow_up"]
    assert "I still ask how it is" in choose(ward, "Leave them out")
    assert owed(ward) == ["last_check", "follow_up"]
    assert "Left out: the patient wanted no more tips." in why(ward, "second_move")
    assert "Two days have passed" in at(ward, 48).words.text


def test_the_tips_come_back_with_a_tap_and_never_one_that_has_passed(ward: Floor) -> None:
    rate(ward, 6, 1)
    rate(ward, 24, 0)
    choose(ward, "Leave them out")
    ward.move(hours=8)
    assert "The tips come again." in choose(ward, "Bring them back")
    assert owed(ward) == ["second_stretch", "last_check", "follow_up"]
    assert "easy stretch" in at(ward, 42).words.text


def test_whoever_goes_on_has_the_plan_that_they_had(ward: Floor) -> None:
    rate(ward, 6, 1)
    rate(ward, 24, 0)
    before = ward.rows("SELECT * FROM outbox WHERE state = 'due'")
    choose(ward, "No, go on")
    assert ward.rows("SELECT * FROM outbox WHERE state = 'due'") == before
    assert at(ward, 30).words.text


@pytest.mark.parametrize(("first", "second"), [(1, 2), (2, 1), (5, 0)])
def test_one_low_rating_is_not_enough(ward: Floor, first: int, second: int) -> None:
    rate(ward, 6, first)
    rate(ward, 24, second)
    assert offered(ward) == 0


def test_nothing_is_offered_where_nothing_is_to_come(ward: Floor) -> None:
    rate(ward, 6, 4)
    rate(ward, 24, 1)
    rate(ward, 48, 0)
    assert offered(ward) == 0


def test_nothing_is_offered_to_who_was_worried(ward: Floor) -> None:
    evening = at(ward, 6)
    ward.tap(PAT, f"worried:{evening.message.id}")
    ward.tap(PAT, f"sore:{evening.message.id}:0")
    rate(ward, 24, 0)
    assert ward.store.run_now(lambda tx: treatments.worried(tx, 1))
    assert offered(ward) == 0


def test_what_is_said_unasked_makes_no_second_answer_and_a_high_one_counts(ward: Floor) -> None:
    rate(ward, 6, 0)
    ward.say(PAT, "/sore 0")
    ward.deliver()
    assert offered(ward) == 0
    ward.say(PAT, "/sore 5")
    ward.deliver()
    rate(ward, 24, 0)
    assert offered(ward) == 0


def test_tips_that_were_left_out_stay_so_when_the_plan_is_made_anew(ward: Floor) -> None:
    """Another zone moves what is to come, and brings back nothing."""
    rate(ward, 6, 1)
    rate(ward, 24, 0)
    choose(ward, "Leave them out")
    ward.say(PAT, "/timezone Berlin")
    ward.deliver()
    choose(ward, "Yes")
    assert owed(ward) == ["last_check", "follow_up"]


def test_a_tip_that_was_put_off_is_left_out_as_well(ward: Floor) -> None:
    rate(ward, 6, 1)
    rate(ward, 24, 0)
    at(ward, 30)
    morning = at(ward, 42)
    ward.tap(PAT, f"later:{morning.message.id}")
    assert "second_stretch" in owed(ward)
    choose(ward, "Leave them out")
    ward.move(hours=1)
    assert ward.deliver() == []
    assert owed(ward) == ["last_check", "follow_up"]


@pytest.mark.parametrize("data", ["early:1:yes", "early:99:yes", "early:{}:maybe", "early:{}"])
def test_a_button_that_was_never_there_ends_nothing(ward: Floor, data: str) -> None:
    rate(ward, 6, 1)
    rate(ward, 24, 0)
    before = ward.kept()
    ward.tap(PAT, data.format(1))
    assert ward.kept() == before


def test_nobody_else_can_end_it(ward: Floor) -> None:
    rate(ward, 6, 1)
    rate(ward, 24, 0)
    offer = next(one for one in ward.said if OFFER in one.words.text)
    before = ward.kept()
    ward.tap(JO, offer.taps[0])
    assert ward.kept() == before
