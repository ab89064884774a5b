"""An answer to one patient becomes what all hear who ask: in the clinic's words, at once, and kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.clinic.deciding import OLD, act, asks
from tests.bot.care.floor import JO, LEE, PAT, QUIN, Floor

PARKING = "hi, Maria Lopez here, where can I leave my car when I come?"
ANSWER = "There is a car park behind the house."
TITLE = "Where can I park?"
WAYS = "is there parking at the clinic\ncan I park outside\ndo you have a car park\nwhere do I leave my car"
ASKED = "is there a car park near you?"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Jo follows Pat, and Lee follows Quin; Pat has asked, and passed it on."""
    made = Floor(tmp_path)
    made.employ(JO, LEE)
    made.follow(JO, PAT, "JD 14:30 left shoulder")
    made.follow(LEE, QUIN, "QQ 14:30 neck")
    made.say(PAT, PARKING)
    made.deliver()
    act(made, PAT, "Pass my question to the clinic")
    yield made
    made.readers.know([])
    made.close()


def answers(floor: Floor) -> None:
    floor.say(JO, "/unanswered")
    floor.deliver()
    act(floor, JO, "Answer")
    floor.say(JO, ANSWER)
    floor.deliver()
    act(floor, JO, "Send it")


def becomes_advice(floor: Floor, title: str = TITLE) -> str:
    """Jo makes it advice; what she is shown before she says yes."""
    answers(floor)
    act(floor, JO, "Say it to all who ask")
    floor.say(JO, title)
    floor.deliver()
    floor.say(JO, WAYS)
    shown = floor.deliver()[-1].words.text
    act(floor, JO, "Yes, say this")
    return shown


def test_the_next_who_asks_hears_it_at_once_and_after_a_restart(floor: Floor) -> None:
    assert ANSWER not in asks(floor, ASKED, QUIN)
    shown = becomes_advice(floor)
    assert f"{TITLE}\n\nJo at Riverside Physio says: {ANSWER}" in shown
    assert "• can I park outside" in shown
    assert f"Jo at Riverside Physio says: {ANSWER}" in asks(floor, ASKED, QUIN)
    floor.readers.know([])
    floor.relearn()  # as a start does
    assert ANSWER in asks(floor, ASKED, QUIN)
    floor.say(QUIN, "/faq")
    assert TITLE in floor.deliver()[-1].whole


def test_it_holds_nothing_of_what_the_patient_wrote(floor: Floor) -> None:
    becomes_advice(floor)
    kept = str(floor.rows("SELECT * FROM advice"))
    assert ANSWER in kept
    assert "Lopez" not in kept
    assert "Lopez" not in asks(floor, ASKED, QUIN)


def test_no_other_clinic_of_the_process_knows_it(floor: Floor) -> None:
    other = floor.readers.apart()
    becomes_advice(floor)
    assert str(floor.readers.of("en").read(ASKED).entry).startswith("own-")
    assert not str(other.of("en").read(ASKED).entry).startswith("own-")
    assert not [name for name in other.entries["en"] if name.startswith("own-")]


def test_undo_forgets_it_at_once(floor: Floor) -> None:
    becomes_advice(floor)
    act(floor, JO, "Undo")
    assert ANSWER not in asks(floor, ASKED, QUIN)
    assert not [name for name in floor.readers.entries["en"] if name.startswith("own-")]


def test_a_no_changes_nothing_and_a_second_yes_neither(floor: Floor) -> None:
    answers(floor)
    act(floor, JO, "Say it to all who ask")
    floor.say(JO, TITLE)
    floor.deliver()
    floor.say(JO, WAYS)
    yes = next(tap for tap in floor.deliver()[-1].taps if tap.endswith(":yes"))
    act(floor, JO, "No, leave it")
    again = floor.tap(JO, yes)
    assert again
    assert again.key == OLD
    assert floor.rows("SELECT * FROM advice") == []


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("\u200b ?", "type the question in your own words"),
        ("where " * 7, "at most 40 characters, so that it fits on a button"),
    ],
)
def test_a_title_must_be_there_and_fit_on_a_button(floor: Floor, typed: str, heard: str) -> None:
    answers(floor)
    act(floor, JO, "Say it to all who ask")
    floor.say(JO, typed)
    assert heard in floor.deliver()[-1].words.text


def test_one_way_of_asking_is_too_few(floor: Floor) -> None:
    answers(floor)
    act(floor, JO, "Say it to all who ask")
    floor.say(JO, TITLE)
    floor.deliver()
    floor.say(JO, "is there parking")
    assert "how else do people ask this?" in floor.deliver()[-1].words.text


def test_what_a_topic_is_about_already_is_said_there(floor: Floor) -> None:
    assert "May I drink alcohol?\n\nJo at" in becomes_advice(floor, "May I drink a beer?")
    assert ANSWER in asks(floor, "can I have a glass of wine tonight?", QUIN)
    assert not [name for name in floor.readers.entries["en"] if name.startswith("own-")]


def test_what_it_may_take_from_others_is_shown_before_it_is_said(floor: Floor) -> None:
    answers(floor)
    act(floor, JO, "Say it to all who ask")
    floor.say(JO, "May I cycle to you?")
    floor.deliver()
    floor.say(JO, "can I ride my bicycle\nis it ok to ride a bike to the session\ncan I cycle there")
    assert "may also take questions that mean something else, such as:\n• can I ride my bike" in (
        floor.deliver()[-1].words.text
    )


def test_it_takes_no_red_flag_and_none_of_the_questions_that_have_an_answer(floor: Floor) -> None:
    becomes_advice(floor)
    reader = floor.readers.of("en")
    assert reader.read("I cannot breathe and I am parked outside").entry is None
    assert reader.read("how long will I be sore?").entry == "soreness"
    assert str(reader.read(ASKED).entry).startswith("own-")
