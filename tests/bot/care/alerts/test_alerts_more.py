"""While a red flag is open, what is written reaches people, and what is said of it is true."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal.trouble import BadRequest, RateLimited
from tests.bot.alarm import (
    CALL,
    CARD,
    EMERGENCY,
    HOUR,
    MINUTE,
    READ,
    SPOT,
    STILL,
    TODAY,
    WORDS,
    WORSE,
    added,
    after,
    barrier,
    followed,
    minutes,
    rest,
    told,
    write,
)
from tests.bot.staff import Practice, said

JOINED, MORE = "I have added this to your message.", "What you write now I add to your message."
TOLD, NOT_TOLD = "I have told Riverside Physio", "I cannot tell Riverside Physio"
LATER = "hears of it from me when it opens"
SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
MILD = "my soreness got worse after 4 days"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    "words",
    [
        "please hurry im alone",
        "its at 12 High street flat 3",
        "is it normal?",
        "thanks i feel better now",
    ],
)
async def test_whatever_is_written_while_a_flag_is_open_reaches_the_clinic_and_no_answer_soothes(
    practice: Practice, words: str
) -> None:
    await write(practice)
    await practice.clinic.hear(practice.pat, words, STILL)
    await after(practice, MINUTE)
    assert [words in line.words for line in added(practice.jo)] == [True]
    assert minutes(practice.jo) == [0]
    assert said(practice.pat, "From the article") == 0


async def test_what_is_written_after_it_was_seen_is_answered_again(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    await practice.clinic.hear(practice.pat, "how long will I be sore?", "From the article")


async def test_a_time_that_was_asked_for_is_still_taken(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.hear(practice.pat, "/treated", "Do you want to correct that time")
    await practice.clinic.press(practice.pat, "Correct the time", "When did your session end?")
    await practice.clinic.hear(practice.pat, "today 14:00", "Is that right?")


async def test_seen_covers_no_words_that_had_not_come_to_whoever_pressed_it(practice: Practice) -> None:
    await write(practice, SPOT)
    first = told(practice.jo)[-1]
    practice.clinic.telegram.trouble("sendMessage", RateLimited(30), chat_id=practice.jo.id)
    await write(practice)
    practice.jo.tap(first, "Seen")
    await barrier(practice)
    assert said(practice.pat, READ) == 0
    await after(practice, 3 * MINUTE)
    assert WORDS in told(practice.jo)[-1].words
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    assert said(practice.pat, READ) == 1


async def test_a_worse_flag_does_not_wait_behind_a_milder_one_on_its_way(practice: Practice) -> None:
    practice.clinic.telegram.trouble("sendMessage", RateLimited(30), chat_id=practice.jo.id)
    await write(practice, SPOT)
    await write(practice)
    await after(practice, MINUTE)
    assert [message.words.startswith(EMERGENCY) for message in told(practice.jo)] == [True]
    assert SPOT in told(practice.jo)[0].words


async def test_more_of_what_can_wait_is_told_when_the_clinic_is_open_and_not_a_day_later(
    practice: Practice,
) -> None:
    await write(practice, "my bruise keeps growing")
    await write(practice, "my bruise keeps growing, and tingling in my hand wont go away")
    await after(practice, MINUTE)
    assert "tingling" in told(practice.jo)[-1].words


async def test_going_on_is_refused_while_a_newer_flag_is_open(practice: Practice) -> None:
    await write(practice)
    first = await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    await write(practice, WORSE)
    practice.jo.tap(first, "Let reminders go on")
    await barrier(practice)
    assert said(practice.pat, "we go on from here") == 0
    assert WORSE in told(practice.jo)[-1].words


async def test_going_on_says_so_where_nothing_rests(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.hear(practice.pat, "/stop", "I will send no more reminders.")
    shown = await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    assert "Let reminders go on" not in shown.labels


async def test_what_waits_for_the_opening_is_not_said_to_be_told(tmp_path: Path) -> None:
    async with followed(tmp_path, SATURDAY) as practice:
        await practice.clinic.hear(practice.pat, MILD, LATER)
        assert said(practice.pat, TOLD) == 0


async def test_where_nobody_can_be_reached_nothing_says_that_the_clinic_was_told(practice: Practice) -> None:
    for member in (practice.jo, practice.kim, practice.lee):
        member.block()
    await barrier(practice)
    await write(practice)
    await after(practice, HOUR)
    await write(practice, WORSE)
    assert said(practice.pat, TOLD) == 0
    assert said(practice.pat, NOT_TOLD) == 2
    await practice.clinic.hear(practice.pat, "please hurry", "I cannot reach Riverside Physio right now")


async def test_a_stranger_and_who_has_no_reminders_are_not_told_that_they_rest(practice: Practice) -> None:
    await practice.clinic.hear(practice.sam, WORDS, CALL)
    assert said(practice.sam, "Your reminders rest.") == 0
    await practice.clinic.hear(practice.pat, "i want to die", "I am glad that you wrote this.")
    assert said(practice.pat, "Your reminders rest. Send /resume") == 1


async def test_who_works_at_the_clinic_hears_whom_to_call_as_well(practice: Practice) -> None:
    await practice.clinic.hear(practice.lee, WORDS, CALL)
    await practice.clinic.hear(practice.kim, "i want to die", "I am glad that you wrote this.")
    assert not practice.rows("alerts")


async def test_an_alert_that_telegram_refuses_counts_as_not_told(practice: Practice) -> None:
    practice.clinic.telegram.trouble("sendMessage", BadRequest("no"), times=9, chat_id=practice.jo.id)
    await write(practice)
    await rest(practice)
    assert WORDS in told(practice.kim)[0].words


async def test_a_card_whose_picture_is_refused_comes_in_words(practice: Practice) -> None:
    practice.clinic.telegram.trouble("sendPhoto", BadRequest("no"), chat_id=practice.pat.id)
    await write(practice)
    await practice.clinic.says(practice.pat, CARD)


async def test_who_takes_over_from_a_colleague_who_is_revoked_is_told_at_once(practice: Practice) -> None:
    await write(practice, SPOT)
    await practice.revoke(practice.jo)
    await rest(practice)
    assert [message.words.startswith(TODAY) for message in told(practice.kim)] == [True]


async def test_a_patient_whom_the_clinic_erases_leaves_word_of_an_open_flag(practice: Practice) -> None:
    await write(practice)
    await practice.card(practice.kim, practice.pat)
    await practice.clinic.press(practice.kim, "Erase", "Erase JD")
    await practice.clinic.press(practice.kim, "Yes, erase", "JD is erased")
    await practice.clinic.says(practice.jo, "record has been erased since")


async def test_what_waits_to_be_said_of_a_case_is_said_once_however_much_is_written_meanwhile(
    practice: Practice,
) -> None:
    await write(practice)
    for number in range(6):
        practice.clinic.telegram.trouble("sendMessage", RateLimited(30), chat_id=practice.pat.id)
        practice.pat.say(f"I live at number {number}.")
        await barrier(practice)
    await after(practice, 3 * MINUTE)
    assert (said(practice.pat, JOINED), said(practice.pat, MORE), said(practice.pat, STILL)) == (1, 0, 1)
    words = " ".join(line.words for line in added(practice.jo))
    assert [number for number in range(6) if f"number {number}." not in words] == []
