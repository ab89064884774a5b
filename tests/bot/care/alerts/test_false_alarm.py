"""An urgent alert is called false by two taps, and until the second nothing has happened."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.alarm import MINUTE, READ, SPOT, WORDS, after, barrier, followed, minutes, rest, told, write
from tests.bot.staff import Practice, said

ASKED = "is this surely a false alarm?"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("words", [WORDS, SPOT])
async def test_the_first_tap_only_asks(practice: Practice, words: str) -> None:
    await write(practice, words)
    await practice.clinic.press(practice.jo, "False alarm", ASKED)
    await rest(practice)
    assert said(practice.pat, READ) == 0
    (alert,) = practice.rows("alerts")
    assert (alert["seen_at"], alert["closed_at"], alert["false_alarm"]) == (None, None, 0)


async def test_an_alert_that_is_asked_about_still_climbs(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "False alarm", ASKED)
    await after(practice, 6 * MINUTE)
    assert minutes(practice.jo) == [0, 2, 5]


async def test_a_no_leaves_it_as_it_is(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "False alarm", ASKED)
    toast = await practice.clinic.toast(practice.jo, lambda: practice.jo.tap("No, it may be real"))
    assert toast == "Nothing has changed."
    (alert,) = practice.rows("alerts")
    assert (alert["seen_at"], alert["false_alarm"]) == (None, 0)


async def test_a_yes_ends_it_and_the_patient_is_not_told_that_it_was_false(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "False alarm", ASKED)
    await practice.clinic.press(practice.jo, "Yes, a false alarm", "noted as a false alarm")
    await barrier(practice)
    assert said(practice.pat, READ) == 1
    assert said(practice.pat, "false") == 0
    (alert,) = practice.rows("alerts")
    assert alert["false_alarm"] == 1
    assert alert["closed_at"] is not None


async def test_what_ends_an_alert_stands_beside_nothing(practice: Practice) -> None:
    await write(practice)
    (row,) = [row for row in told(practice.jo)[-1].buttons if "False alarm" in {one.label for one in row}]
    assert len(row) == 1
