"""What somebody writes whose phone hears along, and is serious, reaches the clinic as about the patient."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.care.conversation.states import press, write
from tests.bot.care.floor import JO, KIM, LEE, PAT, QUIN, SAM, Floor

WORDS = "she collapsed and cannot breathe"
NOT_HERS = "This was not written by the patient, but by somebody whose phone hears along"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Jo follows Pat, for whom Sam's phone hears along; Lee follows Quin."""
    opened = Floor(tmp_path)
    opened.employ(JO, LEE)
    opened.follow(JO, PAT, "JD 14:30 left shoulder")
    opened.follow(LEE, QUIN, "QX 14:30 neck")
    opened.hear_along(PAT, SAM)
    yield opened
    opened.close()


def told(floor: Floor, who: int) -> str:
    return "\n".join(one.words.text for one in floor.said if one.message.chat_id == who)


def last(floor: Floor, who: int) -> str:
    return next(one.words.text for one in reversed(floor.said) if one.message.chat_id == who)


def alerts(floor: Floor) -> list[str]:
    rows = floor.rows("SELECT p.first_name AS name FROM alerts a JOIN patients p ON p.id = a.patient_id")
    return sorted(str(row["name"]) for row in rows)


@pytest.mark.parametrize(
    ("words", "urgency"), [(WORDS, "EMERGENCY"), ("the needle spot is red, hot and full of pus", "TODAY")]
)
def test_it_is_an_alert_of_the_patients_marked_as_not_their_words(
    floor: Floor, words: str, urgency: str
) -> None:
    write(floor, SAM, words)
    heard = last(floor, JO)
    assert urgency in heard
    assert "JD" in heard
    assert words in heard
    assert NOT_HERS in heard
    assert words not in told(floor, LEE) + told(floor, PAT)
    assert alerts(floor) == ["Patname"]


def test_the_carer_hears_whom_to_call_first_and_that_it_was_passed_on(floor: Floor) -> None:
    write(floor, SAM, WORDS)
    said = told(floor, SAM).partition("Call 112 now")[2]
    assert "I have told Riverside Physio" in said
    assert "I keep this for Riverside Physio as about Patname" in said
    assert "Please go to Patname" not in said, "who wrote it knows"


def test_the_patient_hears_it_with_the_numbers_and_their_reminders_rest(floor: Floor) -> None:
    write(floor, SAM, WORDS)
    heard = last(floor, PAT)
    assert "Samname hears along for you, and has written to me" in heard
    assert "call 112 now" in heard
    assert floor.rows("SELECT status FROM patients WHERE chat_id = :pat", pat=PAT)[0]["status"] == "paused"


def test_what_the_patient_writes_then_has_the_urgent_words_all_the_same(floor: Floor) -> None:
    write(floor, SAM, WORDS)
    write(floor, PAT, WORDS)
    assert "Call 112 now" in told(floor, PAT)
    assert "PLEASE SHOW THIS" in told(floor, PAT)


def test_a_sign_that_is_tapped_is_one(floor: Floor) -> None:
    write(floor, SAM, "her arm feels funny")
    floor.tap(SAM, next(tap for tap in floor.said[-1].taps if "breath" in tap))
    floor.deliver()
    assert NOT_HERS in last(floor, JO)
    assert alerts(floor) == ["Patname"]


def test_until_it_is_seen_all_that_they_write_joins_it(floor: Floor) -> None:
    write(floor, SAM, WORDS, "we are at home, 5 Mill Lane")
    assert "I have added this" in last(floor, SAM)
    floor.move(minutes=2)
    floor.deliver()
    assert "5 Mill Lane" in told(floor, JO)
    write(floor, SAM, "her arm feels funny")
    assert "I have added this" in last(floor, SAM), "what may be a sign as well"
    press(floor, JO, "Seen")
    write(floor, SAM, "how is she")
    assert "What you write reaches nobody" in last(floor, SAM)


def test_anything_else_reaches_nobody(floor: Floor) -> None:
    write(floor, SAM, "she is asleep now", "how is Patname")
    assert "What you write reaches nobody" in last(floor, SAM)
    assert not alerts(floor)


def test_of_several_who_is_named_is_meant_and_else_all(floor: Floor) -> None:
    floor.hear_along(QUIN, SAM)
    write(floor, SAM, "Quinname has chest pain")
    assert alerts(floor) == ["Quinname"]
    assert "chest pain" not in told(floor, JO)
    write(floor, SAM, WORDS)
    assert alerts(floor) == ["Patname", "Quinname"]
    assert WORDS in told(floor, JO)
    assert WORDS in told(floor, LEE)


def test_on_a_phone_with_a_patient_of_its_own_the_other_is_meant_where_they_are_named(floor: Floor) -> None:
    floor.hear_along(PAT, QUIN)
    write(floor, QUIN, "I have chest pain")
    assert alerts(floor) == ["Quinname"]
    assert "chest pain" not in told(floor, JO)
    write(floor, QUIN, "Patname cannot breathe")
    assert alerts(floor) == ["Patname", "Quinname"]
    assert "Patname cannot breathe" in told(floor, JO)


def test_what_a_colleague_writes_is_about_others_where_it_names_none(floor: Floor) -> None:
    floor.hear_along(PAT, KIM)
    write(floor, KIM, "somebody here cannot breathe")
    assert not alerts(floor)
    write(floor, KIM, "Patname cannot breathe")
    assert alerts(floor) == ["Patname"]


def test_who_hears_along_no_more_raises_nothing(floor: Floor) -> None:
    write(floor, SAM, "stop", WORDS)
    assert "Call 112 now" in told(floor, SAM)
    assert "I cannot tell Riverside Physio for you" in told(floor, SAM)
    assert not alerts(floor)


def test_with_the_patient_it_is_erased(floor: Floor) -> None:
    write(floor, SAM, WORDS)
    write(floor, PAT, "/forget")
    press(floor, PAT, "Yes, erase everything")
    assert not floor.rows("SELECT 1 FROM alert_words")
    assert not floor.rows("SELECT 1 FROM outbox WHERE chat_id = :sam AND key = 'bot.carer_passed'", sam=SAM)
