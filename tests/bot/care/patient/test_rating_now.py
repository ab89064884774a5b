"""`/sore`: how sore they are at any time is one more rating of the series."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import HOUR, after, told
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, a_practice, said

SCALE = "How sore are you right now?"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path, quiet_hours="off") as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


def values(practice: Practice) -> list[tuple[object, object]]:
    return [(row["step"], row["value"]) for row in practice.rows("answers")]


async def test_it_asks_with_the_scale_and_a_tap_is_a_rating_of_no_step(practice: Practice) -> None:
    asked = await practice.clinic.hear(practice.pat, "/sore", SCALE)
    assert asked.labels[:11] == tuple(str(n) for n in range(11))
    await practice.clinic.press(practice.pat, "4", "I have noted 4 out of 10")
    assert values(practice) == [(None, 4)]


async def test_a_number_behind_it_is_noted_at_once_and_counts_with_the_others(practice: Practice) -> None:
    """3, 4 and 5 within hours are a rise, however often they are said."""
    for value in (3, 4):
        await practice.clinic.hear(practice.pat, f"/sore {value}", f"I have noted {value} out of 10")
        practice.clinic.clock.move(minutes=30)
    await practice.clinic.hear(practice.pat, "/sore 5/10", "That is more than last time")
    assert values(practice) == [(None, 3), (None, 4), (None, 5)]
    shown = await practice.clinic.hear(practice.jo, "/alerts", "3/10 → 4/10 → 5/10")
    assert "JD · Pat" in shown.words


@pytest.mark.parametrize("said_so", ["/sore 8", "/sore unbearable 9", "/SORE 8"])
async def test_a_severe_one_is_a_rating_and_the_clinic_hears_of_it(practice: Practice, said_so: str) -> None:
    await practice.clinic.hear(practice.pat, said_so, "That is a lot")
    assert len(practice.rows("answers")) == len(practice.rows("alerts")) == 1


async def test_a_red_flag_behind_it_is_one(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/sore and I can't breathe", "Call 112 now")
    assert values(practice) == []


async def test_what_it_cannot_read_brings_the_scale_where_a_typed_number_answers(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/sore quite a bit", SCALE)
    await practice.clinic.hear(practice.pat, "6", "I have noted 6 out of 10")
    assert values(practice) == [(None, 6)]


async def test_it_answers_a_check_in_that_is_open_and_none_that_is_answered(practice: Practice) -> None:
    await after(practice, 7 * HOUR)
    await practice.clinic.hear(practice.pat, "/sore 4", "I have noted 4 out of 10")
    assert values(practice) == [("first_check", 4)]
    await practice.clinic.hear(practice.pat, "/sore 3", "I have noted 3 out of 10")
    assert values(practice) == [("first_check", 4), (None, 3)]
    assert said(practice.pat, "do you have any of these right now?") == 1
    await after(practice, 12 * HOUR)
    assert said(practice.pat, "I asked this a while ago") == 0


async def test_another_tap_corrects_it_and_the_alert_as_well(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/sore", SCALE)
    await practice.clinic.press(practice.pat, "9", "That is a lot")
    await practice.clinic.press(practice.pat, "Change my answer", SCALE)
    await practice.clinic.press(practice.pat, "1", "I have noted 1 out of 10")
    assert values(practice) == [(None, 1)]
    assert [row["words"] for row in practice.rows("alert_words")] == ["9/10", "9/10 → 1/10"]


async def test_each_of_several_sessions_is_named_and_asked_about(practice: Practice) -> None:
    link = await practice.enrol(practice.jo, "JD2 14:35 right hip")
    await practice.clinic.says(practice.pat, "Whom is it for?", practice.pat.open(link).id)
    await practice.clinic.press(practice.pat, "For you", "has invited you")
    await practice.clinic.press(practice.pat, "Yes", "This is your plan.")
    sent = practice.pat.say("/sore 4").id
    await practice.clinic.says(practice.pat, "About: left shoulder", sent)
    said = [one.words.partition("\n")[0] for one in practice.pat.chat.bot_messages if one.id > sent]
    asked = [line for line in said if line.startswith("About: ")]  # the signs come again meanwhile
    assert asked == ["About: right hip", "About: left shoulder"]
    assert values(practice) == []


async def test_the_clinic_sees_it_on_the_card_in_the_list_and_in_the_week(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/sore 7", "That is a lot")
    assert "answered: soreness 7 of 10" in (await practice.card(practice.jo, practice.pat)).words
    assert "7/10" in (await practice.clinic.hear(practice.jo, "/patients", "Your patients")).words
    week = await practice.clinic.hear(practice.jo, "/report", "Sessions of the last seven days")
    assert "With soreness of 7 or more: 1" in week.words
    assert "No check-in was due yet." in week.words


async def test_who_has_no_session_is_told_how_to_begin(practice: Practice) -> None:
    await practice.at(MONDAY + timedelta(days=15))
    await practice.clinic.hear(practice.pat, "/sore 4", "There is no plan at the moment")
    assert told(practice.jo) == []


@pytest.mark.parametrize("asked", ["/sore", "/sore 4", "/plan"])
async def test_before_the_end_of_the_session_is_known_it_says_so_and_asks_for_that_again(
    practice: Practice, asked: str
) -> None:
    """And not that there is no plan, and to send /treated after the next session."""
    clinic, sam = practice.clinic, practice.sam
    await clinic.agree(sam)
    first = await clinic.hear(sam, asked, "First I need to know when your session ended")
    again = await clinic.says(sam, "When did your session end?", first.id)
    assert again.labels[0] == "Just now"
    assert said(sam, "There is no plan at the moment") == 0
    await clinic.press(sam, "Just now", "where you are?")
