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
    await practice.clinic.says(practice.pat, "This is how it went.")
    last = [one.words for one in practice.pat.chat.bot_messages][-4:-1]
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


async def test_how_it_went_follows_the_closing_words_and_what_helped_is_asked(
    practice: Practice,
) -> None:
    await rated(practice, 6, 4, 1)
    clinic, pat, jo = practice.clinic, practice.pat, practice.jo
    shown = await clinic.says(pat, "This is how it went.")
    assert "photo" in shown.body
    assert "6 out of 10 after 6 h, 4 after 24 h, 1 after 48 h" in shown.words
    assert [one.words.startswith(END) for one in pat.chat.bot_messages][-2:] == [True, False]
    await clinic.hear(pat, "the warm shower, and walking", "Riverside Physio can read that now")
    assert "what helped: “the warm shower, and walking”" in (await practice.card(jo, pat)).words
    assert len(practice.rows("helped")) == 1
    await practice.at(LAST + timedelta(days=3))
    assert said(pat, "This is how it went.") == 1


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("I can't breathe", "Call 112 now"),
        ("how long will I be sore?", "From the article"),
        ("stop", "no more reminders"),
        ("3", "I have noted 3 out of 10 instead of 1"),
    ],
)
async def test_what_is_no_such_line_is_heard_as_ever(practice: Practice, text: str, answer: str) -> None:
    await rated(practice, 6, 4, 1)
    await practice.clinic.says(practice.pat, "This is how it went.")
    await practice.clinic.hear(practice.pat, text, answer)
    assert practice.rows("helped") == []


async def test_the_closing_words_say_on_which_day_all_is_erased(practice: Practice) -> None:
    await rated(practice, 2, 1, 1)
    (closing,) = [one.words for one in practice.pat.chat.bot_messages if one.words.startswith(END)]
    assert "On 22 May 2027 I erase all that I keep about you." in closing
    assert "+44 20 7946 0123" in closing


async def test_who_said_nothing_all_the_while_is_not_shown_an_empty_course(practice: Practice) -> None:
    await practice.at(LAST + timedelta(hours=7))
    assert said(practice.pat, END) == 1
    assert said(practice.pat, "This is how it went.") == 0


@pytest.mark.parametrize("days", [1, 5, 10])
async def test_what_to_look_out_for_is_told_though_the_last_check_in_came_too_late(
    practice: Practice, days: int
) -> None:
    """The bot stood still when it was to be asked; the spots are watched until day 14."""
    await rated(practice, 4, 3)
    practice.clinic.clock.now = LAST + timedelta(days=days)
    await practice.at(practice.clinic.clock.now)
    assert said(practice.pat, "Two days have passed") == 0
    assert said(practice.pat, "Until day 14, keep an eye on the needle spots") == 1


async def test_after_day_14_nothing_is_left_to_be_told(practice: Practice) -> None:
    await rated(practice, 4, 3)
    practice.clinic.clock.now = MONDAY + timedelta(days=14, hours=1)
    await practice.at(practice.clinic.clock.now)
    assert said(practice.pat, END) == 0
