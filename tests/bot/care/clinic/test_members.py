"""Who belongs to the clinic: the first owner, invited colleagues, and their end at once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.people import Person
from tests.bot.conftest import Clinic, a_clinic
from tests.bot.staff import DEAD, KIM, OLD, UNKNOWN, Practice, a_practice, data, link_in

STAFF = {"enroll", "patients", "patient", "preview", "report"}
OWNERS = {"invite", "clinicians", "revoke"}


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def shows(clinic: Clinic, person: Person, names: set[str]) -> None:
    """Wait until the person's menu has these commands of the clinic, and no other ones."""

    def found() -> bool:
        shown = {str(command["command"]) for command in person.commands}
        return shown & (STAFF | OWNERS) == names and "plan" in shown

    await clinic.telegram.until(found)


async def test_without_an_owner_the_operator_is_shown_a_link_that_makes_one_once(tmp_path: Path) -> None:
    lines: list[str] = []
    async with a_clinic(tmp_path) as clinic:
        await clinic.close()
        await clinic.open(lines.append)
        link = next(word for word in lines[0].split() if word.startswith("https://"))
        kim, sam = clinic.telegram.person("Kim"), clinic.telegram.person("Sam")
        await clinic.says(kim, "You work with me here as an owner", kim.open(link).id)
        await clinic.says(sam, DEAD, sam.open(link).id)
        await clinic.close()
        await clinic.open(lines.append)
        assert len(lines) == 1
        await clinic.hear(kim, "/clinicians", "• Kim, an owner")


async def test_each_start_without_an_owner_shows_a_new_link_and_ends_the_one_before(tmp_path: Path) -> None:
    lines: list[str] = []
    async with a_clinic(tmp_path) as clinic:
        for _ in range(2):
            await clinic.close()
            await clinic.open(lines.append)
        old, new = (next(w for w in line.split() if w.startswith("https://")) for line in lines)
        sam = clinic.telegram.person("Sam")
        await clinic.says(sam, DEAD, sam.open(old).id)
        await clinic.says(sam, "as an owner", sam.open(new).id)


async def test_owners_in_the_settings_need_no_link(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as practice:
        assert practice.clinic.bot.claim is None


async def test_an_owner_taken_out_of_the_settings_is_out_at_the_next_start(practice: Practice) -> None:
    """So are the links that they had made, of which one would let them in again."""
    clinic, kim = practice.clinic, practice.kim
    sent = kim.say("/invite Kim")
    link = link_in(await clinic.says(kim, "You are invited", sent.id))
    patients = await practice.enrol(kim, "JD")
    clinic.settings = clinic.settings.model_copy(update={"owner_ids": (KIM + 1,)})
    await clinic.reopen()
    await clinic.hear(kim, "/clinicians", UNKNOWN)
    await clinic.hear(kim, "/patients", UNKNOWN)
    await clinic.says(kim, DEAD, kim.open(link).id)
    await clinic.says(practice.sam, DEAD, practice.sam.open(patients).id)
    assert practice.member(practice.jo) is not None


async def test_an_invited_colleague_joins_and_the_owner_hears_who_it_was(practice: Practice) -> None:
    clinic, kim, sam = practice.clinic, practice.kim, practice.sam
    sent = kim.say("/invite Dr. Quill")
    link = link_in(await clinic.says(kim, "You are invited", sent.id))
    await clinic.says(sam, "as a clinician", sam.open(link).id)
    told = await clinic.says(kim, "Dr. Quill has joined")
    assert "was opened by Sam on Telegram" in told.words
    await clinic.press(kim, "Revoke Dr. Quill", "Shall I take Dr. Quill out?")
    await clinic.says(practice.pat, DEAD, practice.pat.open(link).id)


async def test_a_name_may_come_after_the_command_or_when_asked(practice: Practice) -> None:
    await practice.clinic.hear(practice.kim, "/invite", "Whom do you want to invite?")
    await practice.clinic.hear(practice.kim, "x" * 41, "too long")
    await practice.clinic.hear(practice.kim, "Robin", "holds a link for Robin")


async def test_a_member_who_opens_an_invitation_leaves_it_to_whom_it_is_for(practice: Practice) -> None:
    clinic = practice.clinic
    sent = practice.kim.say("/invite Robin")
    link = link_in(await clinic.says(practice.kim, "You are invited", sent.id))
    await clinic.says(practice.jo, "You work with me", practice.jo.open(link).id)
    await clinic.says(practice.sam, "You work with me", practice.sam.open(link).id)


async def test_the_list_names_everybody_and_offers_all_but_oneself(practice: Practice) -> None:
    listed = await practice.clinic.hear(practice.kim, "/clinicians", "These people belong to")
    assert "• Kim, an owner\n• Jo, a clinician\n• Lee, a clinician" in listed.words
    assert listed.labels == ("Revoke Jo", "Revoke Lee")


async def test_revoked_is_at_once_with_everything_that_was_open(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    link = await practice.enrol(jo, "JD")
    await practice.revoke(jo)
    await clinic.hear(jo, "/patients", UNKNOWN)
    await clinic.says(practice.pat, DEAD, practice.pat.open(link).id)
    assert await clinic.toast(jo, lambda: jo.tap("Change label")) == OLD


async def test_their_patients_stay_and_are_the_owners(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, "JD 14:30")
    await practice.revoke(practice.jo)
    await practice.clinic.hear(practice.kim, "/patients", "JD ·")
    assert "something to drink" in (await practice.clinic.next_message(practice.pat)).words


async def test_nobody_revokes_themselves_or_an_owner_of_the_settings(practice: Practice) -> None:
    clinic, kim = practice.clinic, practice.kim
    listed = await clinic.hear(kim, "/clinicians", "These people belong to")
    own = practice.member(kim)
    assert own is not None
    flash = await clinic.toast(kim, lambda: kim.tap_data(listed, f"member:{own.code}:ask"))
    assert "cannot end yourself" in flash
    assert await clinic.toast(kim, lambda: kim.tap_data(listed, f"member:{own.code}:yes")) == OLD
    await clinic.hear(kim, "/clinicians", "• Kim, an owner")


async def test_the_menu_at_telegram_follows_the_role(practice: Practice) -> None:
    clinic = practice.clinic
    await shows(clinic, practice.kim, STAFF | OWNERS)
    await shows(clinic, practice.jo, STAFF)
    await shows(clinic, practice.sam, set())
    await practice.revoke(practice.jo)
    await shows(clinic, practice.jo, set())
    await shows(clinic, practice.lee, STAFF)


async def test_who_is_invited_again_is_in_again(practice: Practice) -> None:
    await practice.revoke(practice.jo)
    await practice.employ(practice.jo)
    await practice.enrol(practice.jo)
    await shows(practice.clinic, practice.jo, STAFF)


async def test_help_and_start_answer_by_the_role_of_the_moment(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    owner = await clinic.hear(practice.kim, "/help", "as an owner")
    member = await clinic.hear(jo, "/help", "as a clinician")
    assert "/help owner" in owner.words
    assert "/invite" not in member.words
    assert "/enroll" in member.words
    await practice.revoke(jo)
    assert "/enroll" not in (await clinic.hear(jo, "/help", "This is what I can do")).words
    assert data(await clinic.hear(jo, "/start", "Is that all right"), "I agree") == "consent:yes"
