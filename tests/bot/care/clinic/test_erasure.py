"""What a clinic erases is gone from the file as well, whoever had been told of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.broken_table import no_answer_can_be_kept
from tests.bot.care.decrypted import decrypted
from tests.bot.staff import Practice, a_practice, data

LABEL, LINE = "Label7Qz", "Line8Wx"


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Jo follows Pat, has looked at everything there is, and has written to them."""
    async with a_practice(tmp_path) as opened:
        await opened.follow(opened.jo, opened.pat, f"{LABEL} 14:30 left shoulder")
        await opened.clinic.hear(opened.jo, "/patients", "Your patients")
        await opened.line(opened.jo, opened.pat, LINE)
        yield opened


async def erase(practice: Practice) -> None:
    await practice.card(practice.jo, practice.pat)
    await practice.clinic.press(practice.jo, "Erase", "Erase ")
    await practice.clinic.press(practice.jo, "Yes, erase", "is erased")


async def test_a_line_is_gone_from_the_file_at_once(practice: Practice, tmp_path: Path) -> None:
    await erase(practice)
    await practice.clinic.close()
    assert LINE.encode() not in decrypted(practice.clinic.settings.database_path, tmp_path)


async def test_a_day_later_no_word_about_the_patient_is_left(practice: Practice) -> None:
    """Lists that were shown name several patients, and go when everything that was said to staff does."""
    code = practice.patient(practice.pat).code
    await erase(practice)
    await practice.at(practice.clinic.clock.now)
    practice.clinic.clock.move(days=1, hours=1)
    await practice.clinic.bot.tidy()
    tables = await practice.kept()
    left = repr({name: rows for name, rows in tables.items() if name != "audit"})
    left += repr(practice.rows("outbox"))
    for word in (LABEL, LINE, code):
        assert word not in left


async def test_what_of_theirs_could_not_be_handled_is_gone_as_well(practice: Practice) -> None:
    clinic, pat = practice.clinic, practice.pat
    while not pat.chat.bot_messages[-1].button("3"):
        await clinic.next_message(pat)
    with no_answer_can_be_kept(clinic):
        await clinic.press(pat, "3", "Something went wrong on my side")
    await erase(practice)
    assert [row for row in practice.rows("inbox") if row["raw"] is not None] == []


async def test_the_last_button_of_an_erased_patient_is_old(practice: Practice) -> None:
    card = await practice.card(practice.jo, practice.pat)
    await erase(practice)
    tap = data(card, "Write a line")
    flash = await practice.clinic.toast(practice.jo, lambda: practice.jo.tap_data(card, tap))
    assert "no longer open" in flash
