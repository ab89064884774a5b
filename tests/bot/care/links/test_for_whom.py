"""Lines of a receptionist wait for whom they are for, and nothing that was typed is lost on the way."""

import pytest

from tests.bot.care.floor import JO, PAT, RAE, Floor

ASKS = "For whom do you enrol {}?"


def heard(floor: Floor, who: int, words: str) -> str:
    floor.say(who, words)
    return "\n".join(said.words.text for said in floor.deliver() if said.message.chat_id == who)


def followers(floor: Floor) -> dict[str, str]:
    rows = floor.rows("""SELECT i.label, s.name FROM invitations i JOIN staff s ON s.id = i.staff_id
                         WHERE i.opens = 'patient' AND i.ended_at IS NULL""")
    return {row["label"]: row["name"] for row in rows}


@pytest.mark.parametrize("typed", ["Lee", "lee", "for Lee", "For lee."])
def test_the_name_may_be_typed_where_buttons_are_shown(floor: Floor, typed: str) -> None:
    assert ASKS.format("JD") in heard(floor, RAE, "/enroll JD 14:30 calf")
    heard(floor, RAE, typed)
    assert followers(floor) == {"JD": "Lee"}


@pytest.mark.parametrize("more", ["/enroll MK 14:40 neck\nPQ 14:20 calf", "MK 14:40 neck\nPQ 14:20 calf"])
def test_further_lines_join_those_that_wait(floor: Floor, more: str) -> None:
    heard(floor, RAE, "/enroll JD 14:30 calf")
    assert ASKS.format("MK, PQ, JD") in heard(floor, RAE, more)
    heard(floor, RAE, "for Jo")
    assert followers(floor) == {"MK": "Jo", "PQ": "Jo", "JD": "Jo"}


def test_lines_that_name_somebody_leave_the_question_open(floor: Floor) -> None:
    heard(floor, RAE, "/enroll JD 14:30 calf")
    assert ASKS.format("JD") in heard(floor, RAE, "/enroll MK half two neck for Lee")
    heard(floor, RAE, "Jo")
    assert followers(floor) == {"MK": "Lee", "JD": "Jo"}


def test_another_command_leaves_the_question_open(floor: Floor) -> None:
    heard(floor, RAE, "/enroll JD 14:30 calf")
    heard(floor, RAE, "/links")
    heard(floor, RAE, "Jo")
    assert followers(floor) == {"JD": "Jo"}


def test_a_draft_that_a_button_of_a_link_takes_the_place_of_is_shown_once_more(floor: Floor) -> None:
    floor.follow(JO, PAT, "PX 14:30 left shoulder")
    heard(floor, JO, "/enroll JD 14:30 calf")
    change = [tap for said in floor.said for tap in said.taps if tap.startswith("link:time")][-1]
    case = floor.rows("SELECT code FROM treatments")[0]["code"]
    floor.tap(JO, f"case:line:{case}")
    assert "Shall I send it?" in heard(floor, JO, "Ice may help.")
    floor.tap(JO, change)
    said = [one.words.text for one in floor.deliver()]
    assert any("dropped it" in one and "Ice may help." in one for one in said)


@pytest.mark.parametrize("line", ["Lee: JD 2pm calf", "JD 2pm calf (Lee's patient)", "JD 2pm calf, Lee’s"])
def test_a_line_may_say_whose_patient_it_is(floor: Floor, line: str) -> None:
    heard(floor, RAE, f"/enroll {line}")
    assert followers(floor) == {"JD": "Lee"}
