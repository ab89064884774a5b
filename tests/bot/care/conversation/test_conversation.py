"""What a patient lives through after the plan, message by message, to the last reminder."""

from functools import partial

import pytest

from bot.rehearsal.people import Person
from tests.bot.conftest import Clinic
from tests.bot.facts import status_of
from tests.bot.staff import data
from tests.patience import patiently


async def test_the_48_hours_are_lived_to_the_last_message(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    expected = [
        "something to drink",
        "How sore",
        "glass of water",
        "It has been a day",
        "short walk",
        "another easy stretch",
        "Two days",
    ]
    for words in expected:
        message = await clinic.next_message(pat)
        assert words in (message.text or "")
        if "10 is the worst" in (message.text or ""):
            await clinic.press(pat, "2", "I have noted 2 out of 10")
            await clinic.barrier(pat)
        else:
            done = message.labels[0]
            assert "Noted" in await clinic.toast(pat, partial(pat.tap, done))
    await clinic.says(pat, "did these messages help you?")
    assert await clinic.toast(pat, lambda: pat.tap("A little")) == "Thank you."
    clinic.clock.move(days=3)
    clinic.bot.pump.wake()
    async with patiently():  # the picture of how it went may be on its way still
        while await clinic.bot.next_due() is not None:
            await clinic.settled()


async def test_who_is_still_sore_is_asked_once_more_after_72_hours(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    for _ in range(7):
        if "10 is the worst" in await next_words(clinic, pat):
            await clinic.press(pat, "5", "I have noted 5 out of 10")
            await clinic.barrier(pat)  # which a line beside that answer comes before
    assert "You were still sore" in await next_words(clinic, pat)


async def next_words(clinic: Clinic, pat: Person) -> str:
    """Of the next message that has any: a picture comes when it is drawn, before or after another."""
    while not (words := (await clinic.next_message(pat)).text):
        pass
    return words


async def test_high_or_rising_soreness_is_sent_to_the_clinic_by_the_patients_own_phone(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.enrol(pat)
    await clinic.next_message(pat)
    await clinic.next_message(pat)
    await clinic.press(pat, "3", "I have noted 3")
    await clinic.press(pat, "Change my answer", "How sore are you right now?")
    await clinic.press(pat, "2", "I have noted 2")
    await clinic.next_message(pat)
    await clinic.next_message(pat)
    rising = await clinic.press(pat, "4", "more than last time")
    assert "+44 20 7946 0123" in (rising.text or "")
    await clinic.press(pat, "Change my answer", "How sore are you right now?")
    await clinic.press(pat, "8", "That is a lot")


async def test_later_comes_an_hour_later_once_and_never_in_quiet_hours(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    first = await clinic.next_message(pat)
    assert await clinic.toast(pat, lambda: pat.tap("Later")) == "I will remind you at 17:30."
    assert "already" in await clinic.toast(pat, lambda: pat.tap_data(first, data(first, "Later")))
    again = await clinic.next_message(pat)
    assert f"{clinic.clock.now:%H:%M}" == "17:30"
    assert again.text == first.text


async def test_later_is_refused_where_the_night_would_come_first(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    while "short walk" not in ((await clinic.next_message(pat)).text or ""):
        pass
    assert f"{clinic.clock.now:%H:%M}" == "20:30"
    assert "too late" in await clinic.toast(pat, lambda: pat.tap("Later"))


async def test_worried_brings_the_signs_and_both_numbers_every_time(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    for _ in range(2):
        words = await clinic.press(pat, "I'm worried", "Please look at these signs")
        assert "call 112 at once" in (words.text or "")
        assert "+44 20 7946 0123" in (words.text or "")


async def test_paused_means_silence_and_resume_brings_no_backlog(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "/pause", "Your reminders rest now")
    assert await clinic.bot.next_due() is None
    clinic.clock.move(hours=22)
    plan = await clinic.hear(pat, "/resume", "we go on from here")
    assert "16:30" not in (plan.text or "")
    assert "Tuesday 24 November\n• 14:30  how are you?" in (plan.text or "")
    await clinic.hear(pat, "/resume", "on already")


@pytest.mark.parametrize("words", ["/stop", "Stop.", "please stop"])
async def test_stop_ends_the_reminders(clinic: Clinic, pat: Person, words: str) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, words, "I will send no more reminders")
    assert await clinic.bot.next_due() is None


async def test_the_pain_wont_stop_is_not_stop(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "the pain won't stop", "Riverside Physio")
    assert await clinic.bot.next_due() is not None


async def test_a_corrected_time_moves_what_is_unsent_and_repeats_nothing(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.next_message(pat)
    await clinic.hear(pat, "/treated", "Do you want to correct that time")
    await clinic.press(pat, "Correct the time", "When did your session end?")
    await clinic.hear(pat, "13:30", "Is that right?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "✓ 16:30  drink\n• 19:30  how are you?, move gently" in (plan.text or "")
    drinks = [m for m in pat.chat.bot_messages if "something to drink" in (m.text or "")]
    assert len(drinks) == 1


async def test_a_new_session_starts_its_own_plan_and_ends_the_one_before(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    clinic.clock.move(hours=25)
    await clinic.hear(pat, "/treated", "Do you want to correct that time")
    await clinic.press(pat, "A new session", "When did your session end?")
    plan = await clinic.press(pat, "Just now", "This is your plan.")
    assert "Tuesday 24 November\n• 17:42  drink" in (plan.text or "")
    assert "Monday" not in (plan.text or "")


async def test_a_changed_zone_moves_the_plan_to_the_new_clock(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "/timezone", "Is it 14:42 where you are?")
    await clinic.press(pat, "No, another time", "Where are you?")
    await clinic.hear(pat, "new york", "Is it 09:42 where you are?")
    newest = pat.chat.messages[-1].id
    pat.tap("Yes")
    await clinic.says(pat, "I now use the clock of New York", newest)
    plan = await clinic.says(pat, "This is your plan.", newest)
    assert "• 11:30  drink" in (plan.text or "")


async def test_plan_help_and_privacy_answer_whoever_asks(clinic: Clinic, pat: Person) -> None:
    await clinic.hear(pat, "/help", "/treated – say when your session ended")
    await clinic.press(pat, "More", "/timezone – change your time zone")
    await clinic.hear(pat, "/privacy", "it is erased")
    await clinic.hear(pat, "/plan", "Is that all right with you?")


async def test_a_stranger_who_writes_is_told_the_numbers(clinic: Clinic, pat: Person) -> None:
    answer = await clinic.hear(pat, "help", "Do you have any of these right now?")
    assert "112" in (answer.text or "")


async def test_forget_erases_everything_and_says_so(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "/forget", "This cannot be undone")
    await clinic.press(pat, "No, keep it", "kept everything")
    await clinic.hear(pat, "/forget", "This cannot be undone")
    await clinic.press(pat, "Yes, erase everything", "is erased")
    assert status_of(clinic, pat) is None
    assert await clinic.bot.next_due() is None


async def test_a_typed_number_answers_the_last_check_in(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "4", "How sore are you right now?")
    await clinic.next_message(pat)
    await clinic.next_message(pat)
    await clinic.hear(pat, "4/10", "I have noted 4 out of 10.")
    await clinic.hear(pat, "4", "noted 4 out of 10 already")
    await clinic.hear(pat, "11", "Did you mean 10?")
    clinic.clock.move(hours=13)
    await clinic.hear(pat, "3", "How sore are you right now?")


async def test_a_correction_wakes_no_resting_reminders(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "/pause", "rest now")
    await clinic.hear(pat, "/treated", "correct that time")
    await clinic.press(pat, "Correct the time", "When did your session end?")
    await clinic.hear(pat, "13:30", "Is that right?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "Your reminders are off" in (plan.text or "")
    assert await clinic.bot.next_due() is None
