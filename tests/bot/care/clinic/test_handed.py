"""Whoever a patient is handed over to reads what there was, and has what waits."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from tests.bot.alarm import barrier, followed, write
from tests.bot.staff import Practice


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def handed(practice: Practice) -> Message:
    code = practice.patient(practice.pat).code
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "Hand over", "who takes over?")
    practice.jo.tap("Lee")
    return await practice.clinic.says(practice.lee, f"Jo has handed JD, {code} over to you")


async def test_alerts_of_the_course_are_named_with_whether_they_are_over(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "Seen", "you have read it")
    await practice.clinic.press(practice.jo, "Close", "the case is closed")
    await write(practice, "the needle spot is red and hot")
    await practice.clinic.press(practice.jo, "Seen", "you have read it")
    told = (await handed(practice)).words
    assert "emergency, closed" in told
    assert "doctor today, still open" in told
    assert "Questions that wait" not in told


async def test_questions_that_wait_are_counted_and_are_theirs_to_answer(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "can I take my horse to the beach?", "Shall I pass it on?")
    await barrier(practice)
    assert "Questions that wait for an answer: 1." in (await handed(practice)).words
    await practice.clinic.hear(practice.lee, "/unanswered", "my horse")


async def test_of_whom_there_is_nothing_to_tell_nothing_is_told(practice: Practice) -> None:
    assert (await handed(practice)).words.endswith("/patients shows whom you follow.")
