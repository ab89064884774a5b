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
    STILL,
    TODAY,
    WAITING,
    WORDS,
    WORSE,
    added,
    after,
    followed,
    minutes,
    told,
    write,
)
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, said

SATURDAY_NIGHT = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
FIRST_HOURS = [0, 2, 5, 10, 15, 30, 90, 150]


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


async def test_it_is_repeated_after_2_5_and_10_minutes_then_told_to_all_on_duty_then_hourly(
    practice: Practice,
) -> None:
    await write(practice)
    await after(practice, 3 * HOUR)
    assert minutes(practice.jo) == FIRST_HOURS
    assert minutes(practice.kim) == FIRST_HOURS[4:]
    assert minutes(practice.lee) == FIRST_HOURS[4:]
    assert all(WORDS in message.words for message in told(practice.kim))


async def test_it_goes_on_for_days_while_the_patient_is_told_only_the_first_hours(
    practice: Practice,
) -> None:
    await write(practice)
    await after(practice, 2 * DAY)
    assert len(told(practice.kim)) == 49
    assert 1 <= said(practice.pat, WAITING) <= 5


async def test_what_wants_a_doctor_today_climbs_more_slowly(practice: Practice) -> None:
    await write(practice, SPOT)
    await after(practice, 5 * HOUR)
    assert said(practice.pat, "Please see a doctor today") == 1
    assert all(message.words.startswith(TODAY) for message in told(practice.jo))
    assert minutes(practice.jo) == [0, 30, 60, 120, 180, 300]
    assert minutes(practice.kim) == [180, 300]


async def test_a_night_on_a_weekend_holds_nothing_up(tmp_path: Path) -> None:
    async with followed(tmp_path, SATURDAY_NIGHT) as practice:
        await write(practice)
        await after(practice, HOUR, SATURDAY_NIGHT)
        assert said(practice.pat, CALL) == 1
        assert minutes(practice.jo, SATURDAY_NIGHT) == FIRST_HOURS[:6]
        assert minutes(practice.kim, SATURDAY_NIGHT) == FIRST_HOURS[4:6]


async def test_what_can_wait_is_told_when_the_clinic_opens(tmp_path: Path) -> None:
    async with followed(tmp_path, SATURDAY_NIGHT) as practice:
        await write(practice, "my soreness got worse after 4 days")
        await after(practice, 3 * DAY, SATURDAY_NIGHT)
        first = told(practice.jo)[0]
        assert first.words.startswith("Please look at this within a working day")
        assert first.at == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


async def test_the_same_sign_once_more_is_a_line_of_the_case_and_told_at_once(practice: Practice) -> None:
    await write(practice)
    practice.clinic.clock.move(minutes=1)
    await write(practice, WORSE)
    assert minutes(practice.jo) == [0]
    assert [WORSE in line.words for line in added(practice.jo)] == [True]
    assert len(practice.rows("alerts")) == 1
    assert STILL in practice.pat.chat.bot_messages[-1].words


async def test_a_sign_that_is_named_again_later_is_an_alarm_once_more(practice: Practice) -> None:
    await write(practice)
    await after(practice, 16 * MINUTE)
    before = len(told(practice.jo))
    await write(practice, WORSE)
    assert f"{WORDS}\n{WORSE}" in told(practice.jo)[before].words
    assert len(practice.rows("alerts")) == 1
    assert said(practice.pat, CALL) == 2


async def test_another_sign_joins_the_open_alert_and_is_told_at_once(practice: Practice) -> None:
    await write(practice)
    practice.clinic.clock.move(minutes=1)
    await write(practice, "and I am coughing up blood")
    assert minutes(practice.jo) == [0, 1]
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


async def severe(practice: Practice) -> None:
    """Pat has rated the first check-in with a 9."""
    while not practice.pat.chat.bot_messages[-1].button("9"):
        await practice.clinic.next_message(practice.pat)
    await write(practice, "9")


async def test_a_rating_that_is_corrected_joins_the_alert_that_nobody_has_seen(practice: Practice) -> None:
    await severe(practice)
    await write(practice, "1")
    shown = await practice.clinic.hear(practice.jo, "/alerts", "Word for word")
    assert "\n9/10\n9/10 → 1/10\n" in shown.words
    await write(practice, "8")
    shown = await practice.clinic.hear(practice.jo, "/alerts", "Word for word")
    assert "\n9/10\n9/10 → 1/10\n8/10\n" in shown.words
    assert len(practice.rows("alerts")) == 1


async def test_a_rating_that_is_corrected_after_its_alert_was_seen_raises_none(practice: Practice) -> None:
    await severe(practice)
    await practice.clinic.hear(practice.jo, "/alerts", "9/10")
    await practice.clinic.press(practice.jo, "Seen", "")
    await write(practice, "1")
    await practice.clinic.hear(practice.jo, "/alerts", "No alert is open.")
    assert [row["words"] for row in practice.rows("alert_words")] == ["9/10"]


async def test_a_correction_of_what_no_alert_told_joins_none(practice: Practice) -> None:
    await write(practice, SPOT)
    await practice.clinic.hear(practice.pat, "/resume", "we go on from here")
    await after(practice, 7 * HOUR)
    await write(practice, "3")
    await write(practice, "2")
    assert [row["value"] for row in practice.rows("answers")] == [2]
    assert [row["words"] for row in practice.rows("alert_words")] == [SPOT]
