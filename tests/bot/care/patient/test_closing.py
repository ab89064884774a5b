"""The closing words come after the last question, never before."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import rest
from tests.bot.conftest import MONDAY
from tests.bot.own_content import own_plan
from tests.bot.staff import Practice, a_practice, said

END = "My reminders end today"
LAST = MONDAY + timedelta(hours=48)
HELPED = "did these messages help you?"


@pytest.fixture(params=["dry_needling", "light"])
async def practice(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path, quiet_hours="off") as opened:
        await opened.follow(opened.jo, opened.pat, f"JD 14:42 left shoulder {request.param}")
        yield opened


async def rated(practice: Practice, *values: int) -> None:
    """The check-ins so far, each answered an hour after it was asked."""
    for hours, value in zip((6, 24, 48, 72), values, strict=False):
        await practice.at(MONDAY + timedelta(hours=hours))
        assert said(practice.pat, END) == 0
        await practice.clinic.hear(practice.pat, str(value), f"I have noted {value} out of 10")
        await rest(practice)


async def test_it_follows_the_rating_of_the_last_check_in(practice: Practice) -> None:
    await rated(practice, 4, 3, 1)
    last = [one.words for one in practice.pat.chat.bot_messages][-3:]
    assert "I have noted 1 out of 10" in last[0]
    assert HELPED in last[1]
    assert last[2].startswith(END)
    await practice.at(LAST + timedelta(days=3))
    assert said(practice.pat, END) == 1


async def test_unanswered_it_comes_when_the_question_is_over(practice: Practice) -> None:
    await rated(practice, 2, 1)
    await practice.at(LAST + timedelta(hours=6) - timedelta(seconds=1))
    assert said(practice.pat, END) == 0
    await practice.at(LAST + timedelta(hours=6))
    assert said(practice.pat, END) == 1


async def test_who_is_asked_after_72_hours_hears_it_after_that(practice: Practice) -> None:
    await rated(practice, 4, 4, 4)
    await practice.at(LAST + timedelta(hours=23))
    assert said(practice.pat, END) == 0
    await rated(practice)
    await practice.at(LAST + timedelta(hours=24))
    await practice.clinic.hear(practice.pat, "3", "I have noted 3 out of 10")
    await rest(practice)
    assert said(practice.pat, END) == 1


async def test_it_waits_for_a_question_that_has_become_due_since(practice: Practice) -> None:
    """Who says that they are worried is asked after 72 hours, though nobody knew so at 48."""
    await rated(practice, 2, 1)
    await practice.at(LAST)
    await practice.clinic.press(practice.pat, "I'm worried", "Please look at these signs")
    await practice.at(LAST + timedelta(hours=29))
    assert said(practice.pat, END) == 0
    await practice.at(LAST + timedelta(hours=30))
    assert said(practice.pat, END) == 1


async def test_the_preview_shows_it_after_the_question(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/preview light", "messages, as for a session")
    await rest(practice)
    texts = [one.words for one in practice.jo.chat.bot_messages]
    asks = next(place for place, text in enumerate(texts) if "Two days have passed" in text)
    assert END not in texts[asks]
    assert END in texts[asks + 1]


async def test_a_clinics_own_information_waits_for_the_answer_too(tmp_path: Path) -> None:
    own = own_plan(tmp_path, gap="2h", ask="3h check_in", news="3h information", tip="3h movement")
    async with a_practice(tmp_path, content_dir=own, quiet_hours="off") as practice:
        await practice.follow(practice.jo, practice.pat, "JD 14:42 neck")
        await practice.at(MONDAY + timedelta(hours=3))
        assert said(practice.pat, "Words of tip.\n\nWords of ask.") == 1
        assert said(practice.pat, "Words of news.") == 0
        await practice.clinic.hear(practice.pat, "/resume", "Your reminders are on already")
        await practice.clinic.hear(practice.pat, "3", "I have noted 3")
        await rest(practice)
        assert said(practice.pat, "Words of news.") == 1
