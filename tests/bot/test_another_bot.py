"""A database belongs to one bot: another's is refused, and where it is meant, nothing is lost."""

import asyncio
from pathlib import Path

import pytest

from bot import recovery
from bot.doctor import of_files
from bot.doctor.diagnosis import Grade
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.settings import Settings
from bot.store import inbox
from bot.store.engine import StoreError
from bot.store.inbox import Kept
from bot.store.tx import Row
from tests.bot.conftest import MONDAY, Clinic, Clock, clinic_settings
from tests.bot.made_once import packaged
from tests.bot.program import told
from tests.premises import bot_of
from tests.surroundings import TOKEN

RENEWED = TOKEN[:-1] + "9"


def start(found: Settings, *, new_bot: bool = False) -> list[str]:
    """Open the database as a start does; what it tells."""
    lines = list[str]()
    recovery.open_store(found, packaged(), "", lines.append, Clock(), new_bot=new_bot).close()
    return lines


def given_token(folder: Path, token: str) -> Settings:
    return clinic_settings(folder, "http://127.0.0.1:9", bot_token=token)


def test_another_bots_start_is_refused_in_one_line_and_check_says_so_before(tmp_path: Path) -> None:
    assert start(given_token(tmp_path, TOKEN)) == []
    other = given_token(tmp_path, bot_of(1))
    with pytest.raises(StoreError) as refused:
        start(other)
    line = str(refused.value)
    assert "its token begins with 123456789, that of BOT_TOKEN with 200000001" in line
    assert "python -m bot run --new-bot" in line
    looked = of_files.of_database(other, MONDAY)
    assert (looked.grade, looked.what) == (Grade.MEND, line)
    assert of_files.of_database(given_token(tmp_path, TOKEN), MONDAY).grade is Grade.GOOD


def test_a_token_that_was_merely_renewed_goes_on(tmp_path: Path) -> None:
    start(given_token(tmp_path, TOKEN))
    assert start(given_token(tmp_path, RENEWED)) == []


def test_where_a_new_bot_is_meant_it_says_once_what_that_means(tmp_path: Path) -> None:
    start(given_token(tmp_path, TOKEN))
    other = given_token(tmp_path, bot_of(1))
    (line,) = start(other, new_bot=True)
    assert "pressed Start" in line
    assert start(other) == []
    with pytest.raises(StoreError):
        start(given_token(tmp_path, TOKEN))


async def test_a_new_bots_updates_are_answered_though_the_former_had_their_numbers(
    clinic: Clinic, tmp_path: Path
) -> None:
    pat = clinic.telegram.person("Pat")
    for _ in range(3):
        await clinic.barrier(pat)
    await clinic.close()
    start(clinic.settings)
    second = EmbeddedTelegram(token=bot_of(1), clock=clinic.clock)
    await second.start()
    other = Clinic(tmp_path, clinic.clock, second, bot_token=bot_of(1))
    await asyncio.to_thread(start, other.settings, new_bot=True)
    await other.open()
    try:
        await other.hear(second.person("Sam"), "/help", "This is what ")
    finally:
        await other.close()
        await second.stop()


async def test_what_was_written_to_the_former_bot_and_waits_is_dealt_with_in_its_turn(
    clinic: Clinic, tmp_path: Path
) -> None:
    start_of_all = [b'{"update_id": 7, "message": {"text": "a"}}', b'{"update_id": 8}', b"not read"]
    kept = [Kept(number, raw) for number, raw in zip((7, 8, 9), start_of_all, strict=True)]
    await clinic.close()
    store = recovery.open_store(clinic.settings, packaged(), "", print, clinic.clock)
    store.run_now(inbox.keep, kept, MONDAY)
    store.close()
    other = given_token(tmp_path, bot_of(1))
    store = recovery.open_store(other, packaged(), "", print, clinic.clock, new_bot=True)
    rows: list[Row] = store.run_now(lambda tx: tx.all("SELECT update_id, raw FROM inbox ORDER BY update_id"))
    fresh = store.run_now(inbox.keep, kept, MONDAY)
    store.close()
    assert fresh == 3
    first, second, third = rows
    assert first["update_id"] < second["update_id"] < third["update_id"] < 0
    assert str(first["update_id"]).encode() in first["raw"]
    assert b'"text": "a"' in first["raw"]
    assert third["raw"] == b"not read"


def test_the_command_line_takes_a_new_bot_by_its_word(tmp_path: Path) -> None:
    start(given_token(tmp_path, TOKEN))
    ended = told(tmp_path, "run", BOT_TOKEN=bot_of(1))
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
    assert "run --new-bot" in ended.stderr
    ended = told(tmp_path, "run", "--help")
    assert "--new-bot" in ended.stdout
