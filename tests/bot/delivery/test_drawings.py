"""A reminder to stretch goes once, its drawing and its words in one message; or else its words alone."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.messages import Message
from bot.rehearsal.trouble import BadRequest, Forbidden, Reset
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, a_practice

WORDS = "lay the arm across the body"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat, whose left shoulder was treated at 14:30; the stretch comes after 20 hours."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


def stretches(practice: Practice) -> list[Message]:
    return [one for one in practice.pat.chat.bot_messages if WORDS in one.words]


def states(practice: Practice) -> list[str]:
    return [str(row["state"]) for row in practice.rows("outbox") if row["step"] == "second_drink"]


async def test_the_drawing_and_its_words_are_one_message_with_a_done_for_each_thing(
    practice: Practice,
) -> None:
    await practice.at(MONDAY + timedelta(hours=20))
    (said,) = stretches(practice)
    assert "photo" in said.body
    assert said.labels == ("Done: drink", "Done: stretch", "Later", "I'm worried")
    pat = practice.pat
    noted = await practice.clinic.toast(pat, lambda: pat.tap(said, "Done: stretch"))
    assert noted == "Noted: the stretch. Well done."
    await practice.clinic.telegram.until(lambda: "Done: stretch" not in stretches(practice)[0].labels)
    (said,) = stretches(practice)
    assert "photo" in said.body
    assert WORDS in said.words
    assert said.labels == ("Done: drink", "Later", "I'm worried")
    assert states(practice) == ["sent"]


async def test_what_telegram_does_not_take_with_its_drawing_goes_without_and_once(practice: Practice) -> None:
    practice.clinic.telegram.trouble("sendPhoto", BadRequest("PHOTO_INVALID_DIMENSIONS"))
    await practice.at(MONDAY + timedelta(hours=20))
    (said,) = stretches(practice)
    assert "photo" not in said.body
    assert said.labels == ("Done: drink", "Done: stretch", "Later", "I'm worried")
    assert states(practice) == ["sent"]


async def test_a_drawing_of_which_nobody_knows_whether_it_came_is_not_sent_again(practice: Practice) -> None:
    practice.clinic.telegram.trouble("sendPhoto", Reset(applied=True))
    await practice.at(MONDAY + timedelta(hours=20))
    assert states(practice) == ["unknown"]
    await practice.at(MONDAY + timedelta(hours=21))
    (said,) = stretches(practice)
    pat = practice.pat
    await practice.clinic.toast(pat, lambda: pat.tap(said, "Done: drink"))
    assert states(practice) == ["sent"]  # a tap proves that it was


async def test_a_chat_that_is_gone_is_gone_with_a_drawing_as_well(practice: Practice) -> None:
    practice.clinic.telegram.trouble("sendPhoto", Forbidden())
    await practice.at(MONDAY + timedelta(hours=20))
    assert (states(practice), stretches(practice)) == (["blocked"], [])
