"""What can wait is gathered into one message in working hours; what has settled itself is not told."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.trouble import Reset
from tests.bot.conftest import MONDAY
from tests.bot.notices import notices, told
from tests.bot.own_content import own_plan
from tests.bot.staff import KIM, Practice, a_practice, said

FRIDAY_EVENING = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
MONDAY_MORNING = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def test_a_link_that_nobody_opens_is_told_once_a_day_later(practice: Practice) -> None:
    await practice.enrol(practice.jo, "JD 14:30")
    await practice.at(MONDAY + timedelta(days=5))
    assert told(practice.jo, "JD: the link of Monday 23 November, 14:42 has not been opened") == [
        MONDAY + DAY
    ]
    assert len(notices(practice.jo)) == 1
    assert notices(practice.lee) == []


async def test_a_link_that_was_opened_and_not_agreed_to_is_said_to_be_opened(practice: Practice) -> None:
    practice.pat.open(await practice.enrol(practice.jo, "AK 14:30"))
    await practice.clinic.says(practice.pat, "has invited you")
    await practice.at(MONDAY + timedelta(hours=25))
    assert told(practice.jo, "AK: the link of Monday 23 November, 14:42 has been opened") == [MONDAY + DAY]
    assert told(practice.jo, "has not been opened") == []
    await practice.clinic.hear(practice.jo, "/links", "opened, no answer yet")


async def test_each_of_several_links_is_told_a_day_later(practice: Practice) -> None:
    """Also one that was made while a word about another was on its way already."""
    for hours, label in enumerate(("AA", "BB", "CC")):
        practice.clinic.clock.now = MONDAY + timedelta(hours=hours)
        await practice.enrol(practice.jo, label)
    await practice.at(MONDAY + timedelta(days=3))
    assert [told(practice.jo, f"{label}: the link of") for label in ("AA", "BB", "CC")] == [
        [MONDAY + DAY],
        [MONDAY + DAY + timedelta(hours=1)],
        [MONDAY + DAY + timedelta(hours=2)],
    ]


async def test_links_made_within_minutes_are_told_in_one_message(practice: Practice) -> None:
    for number in range(6):
        practice.clinic.clock.now = MONDAY + timedelta(seconds=25 * number)
        await practice.enrol(practice.jo, f"A{number} neck")
    await practice.at(MONDAY + timedelta(days=3))
    (only,) = notices(practice.jo)
    assert [f"A{number}: the link of" in only.words for number in range(6)] == [True] * 6


async def test_a_link_made_on_friday_is_told_on_monday_morning(practice: Practice) -> None:
    practice.clinic.clock.now = FRIDAY_EVENING - timedelta(hours=3)
    await practice.enrol(practice.jo, "AA")
    practice.clinic.clock.move(hours=1)
    await practice.enrol(practice.jo, "BB")
    await practice.at(MONDAY_MORNING + timedelta(hours=4))
    assert [message.at for message in notices(practice.jo)] == [MONDAY_MORNING]
    assert "AA:" in notices(practice.jo)[0].words
    assert "BB:" in notices(practice.jo)[0].words


async def test_a_link_that_is_opened_in_time_is_not_told(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    link = await practice.enrol(practice.jo, "KL 14:30")
    await practice.clinic.press(practice.jo, "Revoke link", "is ended")
    await practice.at(MONDAY + timedelta(days=3))
    assert link
    assert told(practice.jo, "• KL") == []
    assert told(practice.jo, "the link") == []


async def test_a_patient_who_opens_a_link_and_does_not_finish_is_told_a_day_later(
    practice: Practice,
) -> None:
    clinic, pat = practice.clinic, practice.pat
    pat.open(await practice.enrol(practice.jo, "JD 14:30"))
    await clinic.says(pat, "has invited you")
    await clinic.press(pat, "I agree", "has noted that your session ended")
    await practice.at(MONDAY + timedelta(days=3))
    assert told(practice.jo, "the link was opened, but the patient has not finished") == [MONDAY + DAY]


async def test_a_patient_out_of_reach_is_told_within_a_quarter_of_an_hour(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    code = practice.patient(practice.pat).code
    practice.pat.block()
    await practice.clinic.barrier(practice.sam)
    await practice.at(MONDAY + timedelta(hours=3))
    late = f"JD · Pat · {code}: cannot be reached on Telegram"
    assert told(practice.jo, late) == [MONDAY + timedelta(minutes=15)]
    assert notices(practice.kim) == []


async def test_a_patient_silent_for_three_check_ins_is_told_once(tmp_path: Path) -> None:
    """It shows when a fourth would be asked."""
    four = {f"ask_{n}": f"{n * 3}h check_in" for n in range(1, 5)}
    own = own_plan(tmp_path, **four)
    async with a_practice(tmp_path, content_dir=own, quiet_hours="off") as practice:
        await practice.follow(practice.jo, practice.pat, "JD 14:30")
        await practice.at(MONDAY + timedelta(days=4))
        assert len(told(practice.jo, "no answer to the last three check-ins")) == 1
        assert said(practice.pat, "Do you still want my reminders?") == 1


async def test_what_comes_up_together_is_one_message(practice: Practice) -> None:
    for person, label in ((practice.pat, "JD"), (practice.quin, "KL")):
        await practice.follow(practice.jo, person, f"{label} 14:30")
        person.block()
    await practice.clinic.barrier(practice.sam)
    await practice.at(MONDAY + timedelta(hours=3))
    (message,) = notices(practice.jo)
    assert "JD" in message.words
    assert "KL" in message.words


async def test_nothing_that_can_wait_comes_at_night_or_on_a_weekend(tmp_path: Path) -> None:
    async with a_practice(tmp_path, FRIDAY_EVENING) as practice:
        await practice.follow(practice.jo, practice.pat, "JD 18:20")
        await practice.at(FRIDAY_EVENING + timedelta(minutes=61))  # Jo has gone home
        practice.pat.block()
        await practice.clinic.barrier(practice.sam)
        heard = len(practice.jo.chat.bot_messages)
        await practice.at(MONDAY_MORNING - timedelta(minutes=1))
        assert len(practice.jo.chat.bot_messages) == heard
        await practice.at(MONDAY_MORNING + timedelta(minutes=1))
        assert said(practice.jo, "the link was opened by Pat on Friday 27 November, 18:30") == 1
        assert told(practice.jo, "cannot be reached") == [MONDAY_MORNING]


async def test_a_clinic_without_hours_is_told_at_any_time(tmp_path: Path) -> None:
    async with a_practice(tmp_path, FRIDAY_EVENING, clinic_hours="off") as practice:
        await practice.follow(practice.jo, practice.pat, "JD 18:20")
        await practice.clinic.says(practice.jo, "the link was opened by Pat")


async def test_a_word_that_was_lost_on_its_way_is_said_again(practice: Practice) -> None:
    """It was gathered when it was sent; what came of that is not known."""
    await practice.enrol(practice.jo, "JD 14:30")
    practice.clinic.telegram.trouble("sendMessage", Reset(), chat_id=practice.jo.id)
    await practice.at(MONDAY + DAY)
    await practice.at(MONDAY + DAY + timedelta(minutes=1))
    assert told(practice.jo, "JD: the link of Monday")


async def test_what_comes_up_while_an_earlier_word_is_said_again_is_told_as_well(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "KL 14:30")
    await practice.enrol(practice.jo, "JD 14:30")
    practice.clinic.clock.now = MONDAY + DAY - timedelta(minutes=1)
    practice.clinic.telegram.trouble("sendMessage", Reset(), chat_id=practice.jo.id)
    await practice.at(MONDAY + DAY)
    practice.pat.block()
    await practice.clinic.barrier(practice.sam)
    await practice.at(MONDAY + DAY + timedelta(hours=1))
    assert told(practice.jo, "JD: the link of Monday")
    assert told(practice.jo, "cannot be reached")


async def test_a_word_survives_a_restart_before_it_is_due(practice: Practice) -> None:
    await practice.enrol(practice.jo, "JD 14:30")
    await practice.clinic.reopen()
    await practice.at(MONDAY + DAY)
    assert len(told(practice.jo, "JD: the link of Monday")) == 1


async def test_more_than_twenty_come_in_several_messages_and_none_is_left_out(practice: Practice) -> None:
    for number in range(23):
        await practice.enrol(practice.jo, f"File{number}x")
    await practice.at(MONDAY + DAY + timedelta(hours=1))
    words = "".join(message.words for message in notices(practice.jo))
    assert [number for number in range(23) if f"File{number}x" not in words] == []


async def test_who_follows_nobodys_patient_is_the_owner(tmp_path: Path) -> None:
    """A patient who registered alone and cannot be reached is the owners' to hear of."""
    async with a_practice(tmp_path) as practice:
        await practice.clinic.enrol(practice.sam)
        practice.sam.block()
        await practice.clinic.barrier(practice.quin)
        await practice.at(MONDAY + timedelta(hours=1))
        assert practice.kim.id == KIM
        assert len(told(practice.kim, "cannot be reached")) == 1
        assert notices(practice.jo) == []
