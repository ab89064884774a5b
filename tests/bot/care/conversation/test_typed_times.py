"""What people type for the end of their session: what is a time, on whose clock, and who confirms it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.care.conversation.open_questions import EMERGENCY, PHONE, asked
from tests.bot.conftest import Clinic, a_clinic


@pytest.mark.parametrize("question", ["treated", "confirm"])
@pytest.mark.parametrize("words", ["I cannot breathe since 9am today", "I fainted yesterday"])
async def test_a_complaint_that_names_a_time_is_no_time(
    clinic: Clinic, pat: Person, words: str, question: str
) -> None:
    await asked(clinic, pat, question)
    answer = await clinic.hear(pat, words, PHONE)
    assert "Is that right?" not in (answer.text or "")
    assert EMERGENCY in (answer.text or "")


@pytest.mark.parametrize(("place", "clock"), [("berlin", "15:42"), ("new york", "09:42")])
async def test_an_hour_ago_is_the_same_instant_wherever_the_patient_is(
    clinic: Clinic, pat: Person, place: str, clock: str
) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "an hour ago", "Is that right?")
    await clinic.press(pat, "Yes", "where you are?")
    await clinic.hear(pat, place, f"Is it {clock} where you are?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    ended = f"{int(clock[:2]) - 1:02}:42"
    assert f"Your session ended on Monday 23 November, {ended}." in (plan.text or "")


async def test_an_hour_ago_stays_that_instant_when_the_question_is_put_again(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "an hour ago", "Is that right?")
    await clinic.hear(pat, "/start", "Is that right?")
    await clinic.press(pat, "Yes", "where you are?")
    await clinic.hear(pat, "berlin", "Is it 15:42 where you are?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "Your session ended on Monday 23 November, 14:42." in (plan.text or "")


async def test_a_time_is_confirmed_by_the_patient_and_not_by_a_change_of_the_zone(
    clinic: Clinic, pat: Person
) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "2", "2:00 in the afternoon. Is that right?")
    await clinic.hear(pat, "/timezone", "where you are?")
    await clinic.press(pat, "Yes", "2:00 in the afternoon. Is that right?")
    assert await clinic.bot.next_due() is None
    await clinic.press(pat, "Yes", "This is your plan.")


async def test_a_time_confirmed_after_the_zone_is_a_time_of_that_zone(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "2", "2:00 in the afternoon. Is that right?")
    await clinic.hear(pat, "/timezone", "where you are?")
    await clinic.hear(pat, "berlin", "Is it 15:42 where you are?")
    await clinic.press(pat, "Yes", "2:00 in the afternoon. Is that right?")
    plan = await clinic.press(pat, "Yes", "This is your plan.")
    assert "Monday 23 November\n• 16:00  drink" in (plan.text or "")


async def test_a_session_too_old_for_a_plan_is_noted_with_what_to_watch(clinic: Clinic, pat: Person) -> None:
    await clinic.agree(pat)
    await clinic.hear(pat, "10 november 15:00", "Is that right?")
    await clinic.press(pat, "Yes", "where you are?")
    words = await clinic.press(pat, "Yes", "Until day 14")
    assert "needle spots" in (words.text or "")
    assert not any("There is no plan" in (m.text or "") for m in pat.chat.bot_messages)


async def test_a_correction_that_leaves_no_plan_leaves_no_reminders(clinic: Clinic, pat: Person) -> None:
    await clinic.enrol(pat)
    await clinic.hear(pat, "/treated", "correct that time")
    await clinic.press(pat, "Correct the time", "When did your session end?")
    await clinic.hear(pat, "10 november 15:00", "Is that right?")
    await clinic.press(pat, "Yes", "Until day 14")
    await clinic.settled()
    assert await clinic.bot.next_due() is None


@pytest.mark.parametrize(("hour", "offered"), [(0, False), (9, True)])
async def test_this_morning_is_offered_once_it_has_begun(tmp_path: Path, hour: int, *, offered: bool) -> None:
    async with a_clinic(tmp_path, now=datetime(2026, 11, 24, hour, 30, tzinfo=UTC)) as clinic:
        question = await clinic.agree(clinic.telegram.person("Pat"))
        assert ("This morning" in question.labels) is offered
