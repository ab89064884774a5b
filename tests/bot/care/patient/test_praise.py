"""Praise beside a later tip: for what was done, each number once, and never where it is out of place."""

from datetime import timedelta

import pytest

from tests.bot.care.floor import JO, PAT, Floor, Said
from tests.bot.care.followed import at, why
from tests.bot.conftest import MONDAY

PRAISE = "Done so far"


@pytest.fixture
def ward(floor: Floor) -> Floor:
    """A drink after 2 h, a movement with the check-in after 6, a drink and a stretch after 20."""
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    return floor


def done(floor: Floor, said: Said) -> None:
    """Everything in that message is tapped as done."""
    for tap in said.taps:
        if tap.startswith("done:"):
            floor.tap(PAT, tap)
    floor.deliver()


def rate(floor: Floor, said: Said, value: int) -> None:
    floor.tap(PAT, f"sore:{said.message.id}:{value}")
    floor.deliver()


def test_who_did_all_that_came_hears_so_beside_the_next_tip_and_once(ward: Floor) -> None:
    done(ward, at(ward, 2))
    evening = at(ward, 6)
    assert PRAISE not in evening.words.text  # a question has the word, and one tip is thanked for at its tap
    done(ward, evening)
    rate(ward, evening, 3)
    morning = at(ward, 20)
    assert morning.words.text.endswith("\nDone so far: 2 of 2 tips. Well done.")
    assert "as that has become more: 2." in why(ward, "second_drink")
    rate(ward, at(ward, 24), 2)
    assert PRAISE not in at(ward, 30).words.text


def test_who_did_some_hears_how_many_and_not_what_is_missing(ward: Floor) -> None:
    done(ward, at(ward, 2))
    rate(ward, at(ward, 6), 3)
    done(ward, at(ward, 20))
    rate(ward, at(ward, 24), 2)
    assert at(ward, 30).words.text.endswith("\nDone so far: 3 tips. Well done.")
    assert "It says how many" not in why(ward, "second_drink")


def test_who_did_nothing_hears_nothing_of_it(ward: Floor) -> None:
    for hours in (2, 6, 20, 24, 30, 42):
        assert PRAISE not in at(ward, hours).words.text


@pytest.mark.parametrize("value", [7, 10])
def test_amid_high_soreness_nothing_is_praised(ward: Floor, value: int) -> None:
    done(ward, at(ward, 2))
    evening = at(ward, 6)
    done(ward, evening)
    rate(ward, evening, value)
    assert PRAISE not in at(ward, 20).words.text


def test_nor_is_it_to_who_was_worried(ward: Floor) -> None:
    done(ward, at(ward, 2))
    evening = at(ward, 6)
    done(ward, evening)
    ward.tap(PAT, f"worried:{evening.message.id}")
    rate(ward, evening, 2)
    assert PRAISE not in at(ward, 20).words.text


def test_nor_while_an_alert_stands_that_nobody_has_closed(ward: Floor) -> None:
    """Whatever its urgency, and though somebody has seen it."""
    done(ward, at(ward, 2))
    evening = at(ward, 6)
    done(ward, evening)
    ward.say(PAT, "there is a bruise on my shoulder and it gets bigger")
    ward.deliver()
    (alert,) = ward.rows("SELECT code FROM alerts")
    ward.tap(JO, f"alert:seen:{alert['code']}")
    ward.deliver()
    (alert,) = ward.rows("SELECT seen_at IS NULL AS unseen, closed_at FROM alerts")
    assert alert == {"unseen": 0, "closed_at": None}
    rate(ward, evening, 2)
    assert PRAISE not in at(ward, 20).words.text


def test_a_question_praises_nothing_though_it_carries_tips(floor: Floor) -> None:
    """The next morning's tips come with the second check-in, where the session ended at nine."""
    floor.now = MONDAY.replace(hour=9, minute=5)
    floor.follow(JO, PAT, "JD 9:00 left shoulder")
    for hours in (2, 4):
        floor.move(hours=hours)
        for said in floor.deliver():
            done(floor, said)
    floor.now = MONDAY.replace(hour=9, minute=0) + timedelta(days=1)
    (asked,) = floor.deliver()
    assert "It has been a day" in asked.words.text
    assert "glass of water" in asked.words.text
    assert [tap for tap in asked.taps if tap.startswith("done:")]
    assert PRAISE not in asked.words.text
    rate(floor, asked, 2)
    done(floor, asked)
    floor.now += timedelta(hours=6)
    (walk,) = floor.deliver()
    assert "Done so far: 4 of 4 tips." in walk.words.text
