"""What a patient answers to the clinic's line reaches who wrote it, and does not lie unread for long."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import followed
from tests.bot.conftest import MONDAY
from tests.bot.notices import told
from tests.bot.staff import Practice, said

LINE, ANSWER = "How is the shoulder today?", "much easier, thank you"
NIGHT = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
UNREAD = "an answer to your line that nobody has tapped"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        await opened.line(opened.jo, opened.pat, LINE)
        await opened.clinic.says(opened.pat, LINE)
        yield opened


async def test_an_answer_that_nobody_taps_joins_the_notices(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, ANSWER, "Jo gets your answer")
    await practice.at(MONDAY + timedelta(days=1))
    assert told(practice.jo, UNREAD)


@pytest.mark.parametrize("tap", ["Answer", "Close"])
async def test_one_that_was_tapped_does_not(practice: Practice, tap: str) -> None:
    await practice.clinic.hear(practice.pat, ANSWER, "Jo gets your answer")
    await practice.at(MONDAY + timedelta(minutes=2))
    await practice.clinic.press(practice.jo, tap, "JD")
    await practice.at(MONDAY + timedelta(days=1))
    assert not told(practice.jo, UNREAD)


async def test_at_night_it_waits_for_the_opening_and_says_so(practice: Practice) -> None:
    await practice.at(NIGHT)
    await practice.clinic.hear(practice.pat, ANSWER, "is closed now, so it is read when it opens")
    await practice.at(NIGHT + timedelta(hours=8))
    assert said(practice.jo, ANSWER) == 0
    await practice.at(NIGHT + timedelta(hours=11))
    assert said(practice.jo, ANSWER) == 1


async def test_a_day_later_a_text_is_an_ordinary_one_again(practice: Practice) -> None:
    await practice.at(MONDAY + timedelta(hours=25))
    await practice.clinic.hear(practice.pat, "how long will I be sore?", "Many people are sore")
    await practice.at(MONDAY + timedelta(hours=26))
    assert said(practice.jo, "how long will I be sore?") == 0


async def test_nobody_else_can_close_or_answer_it(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, ANSWER, "Jo gets your answer")
    await practice.at(MONDAY + timedelta(minutes=2))
    shown = await practice.clinic.says(practice.jo, ANSWER)
    taps = [str(button.data) for row in shown.buttons for button in row]
    for data in taps:
        other = practice.lee.chat.bot_messages or [await practice.clinic.hear(practice.lee, "/help", "")]
        toast = await practice.clinic.toast(practice.lee, lambda: practice.lee.tap_data(other[-1].id, data))  # noqa: B023
        assert "no longer open" in toast
