"""An alarm while somebody is still asked about their session: reminders rest, and they are found."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import told, write
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, a_practice, said

BREATH = "i cant breathe"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Pat has opened a link and agreed, has not said yet whether its time is right, and raises an alarm."""
    async with a_practice(tmp_path) as opened:
        link = await opened.enrol(opened.jo, "AB 14:20 left shoulder")
        await opened.clinic.says(opened.pat, "has invited you", opened.pat.open(link).id)
        await opened.clinic.press(opened.pat, "I agree", "has noted that your session ended")
        await write(opened, BREATH)
        yield opened


async def test_reminders_rest_also_where_the_plan_is_made_after_the_alarm(practice: Practice) -> None:
    await practice.clinic.press(practice.pat, "Yes", "where you are?")
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    await practice.at(MONDAY + timedelta(hours=30))
    assert said(practice.pat, "How sore are you right now?") == 0
    assert said(practice.pat, "drink") == 1  # the first words, and no reminder
    card = await practice.card(practice.jo, practice.pat)
    assert "reminders rest" in card.words


async def test_whoever_made_the_link_finds_them(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/patients", "AB · Pat")
    await practice.clinic.hear(practice.jo, "/patient ab", "AB · Pat")
    await practice.clinic.hear(practice.lee, "/patient ab", "I do not find such a patient")


async def test_resume_asks_again_what_is_open(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/resume", "Your session ended on")
    await practice.clinic.press(practice.pat, "Yes", "where you are?")
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    await practice.at(MONDAY + timedelta(hours=30))
    assert said(practice.pat, "How sore are you right now?") > 0


async def test_lines_of_an_alert_in_several_languages_name_their_own(practice: Practice) -> None:
    await write(practice, "no puedo respirar")
    await write(practice, "ich kann meinen Arm nicht bewegen")
    words = told(practice.jo)[-1].words
    assert "no puedo respirar (in Spanish, as it was written)" in words
    assert "ich kann meinen Arm nicht bewegen (in German, as it was written)" in words
