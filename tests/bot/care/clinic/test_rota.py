"""The rota in the clinic's own words: away, back, who covers and in which order."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.staff import OLD, UNKNOWN, Practice, a_practice, said

SECOND = "You are the only owner."


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Kim owns, Jo and Lee are clinicians; it is Monday 23 November, 14:42."""
    async with a_practice(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("/away", "until you say that you are back"),
        ("/away until Monday", "until Monday 30 November, 08:00"),
        ("I am away until Friday", "until Friday 27 November, 08:00"),
        ("I'm off until tomorrow 2pm.", "until Tuesday 24 November, 14:00"),
        ("on leave for 2 weeks", "until Monday 7 December, 08:00"),
        ("away", "until you say that you are back"),
    ],
)
async def test_a_command_or_a_sentence_says_until_when(practice: Practice, typed: str, until: str) -> None:
    heard = await practice.clinic.hear(practice.jo, typed, "You are away")
    assert heard.words.startswith(
        f"You are away {until}. Red flags of your patients go to those on duty at once: Kim, Lee."
    )


async def test_the_last_who_leaves_hears_that_nobody_is_there(practice: Practice) -> None:
    for member in (practice.kim, practice.jo):
        await practice.clinic.hear(member, "/away", "Red flags of your patients go to those on duty at once")
    await practice.clinic.hear(practice.lee, "/away", "Nobody else is on duty")


async def test_what_is_unclear_is_asked_back_with_what_may_be_meant(practice: Practice) -> None:
    asked = await practice.clinic.hear(practice.jo, "/away until 8", "until when are you away?")
    assert asked.labels == (
        "Until Monday 23 November, 20:00",
        "Until Tuesday 24 November, 08:00",
        "Until I say so",
    )
    await practice.clinic.press(
        practice.jo, "Until Tuesday 24 November, 08:00", "You are away until Tuesday 24 November, 08:00"
    )


async def test_what_cannot_be_read_is_asked_back_and_a_typed_answer_is_taken(practice: Practice) -> None:
    asked = await practice.clinic.hear(practice.jo, "I am away for a while", "until when are you away?")
    assert asked.labels[0] == "Until Tuesday 24 November, 08:00"
    await practice.clinic.hear(practice.jo, "the swallows come", "until when are you away?")
    await practice.clinic.hear(practice.jo, "3 December", "until Thursday 3 December, 08:00")
    duty = await practice.clinic.hear(practice.jo, "/duty", "Who covers")
    assert "2. Jo, away until Thursday 3 December, 08:00" in duty.words


async def test_until_friday_may_mean_that_day_as_well(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/away until Friday", "until Friday 27 November, 08:00")
    await practice.clinic.press(practice.jo, "That day as well", "until Saturday 28 November, 08:00")


@pytest.mark.parametrize("typed", ["/back", "I am back", "back"])
async def test_back_ends_it(practice: Practice, typed: str) -> None:
    await practice.clinic.hear(practice.jo, "/away", "You are away")
    await practice.clinic.hear(practice.jo, typed, "You are back on duty. No red flag waits.")
    assert "2. Jo\n" in (await practice.clinic.hear(practice.lee, "/duty", "Who covers")).words


async def test_a_moment_that_is_past_or_far_ahead_is_no_answer(practice: Practice) -> None:
    await practice.clinic.hear(practice.jo, "/away until 8", "until when are you away?")
    for at in (1, 99_999_999_999):
        tap = f"away:{at}"
        assert await practice.flash(practice.jo, tap) == OLD


async def test_owners_set_the_order_and_who_covers(practice: Practice) -> None:
    shown = await practice.clinic.hear(practice.kim, "/duty", "Who covers")
    assert "1. Kim\n2. Jo\n3. Lee\n" in shown.words
    await practice.clinic.press(practice.kim, "Lee up", "1. Kim\n2. Lee\n3. Jo\n")
    await practice.clinic.press(practice.kim, "Take Jo off cover", "3. Jo, does not cover for others")
    await practice.clinic.press(practice.kim, "Let Jo cover", "3. Jo\n")


async def test_others_see_it_and_cannot_change_it(practice: Practice) -> None:
    owners = await practice.clinic.hear(practice.kim, "/duty", "Who covers")
    shown = await practice.clinic.hear(practice.lee, "/duty", "1. Kim\n2. Jo\n3. Lee\n")
    assert shown.labels == ()
    for tap in [str(button.data) for row in owners.buttons for button in row]:
        assert await practice.flash(practice.lee, tap) == OLD


async def test_nobody_but_the_clinic_is_away(practice: Practice) -> None:
    for command in ("/away", "/back", "/duty"):
        await practice.clinic.hear(practice.sam, command, UNKNOWN)
    before = practice.rows("staff")
    await practice.clinic.hear(practice.sam, "I am away until Friday", "we have not met")
    assert practice.rows("staff") == before


async def test_a_single_owner_hears_once_that_two_are_better(practice: Practice) -> None:
    await practice.clinic.hear(practice.kim, "/clinicians", SECOND)
    for command in ("/clinicians", "/duty", "/invite Rob"):
        await practice.clinic.hear(practice.kim, command, "")
    await practice.clinic.barrier(practice.kim)
    assert said(practice.kim, SECOND) == 1
    await practice.clinic.hear(practice.lee, "/duty", "Who covers")
    await practice.clinic.barrier(practice.lee)
    assert said(practice.lee, SECOND) == 0
