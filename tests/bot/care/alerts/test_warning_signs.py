"""What may be a red flag is asked about; the answer is heard however it is given, and so is none."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from tests.bot.alarm import CALL, MINUTE, after, followed, rest, told
from tests.bot.conftest import MONDAY
from tests.bot.notices import told as noticed
from tests.bot.staff import Practice, said

SCREEN = "Do you have any of these right now?"
UNSURE = "my arm feels funny"
ASK_AGAIN = "I could not answer what you wrote before."
LINE = "Please tell me first: do you have one of the signs"
GOOD = "Thank you, that is good to know."
PASS = "Pass my question to the clinic"
OPEN = "has not said by"
PAINFUL = "my shoulder really hurts"  # no emergency, whatever the answer
SILENT = "NO ANSWER ABOUT WARNING SIGNS"
SINCE = "has answered now: none of the warning signs"
TONIGHT = MONDAY + 9 * 60 * MINUTE  # an hour before midnight


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def screened(practice: Practice, words: str = UNSURE) -> Message:
    return await practice.clinic.hear(practice.pat, words, SCREEN)


async def test_a_sign_that_is_tapped_is_a_red_flag_with_what_was_written(practice: Practice) -> None:
    shown = await screened(practice)
    assert len(shown.labels) == 13
    await practice.clinic.press(practice.pat, "Short of breath or chest pain", CALL)
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert UNSURE in alert.words
    assert "(chosen) Short of breath or chest pain" in alert.words


async def test_a_sign_can_be_tapped_after_none_was_and_is_heard_each_time(practice: Practice) -> None:
    shown = await screened(practice)
    held = next(button.data for row in shown.buttons for button in row if "breath" in button.label)
    await practice.clinic.press(practice.pat, "None of these", GOOD)
    practice.pat.tap_data(shown.id, str(held))
    await practice.clinic.says(practice.pat, CALL)


async def test_none_of_the_signs_is_thanked_for_and_alarms_nobody(practice: Practice) -> None:
    await screened(practice)
    await practice.clinic.press(practice.pat, "None of these", GOOD)
    await rest(practice)
    assert not told(practice.jo)
    assert not practice.rows("alerts")
    assert practice.rows("patients")[0]["status"] == "active"
    assert practice.pat.chat.bot_messages[-1].words.startswith(GOOD)


@pytest.mark.parametrize("typed", ["yes", "Yes.", "yes I do", "YEP", "Yes, one of them"])
async def test_a_typed_yes_is_no_small_talk_but_a_red_flag_with_what_was_written(
    practice: Practice, typed: str
) -> None:
    await screened(practice)
    await practice.clinic.hear(practice.pat, typed, CALL)
    alert = await practice.clinic.says(practice.jo, "EMERGENCY")
    assert UNSURE in alert.words
    assert practice.rows("questions")[0]["closed_at"]


@pytest.mark.parametrize("typed", ["no", "No, none of these", "none", "nope"])
async def test_a_typed_no_is_taken_for_none_of_the_signs(practice: Practice, typed: str) -> None:
    await screened(practice)
    await practice.clinic.hear(practice.pat, typed, GOOD)
    await after(practice, 60 * MINUTE)
    assert not practice.rows("alerts")
    assert not noticed(practice.jo, OPEN)


@pytest.mark.parametrize("typed", ["ok", "okay", "right"])
async def test_what_may_mean_either_is_asked_about_once_more(practice: Practice, typed: str) -> None:
    await screened(practice)
    await practice.clinic.hear(practice.pat, typed, LINE)
    assert not practice.rows("alerts")


async def test_a_question_is_answered_beside_one_line_about_the_signs(practice: Practice) -> None:
    await screened(practice)
    asked = practice.pat.say("how long will I be sore?").id
    await practice.clinic.says(practice.pat, LINE, asked)
    assert [m.words.startswith(LINE) for m in practice.pat.chat.bot_messages if m.id > asked] == [False, True]
    assert said(practice.pat, SCREEN) == 1
    await practice.clinic.press(practice.pat, "None of these", GOOD)


async def test_a_quarter_of_an_hour_later_questions_are_answered_again(practice: Practice) -> None:
    await screened(practice)
    await after(practice, 16 * MINUTE)
    await practice.clinic.hear(practice.pat, "how long will I be sore?", "From the article")


async def test_after_none_of_the_signs_the_open_question_is_put_again(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/treated", "Do you want to correct that time")
    await practice.clinic.press(practice.pat, "Correct the time", "When did your session end?")
    await screened(practice)
    await practice.clinic.press(practice.pat, "None of these", GOOD)
    await practice.clinic.says(practice.pat, "When did your session end?")
    await practice.clinic.hear(practice.pat, "today 14:00", "Is that right?")


async def test_a_stranger_who_says_yes_gets_the_urgent_words(practice: Practice) -> None:
    await practice.clinic.hear(practice.sam, UNSURE, SCREEN)
    await practice.clinic.hear(practice.sam, "yes", CALL)
    assert not practice.rows("alerts")


async def test_a_yes_to_something_else_that_was_asked_since_is_not_about_signs(practice: Practice) -> None:
    await screened(practice)
    await practice.clinic.hear(practice.pat, "/timezone", "Is it")
    await practice.clinic.hear(practice.pat, "yes", "")
    await rest(practice)
    assert said(practice.pat, CALL) == 0


async def test_what_was_written_can_be_passed_to_the_clinic_where_it_is_no_sign(practice: Practice) -> None:
    await screened(practice)
    await practice.clinic.press(practice.pat, "None of these", ASK_AGAIN)
    await practice.clinic.press(practice.pat, PASS, "Your question is with Riverside Physio now.")
    await practice.clinic.hear(practice.jo, "/unanswered", UNSURE)


async def test_signs_that_nobody_said_yes_or_no_to_are_told_to_the_clinic_once(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, PAINFUL, SCREEN)
    await practice.clinic.hear(practice.pat, "the spot is a bit red", LINE)
    await after(practice, 14 * MINUTE)
    assert not noticed(practice.jo, OPEN)
    await after(practice, 600 * MINUTE)
    assert noticed(practice.jo, OPEN) == [MONDAY + 30 * MINUTE]
    assert not said(practice.jo, SILENT)
    await practice.clinic.hear(practice.jo, "/unanswered", PAINFUL)


async def test_signs_that_were_answered_meanwhile_are_told_to_nobody(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, PAINFUL, SCREEN)
    await after(practice, 20 * MINUTE)
    await practice.clinic.press(practice.pat, "None of these", GOOD)
    await after(practice, 600 * MINUTE)
    assert not noticed(practice.jo, OPEN)


@pytest.mark.parametrize("text", [UNSURE, "something is off", "bit dizzy"])
async def test_silence_after_what_may_be_grave_reaches_the_follower_at_any_hour(
    practice: Practice, text: str
) -> None:
    await practice.at(TONIGHT)
    await screened(practice, text)
    await practice.at(TONIGHT + 14 * MINUTE)
    await rest(practice)
    assert not said(practice.jo, SILENT)
    await practice.at(TONIGHT + 16 * MINUTE)
    shown = await practice.clinic.says(practice.jo, SILENT)
    assert text in shown.words
    assert not said(practice.lee, SILENT)
    await practice.at(TONIGHT + 24 * 60 * MINUTE)
    await rest(practice)
    assert said(practice.jo, SILENT) > 1  # until somebody has seen it
    assert not noticed(practice.jo, OPEN)  # it was told


async def test_all_that_was_written_meanwhile_is_told_with_it(practice: Practice) -> None:
    await screened(practice)
    await practice.clinic.hear(practice.pat, "it feels a bit weird", LINE)
    await after(practice, 16 * MINUTE)
    shown = await practice.clinic.says(practice.jo, SILENT)
    assert UNSURE in shown.words
    assert "it feels a bit weird" in shown.words


@pytest.mark.parametrize("answer", ["None of these", "Coughing up blood"])
async def test_of_signs_that_were_answered_in_time_no_silence_is_told(
    practice: Practice, answer: str
) -> None:
    await screened(practice)
    await practice.clinic.press(practice.pat, answer, "")
    await after(practice, 20 * MINUTE)
    assert not said(practice.jo, SILENT)


async def test_an_alarm_by_other_words_is_no_silence(practice: Practice) -> None:
    await screened(practice)
    await practice.clinic.hear(practice.pat, "I cannot breathe", CALL)
    await after(practice, 20 * MINUTE)
    assert not said(practice.jo, SILENT)


async def test_whoever_was_told_of_silence_hears_of_the_answer_and_nobody_else(practice: Practice) -> None:
    await screened(practice)
    await after(practice, 16 * MINUTE)
    await practice.clinic.says(practice.jo, SILENT)
    await practice.clinic.press(practice.pat, "None of these", GOOD)
    await practice.clinic.says(practice.jo, SINCE)
    await practice.clinic.hear(practice.pat, "my arm feels funny again", SCREEN)
    await practice.clinic.press(practice.pat, "None of these", GOOD)
    await rest(practice)
    assert said(practice.jo, SINCE) == 1
    assert not said(practice.lee, SINCE)


async def test_from_what_tells_of_silence_the_clinic_can_write(practice: Practice) -> None:
    await screened(practice)
    await after(practice, 16 * MINUTE)
    await practice.clinic.says(practice.jo, SILENT)
    await practice.clinic.press(practice.jo, "Write to them", "")
