"""What may be a red flag long after an alarm was seen is an alarm again."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from schedules.clinical import CLINICAL
from tests.bot.alarm import (
    CALL,
    EMERGENCY,
    HOUR,
    MINUTE,
    READ,
    WORDS,
    added,
    after,
    followed,
    minutes,
    rest,
    told,
    write,
)
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, said

AGAIN = "I have told Riverside Physio again, as something new. Nobody there has said yet"
NIGHT = MONDAY + 8 * HOUR


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo has seen an emergency at once, and not closed it."""
    async with followed(tmp_path) as opened:
        await write(opened)
        await opened.clinic.press(opened.jo, "Seen", "you have read it, at")
        await rest(opened)
        yield opened


@pytest.mark.parametrize("words", ["help", "i feel odd"])
async def test_hours_after_it_was_seen_it_climbs_like_a_new_one_with_the_words_of_before(
    practice: Practice, words: str
) -> None:
    await after(practice, 8 * HOUR)
    await write(practice, words)
    newest = told(practice.jo)[-1]
    assert newest.words.startswith(EMERGENCY)
    assert "Seen" in newest.labels
    assert (
        newest.words.index(WORDS)
        < newest.words.index("Written after that was seen")
        < newest.words.index(words)
    )
    await after(practice, HOUR - MINUTE, NIGHT)
    assert minutes(practice.jo, NIGHT)[1:] == [0, 2, 5, 10, 15, 30]
    assert minutes(practice.kim, NIGHT) == [15, 30]


async def test_the_patient_hears_truly_that_it_was_told_anew_and_whom_to_call(practice: Practice) -> None:
    await after(practice, 8 * HOUR)
    await write(practice, "help")
    said_last = next(one for one in reversed(practice.pat.chat.bot_messages) if CALL in one.words)
    assert AGAIN in said_last.words
    assert re.search(r"Riverside Physio: \+?[\d ]{5,}", said_last.words)
    assert said(practice.pat, "gets this one too") == 0
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    assert said(practice.pat, READ) == 2


async def test_it_is_an_alarm_once_and_what_follows_joins_it(practice: Practice) -> None:
    await after(practice, 8 * HOUR)
    for words in ("help", "help me please", "i feel odd", "its at 12 High street"):
        await write(practice, words)
    await after(practice, MINUTE, NIGHT)
    assert len(practice.rows("alerts")) == 2
    assert minutes(practice.jo, NIGHT)[1:] == [0]
    assert "12 High street" in added(practice.jo)[-1].words
    assert said(practice.pat, AGAIN) == 1


async def test_while_it_is_fresh_it_is_a_line_of_the_same_case(practice: Practice) -> None:
    await after(practice, CLINICAL.alert_fresh - MINUTE)
    await write(practice, "help")
    assert len(practice.rows("alerts")) == 1
    assert "help" in added(practice.jo)[-1].words
    await after(practice, CLINICAL.alert_fresh)
    await write(practice, "help")
    assert len(practice.rows("alerts")) == 2


async def test_what_is_no_sign_is_a_line_at_any_hour(practice: Practice) -> None:
    await after(practice, 8 * HOUR)
    await write(practice, "its at 12 High street")
    assert len(practice.rows("alerts")) == 1
