"""A link whose session is still to come: nothing is recorded before it, and after it it is asked once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Status
from bot.store import patients
from tests.bot.care.conversation.states import live, press, write
from tests.bot.care.floor import JO, PAT, QUIN, Floor

DAY = "AA 9:00 neck\nJD2 {} right hip\nBB 10:00 neck\nCC 11:00 neck\nDD 12:00 neck"
ASKED = "Did it take place?"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Jo follows Pat, and has made the links of a day."""
    opened = Floor(tmp_path)
    opened.employ(JO)
    opened.follow(JO, PAT, "JD 14:30 left shoulder")
    yield opened
    opened.close()


def invite(floor: Floor, who: int, at: str = "16:30") -> None:
    write(floor, JO, f"/enroll\n{DAY.format(at)}")
    press(floor, JO, "JD2")
    write(floor, who, f"/start {floor.link(JO)}")
    press(floor, who, "For you" if who == PAT else "I agree")


def last(floor: Floor, who: int = PAT) -> str:
    return next(one for one in reversed(floor.said) if one.message.chat_id == who and one.taps).words.text


def told(floor: Floor, who: int) -> list[str]:
    return [one.words.text for one in floor.said if one.message.chat_id == who]


def sessions(floor: Floor) -> int:
    return len(floor.rows("SELECT id FROM treatments WHERE label = 'JD2'"))


def test_it_is_never_told_as_ended(floor: Floor) -> None:
    invite(floor, PAT)
    for text in ("", "how long will the soreness last?"):
        if text:
            write(floor, PAT, text)
        assert "Its end is noted as Monday 23 November, 16:30" in last(floor), text
    press(floor, PAT, "Yes")
    assert "expects your session (right hip) to end on Monday 23 November, 16:30" in last(floor)
    write(floor, PAT, "/start")
    assert "expects your session" in last(floor)
    assert not sessions(floor)


def test_a_yes_after_its_end_is_a_yes_to_the_time(floor: Floor) -> None:
    invite(floor, PAT)
    floor.move(hours=5)
    floor.deliver()
    press(floor, PAT, "Yes")
    assert sessions(floor) == 1
    assert "16:30" in str([one.words.text for one in floor.said[-6:]])


@pytest.mark.parametrize("who", [PAT, QUIN])
def test_it_is_asked_about_once_and_a_yes_makes_the_plan(floor: Floor, who: int) -> None:
    invite(floor, who)
    if who == PAT:
        press(floor, who, "Yes")
    live(floor, 1.75)
    assert not any(ASKED in text for text in told(floor, who)), "before it is over"
    live(floor, 3)
    assert sum(ASKED in text for text in told(floor, who)) == 1
    assert not sessions(floor), "without an answer"
    press(floor, who, "Yes, it ended at 16:30")
    if who == QUIN:
        press(floor, who, "Yes")
    assert sessions(floor) == 1
    live(floor, 30)
    assert sum(ASKED in text for text in told(floor, who)) == 1


def test_it_is_not_asked_about_at_night(floor: Floor) -> None:
    invite(floor, QUIN, "20:45")
    live(floor, 17)
    assert not any(ASKED in text for text in told(floor, QUIN))
    live(floor, 1)
    assert ASKED in last(floor, QUIN)


@pytest.mark.parametrize("typed", ["17:00", "it ended at 5 pm", "half an hour ago"])
def test_another_time_can_be_typed_under_the_question(floor: Floor, typed: str) -> None:
    invite(floor, QUIN)
    live(floor, 2.75)
    write(floor, QUIN, typed)
    press(floor, QUIN, "Yes", "Yes")
    assert sessions(floor) == 1


@pytest.mark.parametrize("answer", ["It did not take place", "no"])
def test_one_that_did_not_take_place_makes_no_plan_and_is_told(floor: Floor, answer: str) -> None:
    invite(floor, QUIN)
    live(floor, 3)
    if answer == "no":
        write(floor, QUIN, answer)
    else:
        press(floor, QUIN, answer)
    assert "did not take place" in told(floor, JO)[-1]
    assert "JD2" in told(floor, JO)[-1]
    assert not sessions(floor)
    live(floor, 48)
    assert sum(ASKED in text for text in told(floor, QUIN)) == 1
    write(floor, QUIN, "/treated")
    press(floor, QUIN, "Just now", "Yes")
    assert sessions(floor) == 1, "the link is still theirs"


def test_one_that_is_over_sooner_is_not_asked_about(floor: Floor) -> None:
    invite(floor, QUIN)
    floor.move(hours=1)
    press(floor, QUIN, "It is over now", "Just now")
    (link,) = floor.rows("SELECT treated_at FROM invitations WHERE label = 'JD2'")
    assert link["treated_at"] > floor.now.timestamp(), "what the clinic has noted stays as it was"
    press(floor, QUIN, "Yes")
    assert sessions(floor) == 1
    live(floor, 6)
    assert not any(ASKED in text for text in told(floor, QUIN))


@pytest.mark.parametrize("who", [PAT, QUIN])
def test_a_yes_before_its_end_records_nothing_and_asks_nothing(floor: Floor, who: int) -> None:
    invite(floor, who)
    if who == PAT:
        press(floor, who, "Yes")
    code = floor.rows("SELECT code FROM invitations WHERE label = 'JD2'")[0]["code"]
    floor.tap(who, f"next:{code}:yes")
    assert not floor.deliver()
    assert not sessions(floor)


def test_who_had_stopped_the_reminders_of_another_session_is_asked(floor: Floor) -> None:
    floor.store.run_now(lambda tx: patients.set_status(tx, 1, Status.STOPPED))
    invite(floor, PAT)
    press(floor, PAT, "Yes")
    live(floor, 3)
    assert ASKED in last(floor)


def test_one_that_the_clinic_has_ended_is_not_asked_about(floor: Floor) -> None:
    invite(floor, PAT)
    press(floor, PAT, "Yes")
    press(floor, JO, "Wrong person", "Yes, end and erase it")
    live(floor, 6)
    assert not any(ASKED in text for text in told(floor, PAT))


def test_a_question_that_could_not_be_asked_in_time_is_not_asked_late(floor: Floor) -> None:
    invite(floor, QUIN)
    floor.now += timedelta(hours=40)
    floor.deliver()
    assert not any(ASKED in text for text in told(floor, QUIN))


def test_the_clinic_sees_that_nobody_has_answered(floor: Floor) -> None:
    invite(floor, QUIN)
    live(floor, 24)
    assert not any("has not finished" in text for text in told(floor, JO))
    live(floor, 20)
    assert any("JD2" in text and "has not finished" in text for text in told(floor, JO))
    write(floor, JO, "/today")
    assert "JD2" in told(floor, JO)[-1].partition("Opened, no plan yet\n")[2]
