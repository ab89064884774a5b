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


@pytest.mark.parametrize(
    ("words", "first"),
    [(WORDS, "go to Patname"), ("the needle spot is red, hot and full of pus", "call Patname, or go")],
)
def test_whoever_else_hears_along_hears_of_it_once_and_none_of_the_words(
    floor: Floor, words: str, first: str
) -> None:
    floor.hear_along(PAT, QUIN)
    write(floor, SAM, words)
    heard = told(floor, QUIN)
    assert heard.count("Somebody else who hears along") == 1
    assert first in heard
    assert words not in heard
    assert "Somebody else who hears along" not in told(floor, SAM)


def silence(floor: Floor) -> None:
    floor.move(minutes=16)
    floor.deliver()


def test_where_a_carer_leaves_the_signs_unanswered_the_clinic_hears_it_with_the_words(floor: Floor) -> None:
    write(floor, SAM, "her arm feels funny")
    silence(floor)
    assert "NO ANSWER ABOUT WARNING SIGNS" in last(floor, JO)
    assert "her arm feels funny" in last(floor, JO)
    assert "hears along for this patient" in last(floor, JO)
    assert "arm feels funny" not in told(floor, LEE)
    assert "Samname hears along for you, and has written to me" in last(floor, PAT)
    assert "I have asked Riverside Physio to look" in last(floor, SAM)


def test_more_words_before_that_go_with_them(floor: Floor) -> None:
    write(floor, SAM, "her arm feels funny", "her hand feels weird too")
    silence(floor)
    assert told(floor, JO).count("NO ANSWER") == 1
    assert "her arm feels funny\nher hand feels weird too" in last(floor, JO)


@pytest.mark.parametrize("answer", ["none of those", "she cannot breathe"])
def test_a_carer_who_answers_is_not_told_on(floor: Floor, answer: str) -> None:
    write(floor, SAM, "her arm feels funny")
    write(floor, SAM, answer)
    before = len(floor.said)
    silence(floor)
    later = "\n".join(one.words.text for one in floor.said[before:])
    assert "NO ANSWER" not in told(floor, JO)
    assert "has written to me" not in later
    assert "asked Riverside Physio to look" not in later


def test_a_sign_that_a_carer_taps_goes_to_the_clinic_with_what_they_wrote_before(floor: Floor) -> None:
    write(floor, SAM, "her arm feels funny")
    floor.tap(SAM, next(tap for tap in floor.said[-1].taps if "breath" in tap))
    floor.deliver()
    assert "her arm feels funny" in last(floor, JO)


def test_a_carer_who_answers_later_is_heard_by_the_clinic_as_well(floor: Floor) -> None:
    write(floor, SAM, "her arm feels funny")
    silence(floor)
    write(floor, SAM, "no, none of those")
    assert "Whoever hears along for JD" in last(floor, JO)
    assert "has answered now: none of the warning signs" in last(floor, JO)


def test_a_carers_none_does_not_answer_for_the_patient(floor: Floor) -> None:
    write(floor, PAT, "my arm feels funny")
    write(floor, SAM, "her arm feels funny")
    write(floor, SAM, "none of those")
    silence(floor)
    assert "In the patient's own words" in last(floor, JO)
    assert "my arm feels funny" in last(floor, JO)
