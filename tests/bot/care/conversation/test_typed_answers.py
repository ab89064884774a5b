"""What people type instead of tapping: numbers, yes and no, corrections, and that they are unwell."""

import pytest

from bot.model import Status
from bot.rehearsal.messages import Message
from bot.rehearsal.people import Person
from tests.bot.care.conversation.open_questions import EMERGENCY, PHONE, asked
from tests.bot.conftest import Clinic
from tests.bot.facts import status_of

SCALE = "How sore are you right now?"
FREE_TEXT = "reads it in working hours"
UNREADABLE = "I could not read a time"


async def checked_in(clinic: Clinic, pat: Person) -> Message:
    """The first check-in is there, and nobody has answered it."""
    while not pat.chat.bot_messages[-1].button("10"):
        await clinic.next_message(pat)
    return pat.chat.bot_messages[-1]


def soreness(clinic: Clinic) -> dict[str, int]:
    rows = clinic.bot.store.run_now(lambda tx: tx.all("SELECT step, value FROM answers"))
    return {row["step"]: row["value"] for row in rows}


@pytest.mark.parametrize("words", ["I can't breathe, my chest hurts", "help, my arm is numb"])
@pytest.mark.parametrize("question", ["treated", "confirm", "zone", "city", "which"])
async def test_who_is_unwell_inside_a_question_is_told_both_numbers(
    clinic: Clinic, pat: Person, question: str, words: str
) -> None:
    await asked(clinic, pat, question)
    answer = await clinic.hear(pat, words, PHONE)
    assert EMERGENCY in (answer.text or "")


@pytest.mark.parametrize("words", ["pain", "my chest", "8"])
async def test_what_names_no_place_is_no_place(clinic: Clinic, pat: Person, words: str) -> None:
    """Above all: pain is not Spain."""
    await asked(clinic, pat, "city")
    answer = await clinic.hear(pat, words, PHONE)
    assert EMERGENCY in (answer.text or "")
    assert "where you are?" not in (answer.text or "")


@pytest.mark.parametrize("left", [["/timezone"], ["/treated"], ["/treated", "Correct the time"]])
async def test_a_number_answers_the_check_in_that_came_after_a_question_left_open(
    clinic: Clinic, pat: Person, left: list[str]
) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, left[0], "?")
    for label in left[1:]:
        await clinic.press(pat, label, "?")
    await checked_in(clinic, pat)
    await clinic.hear(pat, "8", "I have noted 8 out of 10")
    assert soreness(clinic) == {"first_check": 8}


async def test_a_number_answers_the_question_that_was_put_after_the_check_in(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    await checked_in(clinic, pat)
    clinic.clock.move(minutes=1)
    await clinic.hear(pat, "/treated", "correct that time")
    await clinic.press(pat, "Correct the time", "When did your session end?")
    await clinic.hear(pat, "2", "2:00 in the afternoon. Is that right?")
    assert soreness(clinic) == {}


@pytest.mark.parametrize(("hours", "answer"), [(11, "When did your session end?"), (13, FREE_TEXT)])
async def test_a_question_is_closed_after_half_a_day(
    clinic: Clinic, pat: Person, hours: int, answer: str
) -> None:
    await clinic.agree(pat)
    clinic.clock.move(hours=hours)
    await clinic.hear(pat, "who won the match last night", answer)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("agony 9/10", 9),
        ("unbearable 10", 10),
        ("8 unbearable", 8),
        ("9 and getting worse", 9),
        ("still getting worse 8", 8),
        ("10/10 pain", 10),
        ("it is an 8", 8),
        ("Pain: 8!", 8),
        ("sore 5", 5),
        ("it's a 2 now", 2),
        ("about 8 maybe", 8),
        ("8 or 9", 9),
        ("7.5", 8),
        ("seven", 7),
        ("no pain at all", 0),
    ],
)
async def test_a_clear_rating_among_a_few_words_is_taken_and_can_be_changed(
    clinic: Clinic, pat: Person, words: str, value: int
) -> None:
    await clinic.enrol(pat)
    await checked_in(clinic, pat)
    noted = await clinic.hear(pat, words, f"I have noted {value} out of 10")
    assert "Change my answer" in noted.labels
    assert soreness(clinic) == {"first_check": value}
    alerts = clinic.bot.store.run_now(lambda tx: tx.all("SELECT tier FROM alerts"))
    assert [row["tier"] for row in alerts] == (["clinician"] if value >= 7 else [])


NO_RATINGS = (
    "tingling in 2 fingers",
    "my 2 fingers tingle",
    "2 fingers tingle",
    "sore after 5 days",
    "sore 5 days",
    "day 3 still sore",
    "took 2 ibuprofen",
    "not 8",
    "8 9",
    "worse than 9",
    "10 minutes",
    "5% better",
    "7 am",
    "still sore 8 am",
    "2 pains",
    "2 unbearable",
    "6 and getting worse",
    "pain 11",
)


@pytest.mark.parametrize("words", NO_RATINGS)
async def test_a_number_of_something_else_is_no_rating(clinic: Clinic, pat: Person, words: str) -> None:
    await clinic.enrol(pat)
    asked = await checked_in(clinic, pat)
    await clinic.says(pat, "", pat.say(words).id)
    await clinic.barrier(pat)
    assert soreness(clinic) == {}
    assert not [m for m in pat.chat.bot_messages if m.id > asked.id and "I have noted" in m.words]


@pytest.mark.parametrize("words", ["not 8", "3 to 9"])
async def test_a_number_among_other_words_is_asked_for_again_on_the_scale(
    clinic: Clinic, pat: Person, words: str
) -> None:
    await clinic.enrol(pat)
    await checked_in(clinic, pat)
    scale = await clinic.hear(pat, words, "Did you mean")
    assert scale.button("10")
    assert soreness(clinic) == {}
    await clinic.press(pat, "8", "I have noted 8")


@pytest.mark.parametrize(("words", "value"), [("8 🙂", 8), ("\u0664", 4), ("4/10.", 4), ("10 out of 10", 10)])
async def test_a_number_alone_is_the_answer_however_it_is_dressed(
    clinic: Clinic, pat: Person, words: str, value: int
) -> None:
    await clinic.enrol(pat)
    await checked_in(clinic, pat)
    await clinic.hear(pat, words, f"I have noted {value} out of 10")
    assert list(soreness(clinic).values()) == [value]


async def test_the_scale_is_put_again_once_however_much_is_asked_beside_it(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    await checked_in(clinic, pat)
    await clinic.hear(pat, "can i take a hot bath?", "no advice")
    await clinic.says(pat, "And how sore are you now?")
    await clinic.hear(pat, "can i have a glass of wine?", "no advice")
    await clinic.barrier(pat)
    assert sum("And how sore are you now?" in m.words for m in pat.chat.bot_messages) == 1
    await clinic.hear(pat, "5", "I have noted 5 out of 10")


@pytest.mark.parametrize("words", ["8 🙂", "6", "seven"])
async def test_a_number_alone_where_nothing_is_asked_brings_the_scale(
    clinic: Clinic, pat: Person, words: str
) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, words, "How sore are you right now?")
    assert soreness(clinic) == {}
    await clinic.hear(pat, words, "I have noted")


async def test_a_rating_that_says_so_is_noted_where_nothing_is_asked(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "my pain is a 6 now", "I have noted 6 out of 10")


@pytest.mark.parametrize("words", ["2 fingers", "took 2", "10 minutes", "5% better"])
async def test_a_number_of_something_else_brings_no_scale(clinic: Clinic, pat: Person, words: str) -> None:
    await clinic.enrol(pat)
    await clinic.says(pat, "", pat.say(words).id)
    await clinic.barrier(pat)
    assert not [m for m in pat.chat.bot_messages if "How sore are you right now?" in m.words]


async def test_a_number_among_signs_of_danger_is_answered_with_the_emergency_number(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    await checked_in(clinic, pat)
    await clinic.hear(pat, "8/10 and I can't breathe", EMERGENCY)


async def test_an_old_number_changed_later_does_not_answer_a_newer_check_in(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    await checked_in(clinic, pat)
    typed = pat.say("3")
    await clinic.says(pat, "I have noted 3", typed.id)
    while "It has been a day" not in ((await clinic.next_message(pat)).text or ""):
        pass
    newest = pat.chat.messages[-1].id
    pat.edit(typed, "2")
    await clinic.says(pat, SCALE, newest)
    assert soreness(clinic) == {"first_check": 3}


@pytest.mark.parametrize(
    ("typed", "answer", "status"),
    [
        ("yes", "we go on from here", Status.ACTIVE),
        ("No.", "I will send no more reminders", Status.STOPPED),
    ],
)
async def test_whether_to_go_on_can_be_typed(
    clinic: Clinic, pat: Person, typed: str, answer: str, status: Status
) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "/pause", "rest now")
    await clinic.hear(pat, "/start", "Shall I go on with them?")
    await clinic.hear(pat, typed, answer)
    assert status_of(clinic, pat) is status


async def test_an_old_no_does_not_stop_reminders_that_run_again(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "/pause", "rest now")
    question = await clinic.hear(pat, "/start", "Shall I go on with them?")
    await clinic.press(pat, "Yes, go on", "we go on from here")
    await clinic.toast(pat, lambda: pat.tap(question, "No, stop"))
    await clinic.barrier(pat)
    assert status_of(clinic, pat) is Status.ACTIVE
    assert await clinic.bot.next_due() is not None


async def test_a_yes_with_the_apostrophe_of_a_phone_is_a_yes(clinic: Clinic, pat: Person) -> None:
    await asked(clinic, pat, "confirm")
    await clinic.hear(pat, "That’s right", "where you are?")


async def test_stop_with_a_sign_is_stop(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "STOP 🛑", "I will send no more reminders")


@pytest.mark.parametrize("no", ["no", "/stop", "stop"])
async def test_an_ok_to_the_end_of_the_reminders_is_no_yes_to_the_question_before(
    clinic: Clinic, pat: Person, no: str
) -> None:
    """Whether to go on was answered by then; nothing is asked any more."""
    await clinic.enrol(pat)
    await clinic.hear(pat, "/pause", "rest now")
    await clinic.hear(pat, "/start", "Shall I go on with them?")
    await clinic.hear(pat, no, "I will send no more reminders")
    pat.say("ok")
    await clinic.barrier(pat)
    assert status_of(clinic, pat) is Status.STOPPED


@pytest.mark.parametrize("words", ["dizzy 7", "7 and my chest hurts"])
async def test_a_number_beside_a_sign_is_no_mere_rating(clinic: Clinic, pat: Person, words: str) -> None:
    await clinic.enrol(pat)
    await checked_in(clinic, pat)
    answer = await clinic.hear(pat, words, EMERGENCY)
    assert SCALE not in (answer.text or "")
    assert soreness(clinic) == {}
