"""Whoever enrols may name a colleague: the patient is theirs, and no name is dropped or made a label."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.staff import FORWARD, OLD, Practice, a_practice, link_in

LINE = "JD 14:30 left shoulder"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Kim owns, Jo and Lee are clinicians."""
    async with a_practice(tmp_path) as opened:
        yield opened


def whose(practice: Practice) -> dict[str, str]:
    """By the label of each link, for whom it is."""
    names = {row["id"]: row["name"] for row in practice.rows("staff")}
    return {row["label"]: names[row["staff_id"]] for row in practice.rows("invitations") if row["label"]}


async def test_a_colleagues_patient_is_theirs_and_both_are_told(practice: Practice) -> None:
    sent = practice.lee.say(f"/enroll {LINE} for JO")
    card = await practice.clinic.says(practice.lee, "Let the patient scan this", sent.id)
    assert card.words.startswith("JD · left shoulder\n")
    assert "\nfor Jo\n" in card.words
    await practice.at(practice.clinic.clock.now + timedelta(minutes=16))
    await practice.clinic.says(practice.jo, "JD: Lee has enrolled them for you")
    noted = [row["action"] for row in practice.rows("audit") if row["action"].startswith("enrolled for")]
    assert len(noted) == 1
    link = link_in(await practice.clinic.says(practice.lee, FORWARD, sent.id))
    await practice.join(practice.pat, link)
    await practice.clinic.hear(practice.jo, "/patients", "JD · Pat")
    await practice.clinic.hear(practice.lee, "/patients", "You follow nobody yet")
    listed = await practice.clinic.hear(practice.lee, "/links", "Links and appointments")
    assert listed.words.splitlines()[2:] == ["JD · Monday 23 November, 14:30 · opened · for Jo"]
    code = practice.rows("invitations")[-1]["code"]
    assert await practice.flash(practice.lee, f"wrong:{code}:ask") == OLD


@pytest.mark.parametrize("name", ["for Ned", "for ned", "für Ned Winter", "for Jo Winter", "for jo winter"])
async def test_a_name_that_is_nobodys_is_asked_back_with_the_colleagues(
    practice: Practice, name: str
) -> None:
    asked = await practice.clinic.hear(practice.kim, f"/enroll {LINE} {name}", "For whom do you enrol JD?")
    assert asked.labels == ("Kim", "Jo", "Lee")
    await practice.clinic.press(practice.kim, "Lee", "for Lee")
    assert whose(practice) == {"JD": "Lee"}


async def test_whoever_names_nobody_or_themselves_enrols_for_themselves(practice: Practice) -> None:
    for line in ("AA 14:30 neck for headaches", "BB 14:30 neck for Lee", "CC for me 14:30 neck"):
        sent = practice.lee.say(f"/enroll {line}")
        card = await practice.clinic.says(practice.lee, "Let the patient scan this", sent.id)
        assert "\nfor " not in card.words
    assert whose(practice) == {"AA": "Lee", "BB": "Lee", "CC": "Lee"}


async def test_a_next_session_for_a_colleague_tells_no_more_than_was_written(practice: Practice) -> None:
    await practice.follow(practice.jo, practice.pat, LINE)
    await practice.at(practice.clinic.clock.now + timedelta(days=2))
    noted = await practice.clinic.hear(practice.lee, "/enroll JD just now for Jo", "a session is noted")
    assert "Pat" not in noted.words
    assert "shoulder" not in noted.words
    await practice.clinic.press(practice.lee, "Undo", "taken back")
