"""The whole bot starts when it can, goes on when it may, and ends in order."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from bot.handlers.context import Context
from bot.handlers.errors import failed
from bot.rehearsal.people import Person
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.rehearsal.trouble import Unauthorized
from bot.store.engine import StoreError
from tests.bot.conftest import Clinic, Clock, a_clinic
from tests.patience import patiently
from tests.surroundings import TOKEN


class Awaited(logging.Handler):
    """Rings when these words come into the log."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.came = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if self._words in record.getMessage():
            self.came.set()


@pytest.fixture
def unreachable() -> Iterator[Awaited]:
    log, awaited = logging.getLogger("bot.reaching"), Awaited("Telegram cannot be reached")
    log.addHandler(awaited)
    yield awaited
    log.removeHandler(awaited)


async def test_a_machine_that_starts_before_its_network_waits_for_it(
    tmp_path: Path, unreachable: Awaited
) -> None:
    clock = Clock()
    telegram = EmbeddedTelegram(token=TOKEN, clock=clock)
    await telegram.start()
    clinic = Clinic(tmp_path, clock, telegram)
    await telegram.outage(True)
    opening = asyncio.create_task(clinic.open())
    async with patiently():
        await unreachable.came.wait()
    assert not opening.done()
    await telegram.outage(False)
    await opening
    await clinic.barrier(telegram.person("Pat"))
    await clinic.close()
    await telegram.stop()


async def test_a_token_that_telegram_refuses_at_the_start_ends_it(tmp_path: Path) -> None:
    clock = Clock()
    telegram = EmbeddedTelegram(token=TOKEN, clock=clock)
    await telegram.start()
    telegram.trouble("getMe", Unauthorized(), times=3)
    clinic = Clinic(tmp_path, clock, telegram)
    await clinic.open()
    assert "refuses BOT_TOKEN" in (clinic.bot.failure or "")
    await clinic.close()
    await telegram.stop()


async def test_an_update_that_cannot_be_handled_is_tried_again_and_then_its_sender_is_told(
    clinic: Clinic, pat: Person
) -> None:
    """The tables are hidden from the handler, and found again by what it leaves behind."""
    clinic.bot.store.run_now(lambda tx: tx.run("ALTER TABLE dialogues RENAME TO away"))
    pat.start()
    await clinic.says(pat, "Is that all right with you?")
    await clinic.press(pat, "I agree", "Something went wrong on my side")
    clinic.bot.store.run_now(lambda tx: tx.run("ALTER TABLE away RENAME TO dialogues"))
    await clinic.barrier(pat)
    failed = clinic.bot.store.run_now(
        lambda tx: tx.all("SELECT tries, raw FROM inbox WHERE state = 'quarantined'")
    )
    assert [row["tries"] for row in failed] == [3]
    assert failed[0]["raw"]


async def test_an_update_that_cannot_be_written_ends_the_process(clinic: Clinic, pat: Person) -> None:
    """Confirming it to Telegram would lose it."""
    clinic.bot.store.run_now(lambda tx: tx.run("ALTER TABLE inbox RENAME TO away"))
    pat.start()
    async with patiently():
        await clinic.bot.ended.wait()
    assert "cannot be used" in (clinic.bot.failure or "")
    assert clinic.telegram.pending


async def test_a_full_disk_is_said_first_with_what_to_do_and_without_a_trace(
    clinic: Clinic, pat: Person, caplog: pytest.LogCaptureFixture
) -> None:
    clinic.bot.store.run_now(lambda tx: tx.run("PRAGMA max_page_count = 1"))  # as many as there are
    for _ in range(40):
        pat.say("x" * 4000)
    async with patiently():
        await clinic.bot.ended.wait()
    first = next(record for record in caplog.records if record.levelno >= logging.ERROR)
    assert "the disk is full" in first.getMessage()
    assert (clinic.bot.failure or "").startswith("the disk is full, and ")
    assert "where a start takes 5 MB" in (clinic.bot.failure or "")
    assert not [record for record in caplog.records if record.exc_info]


class Full:
    """What the library hands on where a handler met a full disk."""

    error = StoreError("the disk is full")


async def test_a_handler_that_met_a_full_disk_leaves_a_line_and_no_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    await failed(None, cast("Context", Full()))
    assert caplog.messages == ["an update could not be handled: the disk is full"]
    assert not caplog.records[0].exc_info


async def test_the_menu_shows_every_command(tmp_path: Path) -> None:
    async with a_clinic(tmp_path) as clinic:
        pat = clinic.telegram.person("Pat")
        await clinic.telegram.until(lambda: pat.commands)
        shown = [command["command"] for command in pat.commands]
    assert {"plan", "stop", "help", "forget"} <= set(shown)
