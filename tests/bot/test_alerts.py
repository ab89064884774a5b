"""The breathless patient: what is said at once, and whom it is brought to until a person has seen it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.bot.alarm import (
    CALL,
    CARD,
    DAY,
    EMERGENCY,
    HOUR,
    MINUTE,
    SPOT,
    TODAY,
    UNREACHED,
    WAITING,
    WORDS,
    WORSE,
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

SATURDAY_NIGHT = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
FIRST_HOURS = [0, 2, 5, 10, 15, 75, 135]


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def test_the_urgent_words_come_first_then_the_card_and_never_an_answer(practice: Practice) -> None:
    sent = await write(practice, f"{WORDS}. How long will I be sore?")
    first, card = [message for message in practice.pat.chat.bot_messages if message.id > sent]
    assert first.words.startswith(CALL)
    assert "+44 20 7946 0123" in first.words
    assert "Nobody there has said yet that they have read it." in first.words
    assert (first.at, card.at) == (MONDAY, MONDAY)
    assert card.body["photo"]
    assert CARD in (card.caption or "")
    assert "left shoulder" in card.words


async def test_the_follower_alone_gets_the_words_verbatim_at_once(practice: Practice) -> None:
    words = "<b>HELP</b> i cant breathe & my chest hurts… &amp; {name} _x_"
    await write(practice, words)
    (message,) = told(practice.jo)
    assert message.words.startswith(EMERGENCY)
    assert words in message.words
    assert practice.patient(practice.pat).code in message.words
    assert message.at == MONDAY
    assert message.labels == ("Seen", "Call them", "Write to them", "False alarm")
    assert told(practice.lee) == told(practice.kim) == []


async def test_it_is_repeated_after_2_5_and_10_minutes_then_told_to_owners_then_hourly(
    practice: Practice,
) -> None:
    await write(practice)
    await after(practice, 3 * HOUR)
    assert minutes(practice.jo) == FIRST_HOURS
    assert minutes(practice.kim) == FIRST_HOURS[4:]
    assert minutes(practice.lee) == []
    assert all(WORDS in message.words for message in told(practice.kim))


async def test_it_goes_on_for_days_while_the_patient_is_told_only_the_first_hours(
    practice: Practice,
) -> None:
    await write(practice)
    await after(practice, 2 * DAY)
    assert len(told(practice.kim)) == 48
    assert 1 <= said(practice.pat, WAITING) <= 5


async def test_what_wants_a_doctor_today_climbs_more_slowly(practice: Practice) -> None:
    await write(practice, SPOT)
    await after(practice, 5 * HOUR)
    assert said(practice.pat, "Please see a doctor today") == 1
    assert all(message.words.startswith(TODAY) for message in told(practice.jo))
    assert minutes(practice.jo) == [0, 30, 60, 120, 180]
    assert minutes(practice.kim) == [180]


async def test_a_night_on_a_weekend_holds_nothing_up(tmp_path: Path) -> None:
    async with followed(tmp_path, SATURDAY_NIGHT) as practice:
        await write(practice)
        await after(practice, HOUR, SATURDAY_NIGHT)
        assert said(practice.pat, CALL) == 1
        assert minutes(practice.jo, SATURDAY_NIGHT) == FIRST_HOURS[:5]
        assert minutes(practice.kim, SATURDAY_NIGHT) == FIRST_HOURS[4:5]


async def test_what_can_wait_is_told_when_the_clinic_opens(tmp_path: Path) -> None:
    async with followed(tmp_path, SATURDAY_NIGHT) as practice:
        await write(practice, "my soreness got worse after 4 days")
        await after(practice, 3 * DAY, SATURDAY_NIGHT)
        first = told(practice.jo)[0]
        assert first.words.startswith("Please look at this within a working day")
        assert first.at == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


async def test_more_urgent_words_join_the_open_alert_and_are_told_at_once(practice: Practice) -> None:
    await write(practice)
    practice.clinic.clock.move(minutes=1)
    await write(practice, WORSE)
    assert minutes(practice.jo) == [0, 1]
    assert f"{WORDS}\n{WORSE}" in told(practice.jo)[-1].words
    assert len(practice.rows("alerts")) == 1
    assert said(practice.pat, CALL) == 2


async def test_an_emergency_makes_a_slower_alert_climb_as_one(practice: Practice) -> None:
    await write(practice, SPOT)
    practice.clinic.clock.move(minutes=20)
    await write(practice)
    await after(practice, 40 * MINUTE)
    assert minutes(practice.jo) == [0, 20, 22, 25, 30, 35]
    assert minutes(practice.kim) == [35]
    assert f"{SPOT}\n{WORDS}" in told(practice.kim)[0].words


async def test_a_follower_out_of_reach_leaves_it_to_the_owners_at_once(practice: Practice) -> None:
    practice.jo.block()
    await barrier(practice)
    await write(practice)
    assert minutes(practice.kim) == [0]
    assert (unreached(practice), said(practice.pat, UNREACHED)) == (0, 0)


async def test_a_follower_who_turns_out_to_be_out_of_reach_leaves_it_to_the_owners_at_once(
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
    practice.jo.block()
    practice.kim.block()
    await barrier(practice)
    await write(practice)
    await after(practice, 3 * HOUR)
    assert said(practice.pat, UNREACHED) == 1
    assert unreached(practice) == 1


async def test_the_next_contact_of_an_owner_brings_it(practice: Practice) -> None:
    practice.jo.block()
    practice.kim.block()
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
    assert minutes(practice.jo) == FIRST_HOURS[:6]
    assert minutes(practice.kim) == FIRST_HOURS[4:6]


async def test_a_patient_whom_nobody_follows_is_the_owners(practice: Practice) -> None:
    await practice.clinic.enrol(practice.sam)
    await write(practice, person=practice.sam)
    assert minutes(practice.kim) == [0]
    assert told(practice.jo) == []
