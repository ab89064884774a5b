"""Whatever is wrong with a link, the answer is the same, and nobody can try many."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.conftest import Clinic
from tests.bot.staff import DEAD, Practice, a_practice

WRONG = ("a" * 32, "short", "x" * 64, "-_" * 16, "0" * 31)


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def dead(clinic: Clinic, person: Person, link: str) -> str:
    """Open a link that does nothing; the whole answer."""
    return (await clinic.says(person, DEAD, person.open(link).id)).words


async def test_used_expired_revoked_guessed_and_malformed_links_get_the_very_same_answer(
    practice: Practice,
) -> None:
    clinic, jo = practice.clinic, practice.jo
    used, expired = await practice.enrol(jo, "A"), await practice.enrol(jo, "B")
    await practice.join(practice.pat, used)
    clinic.clock.move(hours=48)
    revoked = await practice.enrol(jo, "C")
    await clinic.press(jo, "Revoke link", "The link for C is ended")
    guessed = [f"https://t.me/aftercare_rehearsal_bot?start={held}" for held in WRONG]
    answers = set()
    for number, link in enumerate((used, expired, revoked, *guessed)):
        person = clinic.telegram.person(f"Stranger {number}")
        answers.add(await dead(clinic, person, link))
    assert len(answers) == 1
    assert [row["status"] for row in practice.rows("patients")] == ["active"]


async def test_a_link_lives_as_long_as_the_settings_say(tmp_path: Path) -> None:
    async with a_practice(tmp_path, invite_ttl="30m") as practice:
        early, late = await practice.enrol(practice.jo, "A"), await practice.enrol(practice.jo, "B")
        practice.clinic.clock.move(minutes=29, seconds=59)
        await practice.join(practice.pat, early)
        practice.clinic.clock.move(seconds=1)
        await dead(practice.clinic, practice.quin, late)


async def test_whoever_made_a_link_is_told_as_well_that_it_is_over(practice: Practice) -> None:
    link = await practice.enrol(practice.jo)
    practice.clinic.clock.move(hours=48)
    await dead(practice.clinic, practice.jo, link)


async def test_after_five_wrong_links_also_a_right_one_waits_for_ten_minutes(practice: Practice) -> None:
    clinic, sam = practice.clinic, practice.sam
    right = await practice.enrol(practice.jo)
    for held in WRONG:
        await dead(clinic, sam, f"https://t.me/aftercare_rehearsal_bot?start={held}")
    await dead(clinic, sam, right)
    clinic.clock.move(minutes=10, seconds=1)
    await practice.join(sam, right)


async def test_four_wrong_links_hold_up_nobody_and_never_somebody_else(practice: Practice) -> None:
    clinic, sam = practice.clinic, practice.sam
    first, second = await practice.enrol(practice.jo, "A"), await practice.enrol(practice.jo, "B")
    for held in WRONG[:4]:
        await dead(clinic, sam, f"https://t.me/aftercare_rehearsal_bot?start={held}")
    await practice.join(sam, first)
    await practice.join(practice.pat, second)


async def test_of_two_phones_that_open_one_link_at_the_same_instant_one_gets_it(practice: Practice) -> None:
    clinic, pat, sam = practice.clinic, practice.pat, practice.sam
    link = await practice.enrol(practice.jo)
    pat.open(link)
    sam.open(link)
    await clinic.says(pat, "Jo has invited you")
    await clinic.says(sam, DEAD)
    pat.tap("I agree")
    sam.tap_data(sam.chat.bot_messages[-1], "consent:yes")
    await clinic.says(pat, "has noted that your session ended")
    await clinic.barrier(sam)
    assert [row["patient_id"] for row in practice.rows("invitations") if row["opens"] == "patient"] == [
        practice.patient(pat).id
    ]


async def test_a_revoked_link_cannot_be_agreed_to(tmp_path: Path) -> None:
    """Revoked between the opening and the answer, where only invited people are helped."""
    async with a_practice(tmp_path, self_registration=False) as practice:
        practice.sam.open(await practice.enrol(practice.jo))
        await practice.clinic.says(practice.sam, "has invited you")
        await practice.clinic.press(practice.jo, "Revoke link", "is ended")
        await practice.clinic.press(practice.sam, "I agree", "This link does not work")
        assert practice.rows("patients") == []
