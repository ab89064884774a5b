"""What the clinic says to all its patients: signed by its people, and never a word before that."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.care.patient import erasure
from bot.store import audit
from tests.bot.care.clinic.deciding import OLD, WINE, act, asks
from tests.bot.care.floor import JO, KIM, LEE, PAT, QUIN, RAE, Floor

PROPOSED = "leave alcohol out on the day"
SILENT = "I have no advice from Riverside Physio on alcohol"
PERSON = "so that a person can answer it"


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    """Jo and Lee are clinicians, and Jo follows Pat."""
    made = Floor(tmp_path)
    made.employ(JO, LEE)
    made.follow(JO, PAT, "JD 14:30 left shoulder")
    made.deliver()
    yield made
    made.close()


def opens(floor: Floor, topic: str = "alcohol", chat: int = JO) -> str:
    floor.tap(chat, f"advice:{topic}")
    return floor.deliver()[-1].words.text


def uses(floor: Floor, topic: str = "alcohol", chat: int = JO) -> None:
    opens(floor, topic, chat)
    act(floor, chat, "Use")


def two_sign(floor: Floor) -> None:
    floor.house = replace(floor.house, two_sign=True)


def test_no_proposal_is_ever_shown_to_a_patient(floor: Floor) -> None:
    """Whatever they ask or tap, before anybody at the clinic has decided."""
    floor.say(PAT, "/faq")
    for entry in floor.readers.entries["en"]:
        floor.tap(PAT, f"faq:{entry}")
    for text in (WINE, "ibuprofen?", "can I shower", "can I drive home", "can I go for a run"):
        asks(floor, text)
    heard = "\n".join(one.whole for one in floor.said if one.message.chat_id == PAT)
    proposals = floor.house.proposals["en"].values()
    sentences = {one for two in proposals for one in two.words.split(". ") if len(one.split()) > 4}
    assert len(sentences) > 50
    assert not [one for one in sentences if one in heard]


def test_who_asks_hears_what_a_clinician_has_signed_with_their_name_and_on_request_the_date(
    floor: Floor,
) -> None:
    assert SILENT in asks(floor)
    uses(floor)
    heard = asks(floor)
    assert "May I drink alcohol?\n\nJo at Riverside Physio says: " in heard
    assert PROPOSED in heard
    assert "do not drink or drive" in heard
    act(floor, PAT, "Who says so, and when?")
    told = floor.said[-1].words.text
    assert "Jo at Riverside Physio signed this on 23 November 2026" in told
    assert "once more by 23 November 2027" in told


def test_words_that_were_typed_are_shown_as_patients_will_see_them_and_said_from_then_on(
    floor: Floor,
) -> None:
    opens(floor)
    act(floor, JO, "Change")
    floor.say(JO, "One beer is fine {by} *us*.")
    shown = floor.deliver()[-1].words.text
    assert "Jo at Riverside Physio says: One beer is fine {by} *us*.\n\nIf you feel dizzy" in shown
    assert SILENT in asks(floor)
    assert act(floor, JO, "Yes, say this") is None
    assert "says: One beer is fine {by} *us*." in asks(floor)


def test_too_long_words_are_asked_for_again(floor: Floor) -> None:
    opens(floor)
    act(floor, JO, "Change")
    floor.say(JO, "x" * 701)
    assert "at most 700 characters" in floor.deliver()[-1].words.text


def test_what_is_withdrawn_no_patient_hears_any_more_until_that_is_undone(floor: Floor) -> None:
    uses(floor)
    opens(floor)
    act(floor, JO, "Withdraw")
    assert SILENT in asks(floor)
    act(floor, JO, "Undo")
    assert PROPOSED in asks(floor)


def test_what_was_on_its_way_when_it_was_withdrawn_is_not_said(floor: Floor) -> None:
    uses(floor)
    floor.move(minutes=5)
    floor.say(PAT, WINE)
    code = floor.rows("SELECT code FROM advice")[0]["code"]
    floor.tap(JO, f"advise:withdraw:alcohol:{code}")
    heard = [one.words.text for one in floor.deliver() if one.message.chat_id == PAT]
    assert SILENT in heard[0]
    assert PROPOSED not in "".join(heard)


def test_undo_brings_back_what_was_said_before_and_does_so_once(floor: Floor) -> None:
    uses(floor)
    opens(floor)
    act(floor, JO, "Change")
    floor.say(JO, "None at all, please.")
    floor.deliver()
    act(floor, JO, "Yes, say this")
    undo = next(tap for tap in floor.said[-1].taps if tap.startswith("adviseundo"))
    assert "None at all" in asks(floor)
    floor.tap(JO, undo)
    floor.deliver()
    assert PROPOSED in asks(floor)
    again = floor.tap(JO, undo)
    assert again
    assert again.key == OLD
    assert PROPOSED in asks(floor)


def test_a_second_tap_decides_nothing_and_nobody_overrules_what_they_have_not_seen(floor: Floor) -> None:
    opens(floor)
    assert act(floor, JO, "Use") is None
    late = floor.tap(LEE, "advise:decline:alcohol:-")
    again = floor.tap(JO, "advise:use:alcohol:-")
    assert late
    assert again
    assert (late.key, again.key) == (OLD, OLD)
    assert len(floor.rows("SELECT * FROM advice")) == 1


def test_what_is_not_for_the_clinic_is_asked_about_no_more_and_patients_are_told_to_call(
    floor: Floor,
) -> None:
    opens(floor)
    act(floor, JO, "Not for us")
    assert SILENT in asks(floor)
    floor.say(JO, "/advice")
    assert "– May I drink alcohol?" not in floor.deliver()[-1].whole  # it has gone to the end of the list
    assert "Not for you, Jo said" in opens(floor)


def test_advice_is_too_old_after_a_year_and_can_be_signed_again(floor: Floor) -> None:
    uses(floor)
    floor.move(days=366)
    floor.follow(LEE, QUIN, "QQ just now left shoulder")
    floor.deliver()
    assert SILENT in asks(floor, chat=QUIN)
    assert "more than a year ago" in opens(floor, chat=LEE)
    act(floor, LEE, "Use")
    assert "Lee at Riverside Physio says" in asks(floor, chat=QUIN)


@pytest.mark.parametrize("way", ["revoked", "receptionist"])
def test_advice_of_who_no_longer_speaks_for_the_clinic_is_said_no_more(floor: Floor, way: str) -> None:
    uses(floor, chat=LEE)
    assert "Lee at Riverside Physio says" in asks(floor)
    change = "revoked_at = 1" if way == "revoked" else "role = 'receptionist'"
    floor.store.run_now(lambda tx: tx.run(f"UPDATE staff SET {change} WHERE chat_id = {LEE}"))
    assert SILENT in asks(floor)
    assert "no longer a clinician here" in opens(floor)
    act(floor, JO, "Use")
    assert "Jo at Riverside Physio says" in asks(floor)


def test_where_two_sign_no_patient_hears_what_one_has_signed(floor: Floor) -> None:
    two_sign(floor)
    uses(floor)
    assert SILENT in asks(floor)
    assert "Sign it too" not in floor.said[-1].whole
    opens(floor)
    assert "Sign it too" not in floor.said[-1].whole
    waits = next(one for one in floor.said if one.message.key == "staff.advice_waits")
    assert waits.message.chat_id in (LEE, KIM)
    tap = next(tap for tap in waits.taps if tap.startswith("advise:second"))
    own = floor.tap(JO, tap)
    assert own
    assert own.key == OLD
    floor.tap(LEE, tap)
    floor.deliver()
    assert PROPOSED in asks(floor)


def test_it_is_not_for_who_was_treated_there_nor_where_nobody_knows(floor: Floor) -> None:
    uses(floor)
    opens(floor)
    act(floor, JO, "Not for whom?")
    act(floor, JO, "neck")
    assert PROPOSED in asks(floor)
    act(floor, JO, "shoulder")
    assert PERSON in asks(floor)
    floor.follow(LEE, QUIN, "QQ 14:30")
    floor.deliver()
    assert PERSON in asks(floor, chat=QUIN)
    act(floor, JO, "For everybody again")
    assert PROPOSED in asks(floor)
    assert PROPOSED in asks(floor, chat=QUIN)


PERSONAL = [
    "can I have wine, I am pregnant",
    "is a beer ok with warfarin",
    "can I mix wine and my tablets",
    "my son wants a beer after his needling",
    "I have epilepsy, can I drink a beer",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_some_questions_go_to_a_person_whatever_is_signed(floor: Floor, text: str) -> None:
    uses(floor)
    assert PROPOSED not in asks(floor, text)


def test_of_a_child_whatever_is_signed_a_person_answers(floor: Floor) -> None:
    uses(floor, "shower-and-bath")
    assert "warm shower" in asks(floor, "can I have a shower?")
    floor.store.run_now(lambda tx: tx.run("UPDATE consents SET given_by = 'parent'"))
    assert PERSON in asks(floor, "can I have a shower?")


def test_a_red_flag_comes_first_and_no_advice_stands_beside_it(floor: Floor) -> None:
    for topic in ("painkillers", "alcohol", "bruise"):
        uses(floor, topic)
    heard = asks(floor, "can I take ibuprofen, my chest hurts and I cannot breathe properly")
    assert "Call 112 now" in heard
    assert "Jo at Riverside Physio says" not in heard
    assert "Jo at Riverside Physio says" not in asks(floor, "can I take ibuprofen?")


def test_a_worrying_topic_keeps_its_line_about_the_signs_whatever_was_typed(floor: Floor) -> None:
    opens(floor, "bruise")
    act(floor, JO, "Change")
    floor.say(JO, "It will fade.")
    floor.deliver()
    act(floor, JO, "Yes, say this")
    heard = asks(floor, "i have a small bruise")
    assert "It will fade.\n\nIf a bruise or lump grows" in heard
    assert "keeps bleeding, call 112" in heard


def test_two_topics_in_one_text_are_answered_together_or_not_at_all(floor: Floor) -> None:
    uses(floor, "shower-and-bath")
    both = "can I have a shower or go swimming?"
    assert PERSON in asks(floor, both)
    uses(floor, "sauna-and-swimming")
    heard = asks(floor, both)
    assert "A warm shower" in heard
    assert "Please wait until the day after" in heard


def test_an_answer_of_the_article_that_may_not_be_meant_gives_way(floor: Floor) -> None:
    asked = "is it safe to fly tomorrow"
    assert "From the article" in asks(floor, asked)
    uses(floor, "travel")
    assert "Jo at Riverside Physio says: A trip by car" in asks(floor, asked)
    assert "From the article" in asks(floor, "how long will I be sore?")


def test_the_same_advice_is_not_said_twice_in_a_row(floor: Floor) -> None:
    uses(floor)
    assert PROPOSED in asks(floor)
    floor.move(minutes=5)
    floor.say(PAT, "is a beer ok then?")
    assert "just above" in floor.deliver()[-1].words.text


def test_it_is_counted_how_often_a_topic_was_asked_about_without_an_answer_and_no_word_of_it(
    floor: Floor,
) -> None:
    for text in (WINE, "is a beer ok", "can I go to the gym"):
        asks(floor, text)
    floor.say(JO, "/advice")
    labels = floor.deliver()[-1].whole
    assert labels.index("May I drink alcohol? · 2") < labels.index("When can I train again? · 1")
    uses(floor)
    asks(floor)
    assert sum(row["times"] for row in floor.rows("SELECT times FROM topics_asked")) == 3
    assert {*floor.rows("SELECT * FROM topics_asked")[0]} == {"topic", "day", "times"}


def test_everything_is_on_record_by_code_and_outlives_the_words(floor: Floor) -> None:
    uses(floor)
    opens(floor)
    act(floor, JO, "Withdraw")
    floor.move(days=31)
    floor.store.run_now(lambda tx: erasure.tidy(floor.desk(tx)))
    assert floor.rows("SELECT * FROM advice") == []
    noted = [row for row in floor.store.run_now(audit.entries) if "advice" in row["action"]]
    assert [row["action"] for row in noted] == ["signed advice", "withdrew advice"]
    assert noted[0]["subject"].startswith("alcohol:")


def test_a_receptionist_decides_nothing_and_sees_none_of_it(floor: Floor) -> None:
    floor.employ(RAE, role="receptionist")
    before = floor.kept()
    floor.say(RAE, "/advice")
    for tap in ("advice:alcohol", "advise:use:alcohol:-", "advices:0"):
        toast = floor.tap(RAE, tap)
        assert toast
        assert toast.key == OLD
    assert floor.kept() == before


def test_faq_brings_the_clinics_words_on_a_topic_that_is_tapped(floor: Floor) -> None:
    uses(floor)
    floor.tap(PAT, "faq:alcohol")
    assert PROPOSED in floor.deliver()[-1].words.text
