"""The clinic hears in working hours that somebody cannot be reached, and once when that is over."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import rest
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, a_practice, said

GONE, BACK = "cannot be reached on Telegram since", "can be reached on Telegram again"
NIGHT = MONDAY.replace(hour=3, minute=2) + timedelta(days=1)
OPEN = MONDAY.replace(hour=8, minute=20) + timedelta(days=1)


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30")
        await opened.at(NIGHT)
        await opened.clinic.hear(opened.jo, "/alerts", "")  # Jo is awake, and there
        yield opened


async def leave(practice: Practice) -> None:
    practice.pat.block()
    await practice.clinic.barrier(practice.sam)
    await rest(practice)


async def come_back(practice: Practice) -> None:
    practice.pat.unblock()
    practice.pat.say("/start")
    await practice.clinic.barrier(practice.sam)
    await rest(practice)


async def test_at_night_it_waits_for_the_clinic_to_open_also_for_who_is_awake(practice: Practice) -> None:
    await leave(practice)
    await practice.at(NIGHT + timedelta(hours=2))
    assert said(practice.jo, GONE) == 0
    await practice.at(OPEN)
    assert said(practice.jo, f"{GONE} Tuesday 24 November, 03:02") == 1


async def test_while_an_alarm_stands_it_does_not_wait(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "I can't breathe", "Call 112 now")
    await leave(practice)
    await practice.at(NIGHT + timedelta(minutes=30))
    assert said(practice.jo, GONE) == 1


async def test_whoever_was_asked_to_call_hears_once_that_it_is_over_and_not_at_night(
    practice: Practice,
) -> None:
    await leave(practice)
    await practice.at(OPEN)
    await practice.at(OPEN + timedelta(hours=14))
    await come_back(practice)
    await practice.at(OPEN + timedelta(hours=23))
    assert said(practice.jo, BACK) == 0
    await practice.at(OPEN + timedelta(hours=25))
    assert said(practice.jo, BACK) == 1
    await practice.at(OPEN + timedelta(days=3))
    assert said(practice.jo, BACK) == 1


async def test_what_nobody_was_told_of_is_not_said_to_be_over(practice: Practice) -> None:
    await leave(practice)
    await come_back(practice)
    await practice.at(OPEN + timedelta(hours=2))
    assert (said(practice.jo, GONE), said(practice.jo, BACK)) == (0, 0)


async def test_who_leaves_once_more_after_that_is_told_of_again(practice: Practice) -> None:
    await leave(practice)
    await practice.at(OPEN)
    await come_back(practice)
    await practice.at(OPEN + timedelta(hours=1))
    await leave(practice)
    await practice.at(OPEN + timedelta(hours=2))
    assert (said(practice.jo, BACK), said(practice.jo, GONE)) == (1, 2)
