"""Tips that fit: each has its own Done, what is done is done, and what is left out says why."""

from datetime import timedelta

import pytest

from bot.care.ground.says.buttons import Rows
from tests.bot.care.floor import JO, PAT, Floor, Said
from tests.bot.care.followed import ENDED, at, why

DRINK, MOVE, STRETCH = "Done: drink", "Done: move", "Done: stretch"
WORRIED = "I'm worried"


@pytest.fixture
def ward(floor: Floor) -> Floor:
    """Pat has a plan: a drink, then a check-in with a movement, and next morning a drink with a stretch."""
    floor.follow(JO, PAT, "JD 14:30 left shoulder")
    return floor


def labels(said: Said) -> list[list[str]]:
    return [[label for label, _ in row] for row in said.words.buttons]


def tap(floor: Floor, said: Said, label: str) -> tuple[str, list[list[str]]]:
    """The line that flashes up, and what stays of the buttons."""
    data = next(data for row in said.words.buttons for shown, data in row if shown == label)
    toast = floor.tap(PAT, data)
    assert toast is not None
    floor.deliver()
    return floor.renderer.toast(toast, "en") or "", shown(floor, toast.left)


def shown(floor: Floor, rows: Rows) -> list[list[str]]:
    return [[floor.renderer.button(button, "en")[0] for button in row] for row in rows]


def test_each_tip_of_a_message_has_a_done_of_its_own_and_the_other_stays_to_be_done(ward: Floor) -> None:
    said = at(ward, 20)
    assert labels(said) == [[DRINK, STRETCH], ["Later"], [WORRIED]]
    assert tap(ward, said, DRINK) == (
        "Noted: the drink. Well done.",
        [[STRETCH, "Later"], [WORRIED]],
    )
    assert tap(ward, said, DRINK) == ("I have that already. Thank you.", [[STRETCH, "Later"], [WORRIED]])
    assert tap(ward, said, STRETCH) == ("Noted: the stretch. Well done.", [[WORRIED]])
    assert "Done Tuesday 10:30." in why(ward, "second_drink")


def test_a_tip_under_a_question_is_done_before_or_after_it_is_answered(ward: Floor) -> None:
    said = at(ward, 6)
    assert labels(said)[2:] == [[MOVE], [WORRIED]]
    toast = ward.tap(PAT, f"sore:{said.message.id}:3")
    assert toast is not None
    assert shown(ward, toast.left) == [[MOVE], [WORRIED]]
    assert tap(ward, said, MOVE) == ("Noted: the moving. Well done.", [[WORRIED]])
    assert ward.rows("SELECT value FROM answers") == [{"value": 3}]


def test_a_tip_that_is_done_leaves_the_question_open(ward: Floor) -> None:
    said = at(ward, 6)
    _, left = tap(ward, said, MOVE)
    assert left == [*labels(said)[:2], [WORRIED]]
    assert ward.tap(PAT, f"sore:{said.message.id}:3")
    assert ward.rows("SELECT answered FROM outbox WHERE id = :id", id=said.message.id) == [
        {"answered": "soreness 3"}
    ]


def test_a_message_of_one_thing_has_a_done_without_a_name(ward: Floor) -> None:
    said = at(ward, 2)
    assert labels(said) == [["Done", "Later"], [WORRIED]]
    assert tap(ward, said, "Done") == ("Noted: the drink. Well done.", [[WORRIED]])


def test_what_is_put_off_comes_again_without_what_was_done(ward: Floor) -> None:
    said = at(ward, 20)
    tap(ward, said, STRETCH)
    tap(ward, said, "Later")
    again = at(ward, 21)
    assert "glass of water" in again.words.text
    assert "stretch" not in again.words.text
    assert labels(again) == [["Done", "Later"], [WORRIED]]


def test_what_was_done_a_moment_ago_is_not_asked_for_again_and_the_timeline_says_so(ward: Floor) -> None:
    """The drink of the afternoon is tapped the next morning: that of the morning is not said."""
    first = at(ward, 2)
    at(ward, 6)
    ward.now = ENDED + timedelta(hours=19)
    tap(ward, first, "Done")
    said = at(ward, 20)
    assert "water" not in said.words.text
    assert "stretch" in said.words.text
    assert labels(said) == [["Done", "Later"], [WORRIED]]
    assert "Left out: it, or the like, had just been done." in why(ward, "second_drink")
    assert at(ward, 42).words.text.count("water") == 1


def test_a_message_of_which_nothing_is_left_does_not_go_and_the_timeline_says_why(ward: Floor) -> None:
    first = at(ward, 6)
    at(ward, 20)
    at(ward, 24)
    ward.now = ENDED + timedelta(hours=29)
    tap(ward, first, MOVE)
    ward.now = ENDED + timedelta(hours=30)
    assert not [one for one in ward.deliver() if one.message.step == "second_move"]
    words = why(ward, "second_move")
    assert "Left out: it, or the like, had just been done." in words
    assert "Not sent, Tuesday 20:30: nothing of it was left to say." in words


def test_after_a_high_rating_stretching_is_left_out_with_a_line_until_a_lower_one(ward: Floor) -> None:
    ward.tap(PAT, f"sore:{at(ward, 6).message.id}:8")
    ward.deliver()
    said = at(ward, 20)
    assert "easy stretch" not in said.words.text
    assert "The soreness was high last time, so I leave the stretch out for now." in said.words.text
    assert "glass of water" in said.words.text
    assert labels(said) == [["Done", "Later"], [WORRIED]]
    assert "Left out, with a line that says why: the last rating was high." in why(ward, "first_stretch")
    ward.tap(PAT, f"sore:{at(ward, 24).message.id}:6")
    ward.deliver()
    at(ward, 30)
    assert "easy stretch" in at(ward, 42).words.text


def test_the_treated_region_chooses_the_words(ward: Floor) -> None:
    evening = at(ward, 6)
    assert "For the left shoulder: let the arm hang" in evening.words.text
    ward.tap(PAT, f"sore:{evening.message.id}:3")
    ward.deliver()
    said = at(ward, 20)
    assert "For the left shoulder: lay the arm across the body" in said.words.text
    bold = [
        said.words.text.encode("utf-16-le")[2 * a : 2 * (a + b)].decode("utf-16-le")
        for a, b in said.words.bold
    ]
    assert bold == ["Have a glass of water"]  # one thing, whatever else is said


@pytest.mark.parametrize("data", ["done:{}:check_in", "done:{}:nonsense", "done:{}:hydration", "done:{}:a:b"])
def test_a_button_that_was_never_there_does_nothing(ward: Floor, data: str) -> None:
    said = at(ward, 6)
    before = ward.kept()
    ward.tap(PAT, data.format(said.message.id))
    assert ward.kept() == before


def test_only_the_chat_that_it_was_sent_to_has_it_done(ward: Floor) -> None:
    said = at(ward, 20)
    before = ward.kept()
    ward.tap(JO, f"done:{said.message.id}:hydration")
    assert ward.kept() == before
