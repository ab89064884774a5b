"""What else a clinician asks for: every message of a protocol, and the week, once or every Monday."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bot.conftest import MONDAY
from tests.bot.facts import planned
from tests.bot.made_once import packaged
from tests.bot.staff import Practice, a_practice, said

NEXT_MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
WEEKLY = "Your week at Riverside Physio"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    async with a_practice(tmp_path) as opened:
        yield opened


async def test_a_preview_shows_every_message_as_the_patient_gets_it_and_sends_them_nothing(
    practice: Practice,
) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.follow(jo, practice.pat, "JD 14:30")
    heard, before = len(practice.pat.chat.bot_messages), planned(practice, "JD")
    first = await clinic.hear(jo, "/preview dry needling", "as for a session that ends now")
    count = int(first.words.partition(": ")[2].split()[0])
    last = await clinic.says(jo, "You were still sore", first.id)
    shown = [message for message in jo.chat.bot_messages if message.id > first.id]
    assert len(shown) == count
    assert "Thursday 26 November, 14:42\n\nYou were still sore" in last.words
    assert await clinic.toast(jo, lambda: jo.tap(last, "3")) == "This is a preview."
    assert (len(practice.pat.chat.bot_messages), planned(practice, "JD")) == (heard, before)
    assert practice.rows("answers") == []


async def test_a_protocol_is_chosen_by_name_by_title_or_by_tapping(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, "/preview light", "Dry needling, light: ")
    await clinic.hear(jo, "/preview Dry needling, light", "Dry needling, light: ")
    await clinic.hear(jo, "/preview moonlight", "no protocol of that name")
    await clinic.press(jo, "Dry needling, light", "Dry needling, light: ")
    await clinic.hear(jo, "/preview", "Which protocol do you want to see?")


async def test_what_was_treated_chooses_the_words_and_the_drawing_of_a_preview(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    first = await clinic.hear(jo, "/preview dry needling, right shoulder", "as for a session that ends now")
    await clinic.says(jo, "You were still sore", first.id)
    shown = [one for one in jo.chat.bot_messages if "For the right shoulder: lay the arm" in one.words]
    assert ["photo" in one.body for one in shown] == [True, True]


async def test_the_clinic_sees_the_words_and_the_drawing_of_every_region_before_patients_do(
    practice: Practice,
) -> None:
    clinic, jo = practice.clinic, practice.jo
    await clinic.hear(jo, "/preview", "Which protocol do you want to see?")
    which = await clinic.press(jo, "Movements and stretches", "Which part do you want to see?")
    assert len(which.labels) == len(packaged().catalog.table("en", "body.parts"))
    shown = await clinic.press(jo, "calf", "For the calf: stand at a wall")
    assert "For the calf: sit, and lift the toes" in shown.words
    assert "Nobody has reviewed the words and the drawing yet." in shown.words
    assert "photo" in shown.body
    assert "photo" not in (await clinic.hear(jo, "/preview left forearm", "For the left forearm")).body
    await clinic.hear(jo, "/preview neck moonlight", "no protocol of that name")
    odd = await clinic.toast(jo, lambda: jo.tap_data(shown, "exercises:tail"))
    assert odd.startswith("That is no longer open.")


async def test_the_report_counts_the_week_of_ones_own_patients(practice: Practice) -> None:
    clinic, jo, pat = practice.clinic, practice.jo, practice.pat
    await practice.follow(jo, pat, "JD 14:30")
    await practice.follow(practice.lee, practice.quin, "KL 14:30")
    await practice.enrol(jo, "MN")
    await practice.at(MONDAY + timedelta(hours=6))
    pat.tap("8")
    await clinic.says(pat, "That is a lot")
    report = await clinic.hear(jo, "/report", "Sessions of the last seven days: 1")
    for line in ("Check-ins answered: 1 of 1", "soreness of 7 or more: 1", "Links not opened: 1"):
        assert line in report.words
    assert "Worried" not in report.words
    await clinic.hear(practice.kim, "/report", "Sessions of the last seven days: 2")


async def test_the_weekly_report_is_off_until_it_is_wanted_and_ends_when_it_is_not(
    practice: Practice,
) -> None:
    clinic, jo = practice.clinic, practice.jo
    await practice.at(NEXT_MONDAY + timedelta(hours=1))
    assert said(jo, WEEKLY) == 0
    await clinic.hear(jo, "/report", "Sessions of the last seven days")
    assert "Every week" in await clinic.toast(jo, lambda: jo.tap("Send me this every week"))
    await practice.at(NEXT_MONDAY + timedelta(days=14, hours=1))
    weekly = [message.at for message in jo.chat.bot_messages if WEEKLY in message.words]
    assert weekly == [NEXT_MONDAY + timedelta(days=7), NEXT_MONDAY + timedelta(days=14)]
    assert said(practice.lee, WEEKLY) == 0
    await clinic.toast(jo, lambda: jo.tap("No more weekly messages"))
    await practice.at(NEXT_MONDAY + timedelta(days=28))
    assert said(jo, WEEKLY) == 2


async def test_tapped_twice_it_still_comes_once(practice: Practice) -> None:
    clinic, jo = practice.clinic, practice.jo
    report = await clinic.hear(jo, "/report", "Sessions of the last seven days")
    for _ in range(2):
        await clinic.toast(jo, lambda: jo.tap(report, "Send me this every week"))
    await practice.at(NEXT_MONDAY + timedelta(hours=1))
    assert said(jo, WEEKLY) == 1


async def test_who_is_invited_again_has_no_weekly_report_until_they_want_it(practice: Practice) -> None:
    """And is not told that they have one."""
    clinic, jo, kim = practice.clinic, practice.jo, practice.kim
    await clinic.hear(jo, "/report", "Sessions of the last seven days")
    await clinic.toast(jo, lambda: jo.tap("Send me this every week"))
    await clinic.hear(kim, "/revoke", "These people belong to")
    await clinic.press(kim, "Revoke Jo", "Shall I take Jo out?")
    await clinic.press(kim, "Yes, take them out", "Jo is out")
    await practice.at(NEXT_MONDAY + timedelta(hours=1))
    await practice.employ(jo)
    report = await clinic.hear(jo, "/report", "Sessions of the last seven days")
    assert report.labels == ("Send me this every week",)
