"""Once an alarm is over both sides are told how the reminders stand that had rested with it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.alarm import SPOT, barrier, followed, rest, write
from tests.bot.staff import Practice, said

ON, OFF = "The reminders, which had rested since, go on by themselves.", "The reminders stay off."
GOES_ON, STAYS = "The reminders that rested for it go on", "The reminders stay off, and I write that"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        yield opened


async def call_false(practice: Practice, words: str = "") -> None:
    """Of the newest alert, or of the first message that has these words."""
    shown = practice.jo.chat.bot_messages
    found = next(
        one
        for one in (shown if words else reversed(shown))
        if words in one.words and one.button("False alarm")
    )
    practice.jo.tap(found, "False alarm")
    await practice.clinic.says(practice.jo, "is this surely a false alarm?", shown[-1].id)
    await practice.clinic.press(practice.jo, "Yes, a false alarm", "noted as a false alarm")
    await barrier(practice)


@pytest.mark.parametrize("words", ["I can't breathe", SPOT])
async def test_after_a_false_alarm_they_go_on_by_themselves_and_both_are_told(
    practice: Practice, words: str
) -> None:
    await write(practice, words)
    await call_false(practice)
    assert (said(practice.jo, GOES_ON), said(practice.pat, ON)) == (1, 1)
    assert said(practice.pat, "we go on from here") == 1
    assert said(practice.pat, OFF) == 0
    await practice.clinic.hear(practice.pat, "/plan", "This is your plan")
    assert said(practice.pat, "Your reminders are off") == 0


async def test_so_do_they_where_it_was_seen_first(practice: Practice) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "Seen", "you have read it")
    await call_false(practice)
    assert practice.patient(practice.pat).status == "active"


async def test_where_the_case_is_closed_they_stay_off_and_both_are_told_how_they_go_on(
    practice: Practice,
) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "Seen", "you have read it")
    await practice.clinic.press(practice.jo, "Close", STAYS)
    await rest(practice)
    assert (said(practice.pat, OFF), said(practice.pat, ON)) == (1, 0)
    assert "/resume" in practice.pat.chat.bot_messages[-1].words
    await practice.clinic.press(practice.jo, "Let reminders go on", "reminders go on")
    assert practice.patient(practice.pat).status == "active"


@pytest.mark.parametrize("when", ["before", "after"])
async def test_who_had_let_them_rest_themselves_is_not_overruled(practice: Practice, when: str) -> None:
    if when == "before":
        await practice.clinic.hear(practice.pat, "/pause", "Your reminders rest now.")
    await write(practice)
    if when == "after":
        await practice.clinic.hear(practice.pat, "/pause", "Your reminders rest now.")
    await call_false(practice)
    assert practice.patient(practice.pat).status == "paused"
    assert (said(practice.jo, STAYS), said(practice.pat, OFF)) == (1, 1)


async def test_what_rests_by_an_earlier_alarm_that_was_none_the_less_closed_stays_off(
    practice: Practice,
) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "Seen", "you have read it")
    await practice.clinic.press(practice.jo, "Close", "the case is closed")
    await write(practice, "now I cough up blood")
    await call_false(practice)
    assert practice.patient(practice.pat).status == "paused"
    assert said(practice.jo, STAYS) == 2


async def test_a_false_alarm_frees_nobody_whom_another_alarm_holds_until_that_is_false_too(
    practice: Practice,
) -> None:
    await write(practice)
    await practice.clinic.press(practice.jo, "Seen", "you have read it")
    await write(practice, "now I cough up blood")
    await call_false(practice, "you have read it")
    assert practice.patient(practice.pat).status == "paused"
    await call_false(practice, "cough up blood")
    assert practice.patient(practice.pat).status == "active"


async def test_who_has_ended_them_hears_nothing_of_reminders(practice: Practice) -> None:
    await practice.clinic.hear(practice.pat, "/stop", "I will send no more reminders.")
    await write(practice)
    await call_false(practice)
    assert practice.patient(practice.pat).status == "stopped"
    assert (said(practice.pat, ON), said(practice.pat, OFF)) == (0, 0)
