"""The rehearsal's bot is the very one that runs at a clinic, but for its clock; no other bot gets that."""

import asyncio
import signal
import subprocess
import sys
import threading
from datetime import UTC
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import rehearsed
from bot.rehearsal import EmbeddedTelegram, RehearsalClock
from bot.rehearsal.clock import Lead
from bot.rehearsing import BotBehind
from bot.settings import SettingsError
from tests.bot.conftest import MONDAY
from tests.bot.rehearsal.rehearsing import started
from tests.patience import patiently
from tests.surroundings import KEY, TOKEN, environment

HERE = "http://127.0.0.1:9"


def test_a_clock_that_is_moved_is_for_the_rehearsals_own_token_and_telegram_alone(tmp_path: Path) -> None:
    found = rehearsed.rehearsal_settings(HERE, tmp_path, 1)
    Lead.kept_in(tmp_path / rehearsed.LEAD)
    assert rehearsed.followed_clock(found, tmp_path)().tzinfo is UTC
    for name, value in (
        ("telegram_api_url", "https://api.telegram.org"),
        ("telegram_api_url", "http://192.0.2.1:80"),
        ("bot_token", SecretStr(TOKEN)),
    ):
        other = {name: value}
        with pytest.raises(SettingsError, match="this very machine alone"):
            rehearsed.followed_clock(found.model_copy(update=other), tmp_path)


def test_the_environment_gives_it_neither_a_token_nor_a_database(tmp_path: Path) -> None:
    shown = f"""
import pathlib
from bot.rehearsed import rehearsal_settings
found = rehearsal_settings({HERE!r}, pathlib.Path({str(tmp_path)!r}), 1)
print(found.bot_token.get_secret_value(), found.database_key.get_secret_value())
print(found.database_path, found.metrics_port, found.clinic_name)
"""
    given = environment(tmp_path, METRICS_PORT="9", CLINIC_NAME="Hill Clinic")
    lines = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", shown], env=given, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    key = (tmp_path / "key").read_text(encoding="utf-8")
    assert lines == [f"{rehearsed.TOKEN} {key}", f"{tmp_path}/data/rehearsal.db None Hill Clinic"]
    assert key != KEY


def test_its_bot_begins_with_no_telegram_elsewhere_and_without_no_rehearsal(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="this very machine alone"):
        rehearsed.rehearsal_settings("https://api.telegram.org", tmp_path, 1)
    with pytest.raises(SettingsError, match="There is no rehearsal"):
        rehearsed.followed_clock(rehearsed.rehearsal_settings(HERE, tmp_path, 1), tmp_path)


async def test_nothing_is_put_away_under_a_look_that_nobody_waits_for_any_more(tmp_path: Path) -> None:
    """Else it leaves a file beside a database that is gone, and no bot starts there."""
    clock = RehearsalClock(lambda: MONDAY)
    bot = BotBehind(EmbeddedTelegram(token=TOKEN, clock=clock), tmp_path, clock, owner=1)
    begun, held, done = threading.Event(), threading.Event(), list[str]()

    def look() -> None:
        begun.set()
        held.wait()
        done.append("looked")

    looking = asyncio.create_task(bot.in_line(look))
    async with patiently():
        await asyncio.to_thread(begun.wait)
    looking.cancel()
    put_away = asyncio.create_task(bot.in_line(lambda: done.append("put away")))
    held.set()
    async with patiently():
        await put_away
        await bot.end()
    assert done == ["looked", "put away"]


@pytest.mark.slow
async def test_no_bot_stays_behind_where_the_page_is_killed(tmp_path: Path) -> None:
    process, _ = await started(tmp_path)
    assert process.stderr
    async with patiently():
        process.send_signal(signal.SIGKILL)
        await process.wait()
        await process.stderr.read()  # which ends when nobody is left that could write to it
