"""Buttons of an alert that do nothing any more do not stay on the phones."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.alarm import MINUTE, after, barrier, followed, told, write
from tests.bot.staff import Practice

ENDING = {"False alarm", "Close", "Seen"}


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with followed(tmp_path) as opened:
        await write(opened)
        await after(opened, 31 * MINUTE)
        yield opened


async def taken_away(practice: Practice, *people: Person) -> None:
    """All but the newest copy on each phone has no buttons."""
    await practice.clinic.telegram.until(
        lambda: not any(one.labels for person in people for one in told(person)[:-1])
    )


async def test_older_copies_of_what_was_seen_lose_their_buttons(practice: Practice) -> None:
    assert min(len(told(practice.jo)), len(told(practice.kim))) > 1
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    await taken_away(practice, practice.jo, practice.kim)
    assert told(practice.kim)[-1].labels == ("Seen", "Call them", "Write to them", "False alarm")


async def test_the_one_that_was_tapped_says_so(practice: Practice) -> None:
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    await practice.clinic.telegram.until(lambda: told(practice.jo)[-1].words.endswith("✓ Seen"))
    assert told(practice.jo)[-1].labels == ("Call them",)


async def test_who_comes_too_late_can_still_write(practice: Practice) -> None:
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    toast = await practice.clinic.toast(practice.kim, lambda: practice.kim.tap("Seen"))
    assert toast == "That has been read already."
    await practice.clinic.telegram.until(lambda: "Seen" not in told(practice.kim)[-1].labels)
    assert told(practice.kim)[-1].labels == ("Call them", "Write to them", "False alarm")
    assert "✓" not in told(practice.kim)[-1].words


@pytest.mark.parametrize("ending", [("Close",), ("False alarm", "Yes, a false alarm")])
async def test_what_is_over_offers_nothing_that_ends_it(practice: Practice, ending: tuple[str, ...]) -> None:
    await practice.clinic.press(practice.jo, "Seen", "you have read it, at")
    for label in ending:
        await practice.clinic.press(practice.jo, label, "")
    await barrier(practice)
    everybody = (practice.jo, practice.kim, practice.lee)

    def labels() -> set[str]:
        return {one for who in everybody for said in who.chat.bot_messages for one in said.labels}

    await practice.clinic.telegram.until(lambda: not labels() & ENDING)
    resting = {"Let reminders go on"} if ending == ("Close",) else set()  # by themselves after a false alarm
    assert {"Adverse event", "Write to them", *resting} <= labels()
