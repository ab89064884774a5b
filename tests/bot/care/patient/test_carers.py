"""A carer's phone hears two things, can change nothing, and either side ends it at once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.alarm import CALL, write
from tests.bot.conftest import MONDAY
from tests.bot.staff import DEAD, LINK, OLD, Practice, a_practice, said

GO = "Please go to Pat, or call now."
LOOK = "I have asked twice how sore Pat is"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, "JD 14:30 left shoulder")
        yield opened


async def link(practice: Practice) -> str:
    await practice.clinic.hear(practice.pat, "/carer", "Somebody else's phone can hear along")
    made = await practice.clinic.press(practice.pat, "Make a link", "Show or forward this")
    found = LINK.search(made.words)
    assert found is not None
    return found[0]


async def joined(practice: Practice, carer: Person) -> str:
    """The carer agrees; the link that they came by."""
    held = await link(practice)
    made = practice.pat.chat.messages[-1].id
    asked = await practice.clinic.says(carer, "You are asked to hear along", carer.open(held).id)
    assert asked.words.startswith("I am the aftercare helper of Riverside Physio, where Pat was treated")
    await practice.clinic.press(carer, "I agree", "You hear along for Pat now")
    await practice.clinic.says(practice.pat, f"{carer.name} hears along now", made)
    return held


async def test_nothing_is_kept_of_a_carer_before_a_yes_and_nothing_after_a_no(practice: Practice) -> None:
    held = await link(practice)
    await practice.clinic.says(practice.sam, "hear along", practice.sam.open(held).id)
    assert [(row["agreed_at"], row["name"]) for row in practice.rows("carers")] == [(None, "")]
    await practice.clinic.press(practice.sam, "Not now", "You hear nothing about Pat here")
    assert practice.rows("carers") == []
    await practice.clinic.says(practice.sam, DEAD, practice.sam.open(held).id)


async def test_a_link_is_for_one_phone_and_not_for_the_patients_own(practice: Practice) -> None:
    held = await link(practice)
    await practice.clinic.says(practice.pat, DEAD, practice.pat.open(held).id)
    await practice.clinic.says(practice.sam, "hear along", practice.sam.open(held).id)
    await practice.clinic.says(practice.quin, DEAD, practice.quin.open(held).id)
    await practice.clinic.hear(practice.sam, "yes", "You hear along for Pat now")


async def test_a_carer_hears_of_an_alarm_without_the_words(practice: Practice) -> None:
    await joined(practice, practice.sam)
    await write(practice, "my chest hurts and I cannot breathe")
    assert said(practice.sam, GO) == 1
    assert said(practice.pat, CALL) == 1
    assert said(practice.sam, "my chest hurts") == 0


async def test_a_carer_hears_of_a_check_in_that_nobody_answers_and_of_no_answer(practice: Practice) -> None:
    await joined(practice, practice.sam)
    await practice.at(MONDAY + timedelta(hours=7))
    practice.pat.tap("3")
    await practice.clinic.says(practice.pat, "I have noted 3")
    await practice.at(MONDAY + timedelta(hours=22))
    assert said(practice.sam, LOOK) == 0
    await practice.at(MONDAY + timedelta(hours=30))
    assert said(practice.sam, LOOK) == 1
    assert said(practice.sam, "3 out of 10") == 0


async def test_either_side_ends_it_at_once(practice: Practice) -> None:
    await joined(practice, practice.sam)
    await practice.clinic.press(practice.sam, "End it", "You hear nothing about Pat here")
    await practice.clinic.says(practice.pat, "Sam does not hear along any more")
    await joined(practice, practice.sam)
    await practice.clinic.press(practice.pat, "End it for Sam", "Sam does not hear along any more")
    await practice.clinic.says(practice.sam, "You hear nothing about Pat here")
    await write(practice, "my chest hurts and I cannot breathe")
    assert said(practice.sam, GO) == 0
    assert practice.rows("carers") == []


async def test_a_carer_who_types_that_it_shall_stop_hears_no_more(practice: Practice) -> None:
    await joined(practice, practice.sam)
    made = practice.pat.chat.messages[-1].id
    await practice.clinic.hear(practice.sam, "stop", "You hear nothing about Pat here")
    await practice.clinic.says(practice.pat, f"{practice.sam.name} does not hear along any more", made)
    assert practice.rows("carers") == []


async def test_a_carer_can_change_and_erase_nothing_and_nobody_else_can_end_it(practice: Practice) -> None:
    await joined(practice, practice.sam)
    before = practice.rows("patients")
    for command in ("/stop", "/forget", "/treated", "/plan"):
        await practice.clinic.barrier(practice.sam)
        practice.sam.say(command)
    await practice.clinic.hear(practice.sam, "how is Pat", "What you write reaches nobody")
    assert practice.rows("patients") == before
    code = practice.rows("carers")[0]["code"]
    for other in (practice.quin, practice.jo):
        await practice.clinic.barrier(other)
        tap = partial(other.tap_data, other.chat.messages[0], f"carer:end:{code}")
        flash = await practice.clinic.toast(other, tap)
        assert flash == OLD
    assert len(practice.rows("carers")) == 1


async def test_the_clinic_sees_that_somebody_hears_along(practice: Practice) -> None:
    assert "hear along" not in (await practice.card(practice.jo, practice.pat)).words
    await joined(practice, practice.sam)
    assert "phones that hear along: 1" in (await practice.card(practice.jo, practice.pat)).words
    assert [row["action"] for row in practice.rows("audit") if "carer" in row["action"]] == [
        "made a link for a carer",
        "a carer hears along",
    ]


async def test_with_the_patient_everything_about_a_carer_is_erased(practice: Practice) -> None:
    await joined(practice, practice.sam)
    await write(practice, "my chest hurts and I cannot breathe")
    await practice.clinic.hear(practice.pat, "/forget", "This cannot be undone")
    await practice.clinic.press(practice.pat, "Yes, erase everything", "is erased")
    assert practice.rows("carers") == []
    assert [
        row for row in practice.rows("outbox") if row["chat_id"] == practice.sam.id and row["about_id"]
    ] == []
