"""What was written or tapped after an alarm while the bot was off is answered truly when it is heard."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.alarm import (
    CALL,
    EMERGENCY,
    HOUR,
    MINUTE,
    READ,
    WORDS,
    added,
    barrier,
    followed,
    rest,
    told,
    write,
)
from tests.bot.staff import Practice, said

AT_STREET = "its at 12 High street"
JO_GETS_IT = "Jo at Riverside Physio has read your first message and gets this one too"
NOBODY_YET = "Nobody at Riverside Physio has said yet that they have read it"
ANEW = "I have told Riverside Physio again, as something new. Nobody there has said yet"
BLOOD = "I am coughing up blood"
OFF = 15 * MINUTE


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """An emergency was told to Jo."""
    async with followed(tmp_path) as opened:
        await write(opened)
        yield opened


async def off(practice: Practice) -> None:
    """The bot stops, and a minute goes by."""
    await rest(practice)
    await practice.clinic.close()
    practice.clinic.clock.now += MINUTE


async def on_again(practice: Practice) -> None:
    """It starts a quarter of an hour later: what had come is dealt with, what is due in a minute has left."""
    practice.clinic.clock.now += OFF
    await practice.clinic.open()
    await barrier(practice)
    await practice.at(practice.clinic.clock.now + MINUTE)


async def test_a_line_that_had_waited_comes_to_who_has_seen_the_alarm_and_the_patient_hears_so(
    practice: Practice,
) -> None:
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    await off(practice)
    practice.pat.say(AT_STREET)
    await on_again(practice)
    assert said(practice.pat, JO_GETS_IT) == 1
    (line,) = added(practice.jo)
    assert AT_STREET in line.words
    assert "Monday 23 November, 14:43" in line.words  # when it was written


async def test_a_line_and_a_tap_that_had_both_waited_are_answered_in_their_order(practice: Practice) -> None:
    await off(practice)
    practice.pat.say(AT_STREET)
    practice.jo.tap("Seen")
    await on_again(practice)
    words = [message.words for message in practice.pat.chat.bot_messages]
    not_yet = next(at for at, one in enumerate(words) if NOBODY_YET in one)
    assert next(at for at, one in enumerate(words) if READ in one) > not_yet
    assert AT_STREET in added(practice.jo)[-1].words
    assert said(practice.jo, "you have read it, at") == 1
    assert len(practice.rows("alerts")) == 1


async def test_a_sign_that_had_waited_is_an_alarm_again_and_says_when_it_was_written(
    practice: Practice,
) -> None:
    """Heard at once it had been a further line of the case; nobody can know how they have been since."""
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    await off(practice)
    practice.pat.say(WORDS)
    await on_again(practice)
    assert said(practice.pat, JO_GETS_IT) == 0
    newest = [one.words for one in practice.pat.chat.bot_messages if one.words.startswith(CALL)][-1]
    assert ANEW in newest
    assert told(practice.jo)[-1].words.startswith(EMERGENCY)
    assert "Written Monday 23 November, 14:43: I could not hear it before." in told(practice.jo)[-1].words
    assert "Seen" in told(practice.jo)[-1].labels


async def test_a_tap_that_had_waited_says_nothing_of_a_sign_that_came_to_its_chat_after_it(
    practice: Practice,
) -> None:
    await off(practice)
    practice.pat.say(BLOOD)
    for name in ("Ann", "Ben", "Cho", "Dee", "Eli", "Fay"):  # served before Jo: the sign has left by then
        practice.clinic.telegram.person(name).say("/help")
    practice.jo.tap("Seen")
    await on_again(practice)
    first, second = practice.rows("alerts")
    assert (first["seen_at"] is None, second["seen_at"] is None) == (False, True)
    assert BLOOD in told(practice.jo)[-1].words
    assert said(practice.pat, READ) == 0
    before = len(told(practice.jo))
    await practice.at(practice.clinic.clock.now + HOUR)
    assert len(told(practice.jo)) > before  # it climbs
    assert said(practice.kim, BLOOD) > 0
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    await rest(practice)
    assert said(practice.pat, f"Jo {READ}") == 1


async def test_a_tap_under_what_came_first_counts_for_all_that_had_come_by_then(practice: Practice) -> None:
    """Two messages of an alert stand in the chat, and Jo presses the upper one."""
    older = told(practice.jo)[-1]
    await write(practice, BLOOD)
    practice.clinic.clock.now += MINUTE / 60
    practice.jo.tap(older, "Seen")
    await practice.clinic.says(practice.jo, "you have read it, at")
    await rest(practice)
    (alert,) = practice.rows("alerts")
    assert alert["seen_at"] is not None
