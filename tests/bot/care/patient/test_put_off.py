"""A check-in that was put off until the morning is still to come, whatever rests and goes on at night."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, a_practice, said

NINE = MONDAY.replace(hour=21, minute=5)
MORNING, ASKED = "08:00  how are you", "How sore"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path, NINE, quiet_hours="21:00-08:00") as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


async def pause(practice: Practice) -> Message:
    await practice.clinic.hear(practice.pat, "/pause", "Your reminders rest now")
    return await practice.clinic.hear(practice.pat, "/resume", "Good, we go on from here")


@pytest.mark.parametrize("at", [NINE, NINE + timedelta(hours=6)])
async def test_after_a_pause_at_night_it_comes_in_the_morning(practice: Practice, at: datetime) -> None:
    await practice.at(at)
    plan = await pause(practice)
    assert plan.words.count(MORNING) == 1
    await practice.at(NINE.replace(hour=8, minute=1) + timedelta(days=1))
    assert said(practice.pat, ASKED) == 1


async def test_after_an_alarm_at_night_it_comes_in_the_morning(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "I can't breathe", "Call 112 now")
    plan = await practice.clinic.hear(practice.pat, "/resume", "Good, we go on from here")
    assert plan.words.count(MORNING) == 1


async def test_a_pause_that_outlasts_it_leaves_it_out(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/pause", "Your reminders rest now")
    await practice.at(NINE.replace(hour=9) + timedelta(days=1))
    plan = await practice.clinic.hear(practice.pat, "/resume", "Good, we go on from here")
    assert MORNING not in plan.words
    assert said(practice.pat, ASKED) == 0
