"""What is still asked of a line: it stands nowhere as what it is not, and swallows no other."""

import pytest

from bot.care.ground.says.enrolment import EnrolSeveral
from tests.bot.care.conversation.states import press, write
from tests.bot.care.floor import JO, PAT, Floor, Said

pytestmark = pytest.mark.jo_alone


def last(floor: Floor, chat: int) -> Said:
    return next(one for one in reversed(floor.said) if one.message.chat_id == chat)


@pytest.mark.parametrize("line", ["AA 31.12.2027 neck", "AA tomorrow", "AA 25:00"])
def test_a_time_that_is_still_asked_is_no_time_in_any_list(floor: Floor, line: str) -> None:
    write(floor, JO, f"/enroll {line}")
    write(floor, JO, "/links")
    assert "not sent yet: when did the session end?" in last(floor, JO).words.text
    write(floor, JO, "/today")
    assert "when did the session end?" in last(floor, JO).words.text
    assert "within the last hour" not in last(floor, JO).words.text
    show = next(tap for tap in floor.said[-2].taps + last(floor, JO).taps if tap.startswith("link:show"))
    floor.tap(JO, show)
    floor.deliver()
    assert "When did the session end?" in last(floor, JO).words.text
    write(floor, JO, "14:00")
    write(floor, JO, "/links")
    assert "14:00 · not opened" in last(floor, JO).words.text


def test_the_next_patients_line_is_no_answer_about_the_one_before(floor: Floor) -> None:
    write(floor, JO, "/enroll AA tomorrow")
    write(floor, JO, "enroll BB neck now")
    told = [one.words.text for one in floor.said if one.message.chat_id == JO]
    assert any("BB" in words and "neck" in words for words in told[-3:])
    labels = {row["label"]: row["treated_at"] for row in floor.rows("SELECT * FROM invitations")}
    assert labels["AA"] is None
    assert labels["BB"] is not None


def test_what_was_nearly_read_is_not_called_unreadable(floor: Floor) -> None:
    write(floor, JO, "/enroll AA tomorrow")
    write(floor, JO, "at abuot 13")
    asked = last(floor, JO).message
    assert asked.facts.get("meant")
    assert asked.key == EnrolSeveral.key


def test_an_hour_after_yesterday_is_yesterdays_also_after_an_aside(floor: Floor) -> None:
    write(floor, PAT, "/start")
    press(floor, PAT, "I agree", "Yesterday")
    write(floor, PAT, "is it normal to be sore?")
    write(floor, PAT, "14:30")
    assert "Sunday 22 November, 14:30" in last(floor, PAT).words.text
    press(floor, PAT, "No, change it")
    write(floor, PAT, "14:30")
    assert "Monday 23 November, 14:30" in last(floor, PAT).words.text


def test_who_declined_and_taps_the_old_yes_is_told_what_to_do(floor: Floor) -> None:
    write(floor, JO, "/enroll GH 14:00 jaw")
    write(floor, PAT, f"/start {floor.link(JO)}")
    agreed = last(floor, PAT).taps[0]
    write(floor, PAT, "no")
    floor.tap(PAT, agreed)
    floor.deliver()
    assert "tap the link from" in last(floor, PAT).words.text
    write(floor, PAT, f"/start {floor.link(JO)}")
    assert "has invited you" in last(floor, PAT).words.text
