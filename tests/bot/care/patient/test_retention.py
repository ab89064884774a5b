"""What is left of somebody after 30 days, after 180 and after /forget, and what they are told of it."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.alarm import rest
from tests.bot.care.decrypted import decrypted
from tests.bot.conftest import MONDAY
from tests.bot.staff import Practice, a_practice

LABEL, NAME = "Label7Qz", "Nightingale"
WORDS, QUESTION = "I cannot breathe here in Zanzibar", "what do wombats think of opera"
HELPED = "walks along the Danube"
RECEIPT = re.compile(r"Your receipt: ([0-9A-Z]{7}), 25 November 2026\.")


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Practice]:
    """Somebody has answered all check-ins, written all that can be written, and Jo has read of it."""
    async with a_practice(tmp_path, quiet_hours="off") as opened:
        clinic, jo, pat = opened.clinic, opened.jo, opened.clinic.telegram.person(NAME)
        opened.pat = pat
        await opened.follow(jo, pat, f"{LABEL} 14:42 left shoulder")
        for hours, value in ((6, 6), (24, 4), (48, 1)):
            await opened.at(MONDAY + timedelta(hours=hours))
            await clinic.hear(pat, str(value), f"I have noted {value} out of 10")
            await rest(opened)
        await clinic.hear(pat, HELPED, "can read that now")
        await clinic.hear(pat, QUESTION, "")
        await clinic.hear(pat, WORDS, "112")
        await clinic.hear(jo, "/alerts", WORDS)
        await clinic.press(jo, "Seen", "")
        yield opened


async def tidied(practice: Practice, days: int) -> None:
    """So many days after Monday, as the bot sees to it each day."""
    await practice.clinic.settled()
    practice.clinic.clock.now = MONDAY + timedelta(days=days)
    await practice.clinic.bot.tidy()


def words_left(practice: Practice, *words: str) -> list[str]:
    """Which of them stand in any row of any table."""
    names = practice.clinic.bot.store.run_now(
        lambda tx: tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    )
    everything = repr([practice.rows(str(row["name"])) for row in names])
    return [word for word in words if word in everything]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_after_30_days_no_word_is_left_that_was_written_and_the_ratings_are(practice: Practice) -> None:
    assert words_left(practice, WORDS, QUESTION, HELPED) == [WORDS, QUESTION, HELPED]
    await tidied(practice, 31)
    assert words_left(practice, WORDS, QUESTION, HELPED) == [WORDS, QUESTION, HELPED]
    await tidied(practice, 33)
    assert words_left(practice, WORDS, QUESTION, HELPED) == []
    assert [row["value"] for row in practice.rows("answers")] == [6, 4, 1]
    assert len(practice.rows("alerts")) == 1
    card = await practice.card(practice.jo, practice.pat)
    assert "answered: soreness 6 of 10" in card.words


async def test_an_alert_that_nobody_has_seen_keeps_its_words(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as practice:
        await practice.follow(practice.jo, practice.pat, f"{LABEL} 14:30 left shoulder")
        await practice.clinic.hear(practice.pat, WORDS, "112")
        await tidied(practice, 40)
        assert words_left(practice, WORDS) == [WORDS]


async def test_after_180_days_only_counts_are_left(practice: Practice) -> None:
    await tidied(practice, 179)
    assert len(practice.rows("answers")) == 3
    await tidied(practice, 181)
    for table in ("patients", "treatments", "answers", "former_answers", "alerts", "consents"):
        assert practice.rows(table) == []
    assert {row["what"]: (row["month"], row["times"]) for row in practice.rows("counts")} == {
        "sessions": (202611, 1),
        "check_ins": (202611, 3),
        "ratings": (202611, 3),
        "alerts": (202611, 1),
    }
    assert words_left(practice, LABEL, NAME, WORDS, QUESTION, HELPED) == []


async def test_who_erases_themselves_gets_a_receipt_that_says_nothing_of_who_they_were(
    practice: Practice,
) -> None:
    code = practice.patient(practice.pat).code
    await practice.clinic.hear(practice.pat, "/forget", "This cannot be undone")
    told = await practice.clinic.press(practice.pat, "Yes, erase everything", "is erased")
    found = RECEIPT.search(told.words)
    assert found
    assert found[1] != code
    for word in (LABEL, NAME, code):
        assert word not in told.words
    (entry,) = [row for row in practice.rows("audit") if found[1] in row["action"]]
    assert entry["action"] == f"erased themselves, receipt {found[1]}"
    assert practice.rows("counts") == []


async def test_an_erased_name_is_in_no_file(practice: Practice, tmp_path: Path) -> None:
    """Neither as it lies there nor behind the key, free pages and the write-ahead log included."""
    await practice.clinic.hear(practice.pat, "/forget", "This cannot be undone")
    await practice.clinic.press(practice.pat, "Yes, erase everything", "is erased")
    await tidied(practice, 4)
    await practice.clinic.close()
    plain = tmp_path / "apart"
    plain.mkdir()
    held = {"pages": decrypted(practice.clinic.settings.database_path, plain)}
    held |= files(tmp_path)
    assert len(held) > 3
    for word in (LABEL, NAME, WORDS, QUESTION, HELPED):
        assert [name for name, content in held.items() if word.encode() in content] == []


async def test_privacy_names_the_days_by_the_settings(tmp_path: Path) -> None:
    async with a_practice(tmp_path, retention_days=60) as practice:
        plain = await practice.clinic.hear(practice.pat, "/privacy", "keeps about you here")
        assert "goes after 30 days. 60 days after your last session it is erased" in plain.words
        await practice.follow(practice.jo, practice.pat, f"{LABEL} 14:30 left shoulder")
        dated = await practice.clinic.hear(practice.pat, "/privacy", "keeps about you here")
        assert "today goes on 23 December 2026. On 22 January 2027 it is erased" in dated.words


async def test_where_all_is_kept_for_less_than_30_days_words_are_too(tmp_path: Path) -> None:
    async with a_practice(tmp_path, retention_days=14) as practice:
        told = await practice.clinic.hear(practice.pat, "/privacy", "keeps about you here")
        assert "goes after 14 days. 14 days after" in told.words
