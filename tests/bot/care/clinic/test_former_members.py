"""Who is out, or has handed a patient over, hears and finishes nothing that was begun before."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.notices import told
from tests.bot.staff import KIM, UNKNOWN, Practice, a_practice, said

FRIDAY = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
BEGINNINGS = {
    "/enroll": "Who is it?",
    "/enroll JD 29:99": "could not read a time",
    "/enroll today 14:30": "Who is it?",
}
BUTTONS = {"Change time": "when did the session end?", "Write a line": "type your line"}


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def finishes_nothing(practice: Practice, person: Person, typed: str) -> None:
    """What they type now is a stranger's word."""
    before = await practice.kept()
    await practice.clinic.hear(person, typed, "we have not met")
    after = await practice.kept()
    assert after == before


@pytest.mark.parametrize("command", BEGINNINGS)
@pytest.mark.parametrize("typed", ["KL", "14:30"])
async def test_revoked_amid_an_enrolment_it_cannot_be_finished(
    practice: Practice, command: str, typed: str
) -> None:
    await practice.clinic.hear(practice.jo, command, BEGINNINGS[command])
    await practice.revoke(practice.jo)
    await finishes_nothing(practice, practice.jo, typed)


@pytest.mark.parametrize("label", BUTTONS)
async def test_revoked_amid_what_is_done_about_a_patient_it_cannot_be_finished(
    practice: Practice, label: str
) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, label, BUTTONS[label])
    await practice.revoke(practice.jo)
    await finishes_nothing(practice, practice.jo, "13:30")
    assert said(practice.pat, "13:30") == 0


async def test_an_owner_who_is_out_cannot_finish_an_invitation(practice: Practice) -> None:
    clinic = practice.clinic
    await clinic.hear(practice.kim, "/invite", "Whom do you want to invite?")
    clinic.settings = clinic.settings.model_copy(update={"owner_ids": (KIM + 1,)})
    await clinic.reopen()
    await clinic.hear(practice.kim, "/invite Robin", UNKNOWN)
    await finishes_nothing(practice, practice.kim, "Robin")


async def test_handed_over_amid_a_line_it_cannot_be_sent(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.follow(jo, practice.pat, "JD 14:30")
    await practice.card(jo, practice.pat)
    await clinic.press(jo, "Write a line", "type your line")
    await practice.card(practice.kim, practice.pat)
    await clinic.press(practice.kim, "Hand over", "who takes over?")
    await clinic.press(practice.kim, "Lee", "is with Lee now")
    await clinic.hear(jo, "Ice may help.", "I do not find such a patient")
    assert said(practice.pat, "Ice may help.") == 0


async def test_what_waited_for_the_morning_is_not_told_to_who_was_revoked_at_night(tmp_path: Path) -> None:
    async with a_practice(tmp_path, FRIDAY) as practice:
        await practice.follow(practice.jo, practice.pat, "Secret 18:20")
        practice.pat.block()
        await practice.clinic.barrier(practice.sam)
        await practice.revoke(practice.jo)
        heard = len(practice.jo.chat.bot_messages)
        await practice.at(MONDAY_MORNING + timedelta(hours=1))
        assert len(practice.jo.chat.bot_messages) == heard
        assert len(told(practice.kim, "Secret")) == 1


async def test_nor_to_an_owner_whom_the_settings_name_no_more(tmp_path: Path) -> None:
    async with a_practice(tmp_path, FRIDAY) as practice:
        await practice.follow(practice.kim, practice.pat, "Secret 18:20")
        heard = len(practice.kim.chat.bot_messages)
        practice.clinic.settings = practice.clinic.settings.model_copy(update={"owner_ids": (KIM + 1,)})
        await practice.clinic.reopen()
        await practice.at(MONDAY_MORNING + timedelta(hours=1))
        (left,) = practice.kim.chat.bot_messages[heard:]
        assert left.words.startswith("You do not work with me at Riverside Physio any more")
        assert "Secret" not in left.words


async def test_what_waited_for_the_morning_is_told_to_whoever_follows_the_patient_by_then(
    tmp_path: Path,
) -> None:
    async with a_practice(tmp_path, FRIDAY) as practice:
        clinic, kim = practice.clinic, practice.kim
        await practice.follow(practice.jo, practice.pat, "Secret 18:20")
        practice.pat.block()
        await clinic.barrier(practice.sam)
        await practice.card(kim, practice.pat)
        await clinic.press(kim, "Hand over", "who takes over?")
        await clinic.press(kim, "Lee", "is with Lee now")
        heard = len(practice.jo.chat.bot_messages)
        await practice.at(MONDAY_MORNING + timedelta(hours=1))
        assert len(practice.jo.chat.bot_messages) == heard
        assert len(told(practice.lee, "Secret")) == 1
        assert said(practice.lee, "Kim has handed Secret") == 1


async def test_handed_on_again_before_the_morning_only_the_last_one_hears_of_it(tmp_path: Path) -> None:
    async with a_practice(tmp_path, FRIDAY) as practice:
        clinic, kim = practice.clinic, practice.kim
        await practice.follow(kim, practice.pat, "Secret 18:20")
        for name in ("Jo", "Lee"):
            await practice.card(kim, practice.pat)
            await clinic.press(kim, "Hand over", "who takes over?")
            await clinic.press(kim, name, f"is with {name} now")
        await practice.at(MONDAY_MORNING + timedelta(hours=1))
        assert said(practice.jo, "Secret") == 0
        assert said(practice.lee, "Kim has handed Secret") == 1
