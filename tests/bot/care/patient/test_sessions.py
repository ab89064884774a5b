"""A patient meets the bot: consent, when the session ended, where they are, and the plan."""

from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from bot.rehearsal.trouble import RateLimited
from tests.bot.conftest import Clinic, a_clinic
from tests.bot.facts import status_of
from tests.bot.staff import data


async def test_a_patient_registers_and_is_shown_the_whole_plan_in_their_own_time(
    clinic: Clinic, pat: Person
) -> None:
    plan = await clinic.enrol(pat)
    assert "Your session ended on Monday 23 November, 14:30." in (plan.text or "")
    assert "Monday 23 November\n• 16:30  drink\n• 20:30  how are you?, move gently" in (plan.text or "")
    assert "Thursday 26 November\n◦ 14:30  how are you? (if still sore)" in (plan.text or "")


async def test_nothing_is_kept_of_a_person_who_does_not_agree(clinic: Clinic, pat: Person) -> None:
    pat.start()
    await clinic.says(pat, "Is that all right with you?")
    await clinic.press(pat, "Not now", "I keep nothing about you")
    assert status_of(clinic, pat) is None


async def test_a_second_tap_on_agree_changes_nothing(clinic: Clinic, pat: Person) -> None:
    pat.start()
    welcome = await clinic.says(pat, "Is that all right with you?")
    await clinic.press(pat, "I agree", "When did your session end?")
    flash = await clinic.toast(pat, lambda: pat.tap_data(welcome, "consent:yes"))
    assert "no longer open" in flash
    await clinic.barrier(pat)
    assert sum("When did your session end?" in (m.text or "") for m in pat.chat.bot_messages) == 1


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("14:30", "Monday 23 November, 14:30"),
        ("today 2.30pm", "Monday 23 November, 2:30 in the afternoon"),
        ("yesterday 9am", "Sunday 22 November, 9:00 in the morning"),
        ("02:30", "Monday 23 November, 02:30"),
        ("23.11. 14:30", "Monday 23 November, 14:30"),
        ("2026-11-23 14:30", "Monday 23 November, 14:30"),
        ("an hour ago", "Monday 23 November, 13:42"),
    ],
)
async def test_a_typed_time_is_echoed_before_it_is_believed(
    clinic: Clinic, pat: Person, typed: str, understood: str
) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, typed, f"Your session ended on {understood}. Is that right?")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("16:00", "still to come"),
        ("1 november 9:00", "more than two weeks ago"),
        ("yesterday", "not the time"),
        ("my shoulder is stiff", "I could not read a time"),
    ],
)
async def test_a_time_that_cannot_be_used_is_answered_kindly_and_asked_again(
    clinic: Clinic, pat: Person, typed: str, answer: str
) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, typed, answer)
    await clinic.hear(pat, "today 14:30", "Is that right?")


async def test_a_time_still_to_come_becomes_yesterday_with_one_tap(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "16:00", "still to come")
    await clinic.press(pat, "yesterday, 16:00", "ended on Sunday 22 November, 16:00. Is that right?")


async def test_a_time_that_may_be_two_is_asked_on_their_kind_of_clock(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    asked = await clinic.hear(pat, "3:30", "Which of these do you mean?")
    assert asked.labels[:3] == ("Friday 20 November, 3:30 pm", "yesterday, 3:30 pm", "today, 3:30 am")
    await clinic.press(pat, "yesterday, 3:30 pm", "Sunday 22 November, 3:30 in the afternoon. Is that right?")


async def test_a_shared_location_answers_where_they_are_and_is_not_kept(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.press(pat, "Just now", "Is it 14:42 where you are?")
    await clinic.press(pat, "No, another time", "or share your location")
    sent = pat.location(52.52, 13.40)
    await clinic.says(pat, "Is it 15:42 where you are?", sent.id)
    await clinic.press(pat, "Yes", "This is your plan.")
    tables = ("inbox", "patients", "dialogues", "outbox")
    kept = clinic.bot.store.run_now(lambda tx: [tx.all(f"SELECT * FROM {name}") for name in tables])
    assert "52.5" not in str(kept)
    assert "13.4" not in str(kept)


async def test_a_button_asks_for_the_location_and_goes_when_it_came(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.press(pat, "Just now", "Is it 14:42 where you are?")
    asked = await clinic.press(pat, "No, another time", "Where are you?")
    await clinic.press(pat, "Share my location", "Please tap the button at the bottom")
    assert pat.chat.keys is not None
    assert pat.chat.keys.sends == {"Send my location": "location"}
    sent = pat.press("Send my location").id
    await clinic.says(pat, "and forgotten the place", sent)
    await clinic.says(pat, "Is it 14:42 where you are?", sent)
    pat.tap(asked, "Share my location")  # which is an old button by now
    await clinic.press(pat, "Yes", "This is your plan.")
    assert pat.chat.keys is None


async def test_the_button_for_the_location_goes_also_where_a_town_is_typed(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.agree(pat)
    await clinic.press(pat, "Just now", "Is it 14:42 where you are?")
    await clinic.press(pat, "No, another time", "Where are you?")
    await clinic.press(pat, "Share my location", "Please tap the button at the bottom")
    sent = pat.say("Berlin").id
    await clinic.says(pat, "I do not need your location", sent)
    await clinic.says(pat, "Is it 15:42 where you are?", sent)
    assert pat.chat.keys is None


async def test_where_no_zone_is_known_of_a_place_the_clock_is_asked_for(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.press(pat, "Just now", "where you are?")
    sent = pat.location(30, -45)  # the Atlantic
    await clinic.says(pat, "Please type what time it is there now", sent.id)
    asked = await clinic.hear(pat, "11:42", "Which of these has the same clock as you?")
    assert "Sao Paulo" in asked.labels


async def test_an_offset_is_asked_back_as_a_place(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.press(pat, "Just now", "where you are?")
    asked = await clinic.hear(pat, "UTC+2", "Which of these has the same clock as you?")
    assert "Johannesburg" in asked.labels


async def test_hours_are_offered_and_just_now_needs_no_confirmation(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.press(pat, "This morning", "At about what time")
    await clinic.press(pat, "10:00", "Monday 23 November, 10:00. Is that right?")
    await clinic.press(pat, "No, change it", "When did your session end?")
    await clinic.press(pat, "Just now", "Is it 14:42 where you are?")


async def test_a_patient_far_away_gets_the_plan_on_their_own_clock(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.press(pat, "Just now", "Is it 14:42 where you are?")
    await clinic.press(pat, "No, another time", "Where are you?")
    await clinic.hear(pat, "nowhereville zz", "do not know a place of that name")
    await clinic.hear(pat, "Lisbon", "Is it 14:42 where you are?")
    await clinic.press(pat, "No, another time", "Where are you?")
    await clinic.press(pat, "Europe", "Choose the city")
    await clinic.press(pat, "Berlin", "Is it 15:42 where you are?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "Your session ended on Monday 23 November, 15:42." in (plan.text or "")


async def test_a_typed_time_is_the_time_on_the_patients_own_clock(clinic: Clinic, pat: Person) -> None:
    """They typed 14:30 in Berlin, where it is 15:42 now."""
    await clinic.agree(pat)
    await clinic.hear(pat, "14:30", "Is that right?")
    await clinic.press(pat, "Yes", "Is it 14:42 where you are?")
    await clinic.hear(pat, "berlin", "Is it 15:42 where you are?")
    plan = await clinic.hear(pat, "yes", "This is your plan.")
    assert "Your session ended on Monday 23 November, 14:30." in (plan.text or "")


async def test_an_invited_clinic_enrols_nobody_by_themselves(tmp_path: Path) -> None:
    async with a_clinic(tmp_path, self_registration=False) as clinic:
        pat = clinic.telegram.person("Pat")
        pat.start()
        welcome = await clinic.says(pat, "people whom the clinic has invited")
        pat.tap_data(welcome, "consent:yes")
        await clinic.barrier(pat)
        assert status_of(clinic, pat) is None


async def test_start_goes_on_with_the_open_question(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "14:30", "Is that right?")
    await clinic.hear(pat, "/start", "ended on Monday 23 November, 14:30. Is that right?")


async def test_the_conversation_goes_on_after_a_restart_at_any_question(clinic: Clinic, pat: Person) -> None:
    pat.start()
    await clinic.says(pat, "Is that all right with you?")
    await clinic.reopen()
    await clinic.press(pat, "I agree", "When did your session end?")
    await clinic.reopen()
    await clinic.hear(pat, "14:30", "Is that right?")
    await clinic.reopen()
    await clinic.press(pat, "Yes", "where you are?")
    await clinic.reopen()
    await clinic.press(pat, "Yes", "This is your plan.")


async def test_buttons_of_an_old_question_are_old(clinic: Clinic, pat: Person) -> None:
    question = await clinic.agree(pat)
    tap = data(question, "Just now")
    await clinic.hear(pat, "14:30", "Is that right?")
    assert "no longer open" in await clinic.toast(pat, lambda: pat.tap_data(question, tap))
    await clinic.press(pat, "Yes", "where you are?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "14:30" in (plan.text or "")


async def test_the_question_for_the_zone_shows_the_time_it_is_sent_at(clinic: Clinic, pat: Person) -> None:
    """Asked at 14:42, sent after some trouble at 16:05."""
    await clinic.agree(pat)
    clinic.telegram.trouble("sendMessage", RateLimited(5), chat_id=pat.id)
    pat.tap("Just now")
    await clinic.telegram.until(lambda: any(call.trouble for call in clinic.telegram.calls))
    await clinic.settled()
    clinic.clock.move(minutes=83)
    clinic.bot.pump.wake()
    await clinic.says(pat, "Is it 16:05 where you are?")


async def test_a_time_that_waits_for_the_zone_survives_timezone(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "14:30", "Is that right?")
    await clinic.press(pat, "Yes", "where you are?")
    await clinic.hear(pat, "/timezone", "where you are?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "Monday 23 November, 14:30" in (plan.text or "")


async def test_a_zone_without_a_plan_is_followed_by_the_question_for_one(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "/timezone", "where you are?")
    newest = pat.chat.messages[-1].id
    pat.tap("Yes")
    await clinic.says(pat, "When did your session end?", newest)


async def test_after_a_time_that_cannot_be_used_the_buttons_still_work(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    again = await clinic.hear(pat, "my shoulder is stiff", "I could not read a time")
    assert again.button("This morning")
    await clinic.press(pat, "Just now", "where you are?")
