"""An alert is lost on no way: nobody in reach, somebody gone, a clock that jumps, a restart."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.alarm import (
    DAY,
    EMERGENCY,
    HOUR,
    MINUTE,
    UNREACHED,
    WORDS,
    added,
    after,
    barrier,
    followed,
    minutes,
    rest,
    told,
    unreached,
    write,
)
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, said

FIRST_HOURS = [0, 2, 5, 10, 15, 30, 90]


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def test_a_follower_out_of_reach_leaves_it_to_all_on_duty_at_once(practice: Practice) -> None:
    practice.jo.block()
    await barrier(practice)
    await write(practice)
    assert minutes(practice.kim) == [0]
    assert (unreached(practice), said(practice.pat, UNREACHED)) == (0, 0)


async def test_a_follower_who_turns_out_to_be_out_of_reach_leaves_it_to_all_on_duty_at_once(
    practice: Practice,
) -> None:
    """Nothing told the bot before that it is blocked."""
    practice.jo.chat.blocked = True
    await write(practice)
    await rest(practice)
    assert minutes(practice.kim) == [0]


async def test_where_nobody_can_be_reached_the_patient_is_told_once_and_health_is_red(
    practice: Practice,
) -> None:
    for member in (practice.jo, practice.kim, practice.lee):
        member.block()
    await barrier(practice)
    await write(practice)
    await after(practice, 3 * HOUR)
    assert said(practice.pat, UNREACHED) == 1
    assert unreached(practice) == 1


async def test_the_next_contact_of_an_owner_brings_it(practice: Practice) -> None:
    for member in (practice.jo, practice.kim, practice.lee):
        member.block()
    await barrier(practice)
    await write(practice)
    await after(practice, 20 * MINUTE)
    practice.kim.start()
    await practice.clinic.says(practice.kim, EMERGENCY)
    assert minutes(practice.kim) == [20]
    assert WORDS in told(practice.kim)[0].words
    assert unreached(practice) == 0


async def test_who_takes_a_patient_over_is_told_and_the_one_before_no_more(practice: Practice) -> None:
    await write(practice)
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "Hand over", "who takes over?")
    await practice.clinic.press(practice.jo, "Lee", "is with Lee now")
    await after(practice, 6 * MINUTE)
    assert minutes(practice.jo) == [0]
    assert minutes(practice.lee)[-2:] == [2, 5]


async def test_who_erases_everything_is_told_of_without_the_words(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.hear(practice.pat, "/forget", "Shall I do that?")
    await practice.clinic.press(practice.pat, "Yes, erase everything", "is erased")
    await rest(practice)
    for member in (practice.jo, practice.kim):
        last = member.chat.bot_messages[-1]
        assert "wrote something urgent" in last.words
        assert WORDS not in last.words
    await after(practice, DAY)
    assert minutes(practice.jo) == [0]


async def test_a_clock_that_goes_back_lets_it_be_told_at_once(practice: Practice) -> None:
    await write(practice)
    practice.clinic.clock.now = MONDAY - 3 * HOUR
    practice.clinic.bot.pump.ring()
    await practice.clinic.telegram.until(lambda: len(told(practice.jo)) > 1)
    assert minutes(practice.jo) == [0, -180]
    await practice.at(MONDAY - 2 * HOUR)
    assert minutes(practice.jo) == [0, -180, -178, -175, -170, -165, -150]


async def test_who_writes_in_short_bursts_takes_no_rung_from_the_ladder(practice: Practice) -> None:
    for _ in range(4):
        await write(practice)
    assert minutes(practice.jo) == [0]
    assert len(added(practice.jo)) == 3
    assert told(practice.kim) == []
    await after(practice, 2 * HOUR)
    assert minutes(practice.jo)[1:] == FIRST_HOURS[1:]
    assert minutes(practice.kim) == FIRST_HOURS[4:]


async def test_who_follows_from_now_on_is_told_at_once(practice: Practice) -> None:
    await write(practice)
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "Hand over", "who takes over?")
    await practice.clinic.press(practice.jo, "Lee", "is with Lee now")
    await rest(practice)
    assert minutes(practice.lee) == [0]


async def test_a_red_flag_after_the_discharge_reaches_who_had_followed(practice: Practice) -> None:
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "End the course", "is discharged")
    await write(practice)
    (message,) = told(practice.jo)
    assert "JD ·" in message.words


async def test_a_clock_that_leaps_ahead_tells_it_to_everybody_once(practice: Practice) -> None:
    await write(practice)
    practice.clinic.clock.now = MONDAY + 3 * HOUR
    practice.clinic.bot.pump.wake()
    await rest(practice)
    await after(practice, 3 * HOUR + MINUTE)
    assert minutes(practice.jo)[:2] == [0, 180]


async def test_a_restart_loses_no_alert(practice: Practice) -> None:
    await write(practice)
    for span in (HOUR / 12, HOUR / 4, 2 * HOUR):
        await practice.clinic.reopen()
        await after(practice, span)
    assert minutes(practice.jo) == FIRST_HOURS
    assert minutes(practice.kim) == FIRST_HOURS[4:]


async def test_a_patient_whom_nobody_follows_is_the_owners(practice: Practice) -> None:
    await practice.clinic.enrol(practice.sam)
    await write(practice, person=practice.sam)
    assert minutes(practice.kim) == [0]
    assert told(practice.jo) == []
