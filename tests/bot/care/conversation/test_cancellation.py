"""`/cancel` says what it ends, and a typed no is an answer like the tap."""

import pytest

from tests.bot.care.floor import JO, PAT, RAE, Floor


def told(floor: Floor, who: int, text: str) -> list[str]:
    floor.say(who, text)
    return [one.words.text for one in floor.deliver() if one.message.chat_id == who]


def test_a_line_that_waits_for_whom_it_is_is_left_and_said(floor: Floor) -> None:
    floor.employ(JO)
    floor.employ(RAE, role="receptionist")
    told(floor, RAE, "/enroll AA 9:00 neck")
    (said,) = told(floor, RAE, "/cancel")
    assert "I have left what I was asking. Not enrolled: AA." in said
    assert told(floor, RAE, "/cancel")[0].startswith("I am asking nothing just now")
    assert not floor.rows("SELECT 1 FROM invitations WHERE opens = 'patient'")


def test_a_patient_hears_that_nothing_ends_and_what_would_end_it(floor: Floor) -> None:
    floor.employ(JO)
    floor.follow(JO, PAT, "PP today 9:00 neck")
    status = floor.rows("SELECT status FROM patients")
    (said,) = told(floor, PAT, "/cancel")
    assert said.startswith("Nothing is cancelled")
    assert "/stop" in said
    assert floor.rows("SELECT status FROM patients") == status


@pytest.mark.parametrize(("word", "enrolled"), [("yes", 1), ("no", 0)])
def test_a_typed_answer_to_an_offered_line_is_like_the_tap(floor: Floor, word: str, enrolled: int) -> None:
    floor.employ(JO)
    told(floor, JO, "AA 9:00 neck")
    said = told(floor, JO, word)
    assert said
    assert len(floor.rows("SELECT 1 FROM invitations WHERE opens = 'patient'")) == enrolled
    assert ("I have left what I was asking" in said[0]) is (word == "no")
