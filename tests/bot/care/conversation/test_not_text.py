"""What is no text has an answer, each kind its own, and a case that stands hears that it came."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import barrier, followed, write
from tests.bot.staff import Practice, said

LOOK, LISTEN = "I could not look at that", "I could not listen to that"
HEARS, SEES = "sent a voice message, which I cannot hear", "sent a picture or a video, which I cannot see"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def test_a_voice_message_right_after_a_picture_has_its_own_answer(practice: Practice) -> None:
    practice.pat.photo()
    practice.pat.voice()
    practice.pat.photo()
    await barrier(practice)
    assert (said(practice.pat, LOOK), said(practice.pat, LISTEN)) == (1, 1)
    assert said(practice.jo, HEARS) == 0


@pytest.mark.parametrize("seen", [False, True])
async def test_while_an_alarm_stands_the_clinic_hears_once_of_each_kind(
    practice: Practice, *, seen: bool
) -> None:
    await write(practice)
    if seen:
        await practice.clinic.press(practice.jo, "Seen", "you have read it")
    for send in (practice.pat.photo, practice.pat.photo, practice.pat.voice):
        send()
    await barrier(practice)
    await practice.at(practice.clinic.clock.now + timedelta(minutes=1))
    lines = [one.words for one in practice.jo.chat.bot_messages if " adds, " in one.words]
    assert [sum(line.count(words) for line in lines) for words in (HEARS, SEES)] == [1, 1]
    assert (said(practice.pat, LOOK), said(practice.pat, LISTEN)) == (1, 1)


async def test_so_it_does_of_what_has_words_under_it(practice: Practice) -> None:
    await write(practice)
    practice.pat.photo("my shoulder looks like this")
    await barrier(practice)
    await practice.at(practice.clinic.clock.now + timedelta(minutes=1))
    assert said(practice.jo, SEES) == 1
    assert said(practice.jo, "my shoulder looks like this") == 1
