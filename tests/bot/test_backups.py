"""The bot makes a copy a day by itself; owners hear once when that fails, and once when it works again."""

import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import files
from bot.store import backup, shelf
from tests.bot.conftest import MONDAY
from tests.bot.reported import on_backups
from tests.bot.staff import a_practice, said
from tests.bot.store.remembering import Remembering
from tests.patience import PATIENCE
from tests.surroundings import KEY, environment

FAILED, WORKS = "could not make the daily backup", "daily backup works again"


async def test_a_copy_is_there_after_the_start_and_after_every_night(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    async with a_practice(tmp_path, backup_dir=folder) as practice:
        clinic, bot = practice.clinic, practice.clinic.bot
        await bot.backups.look()
        await bot.backups.look()
        assert len(shelf.made(folder)) == 1
        clinic.clock.move(hours=12)  # it is 02:42
        await bot.backups.look()
        assert len(shelf.made(folder)) == 1
        clinic.clock.move(hours=1)
        await bot.backups.look()
        first, second = sorted(folder.iterdir())
        assert shelf.name_of(clinic.clock.now) == second.name
        for file in (first, second):
            backup.verify(file, KEY)
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        clinic.clock.move(hours=5)
        assert on_backups(clinic) == "ok: the newest backup is 5 h old."
        line = files.newest_backup(clinic.settings, clinic.clock.now)
        assert str(second) in line
        assert "opens with the key of now" in line


async def test_the_owner_hears_once_that_it_fails_and_once_that_it_works_again(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.write_text("a file, where a folder is to be")
    async with a_practice(tmp_path, backup_dir=folder) as practice:
        clinic, kim, jo = practice.clinic, practice.kim, practice.jo
        await clinic.says(kim, FAILED)
        for _ in range(2):
            clinic.clock.move(minutes=30)
            await clinic.bot.backups.look()
        assert on_backups(clinic).startswith(
            "WARNING: there is no backup yet, and the next one cannot be made:"
        )
        folder.unlink()
        clinic.clock.move(minutes=59)
        await clinic.bot.backups.look()
        assert not folder.exists()  # it is not tried again before an hour has passed
        clinic.clock.move(minutes=2)
        await clinic.bot.backups.look()
        await clinic.says(kim, WORKS)
        await clinic.bot.backups.look()
        await clinic.settled()
        assert (said(kim, FAILED), said(kim, WORKS), said(jo, FAILED)) == (1, 1, 0)


async def test_a_copy_that_the_disk_has_spoilt_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    async with a_practice(tmp_path, backup_dir=folder) as practice:
        await practice.clinic.bot.backups.look()
        (good,) = folder.iterdir()
        damage(good)
        line = files.newest_backup(practice.clinic.settings, MONDAY)
        assert line.startswith("WARNING: the newest backup cannot be used:")
        assert str(good) in line


def damage(file: Path) -> None:
    held = bytearray(file.read_bytes())
    held[4096 * 3 + 100] ^= 1
    file.write_bytes(held)


@pytest.mark.slow
def test_a_kill_before_it_is_whole_leaves_nothing_that_looks_like_one(tmp_path: Path) -> None:
    """Right before it gets its name: what is left counts for nothing, and is removed after a day."""
    clinic = Remembering(tmp_path)
    clinic.live(1)
    folder = tmp_path / "backups"
    given = environment(tmp_path, BACKUP_DIR=str(folder), PYTHONDONTWRITEBYTECODE="1")
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bot.store.killed", "os.link", "steps", "backup"],
        cwd=tmp_path,
        env=given,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    (left,) = folder.iterdir()
    assert left.name.endswith(".db.part")
    later = datetime(2200, 1, 1, tzinfo=UTC)
    assert shelf.newest(folder, later) is None
    shelf.tidy(folder, later, ZoneInfo("Europe/London"))
    assert [*folder.iterdir()] == []
    clinic.open().close()


async def test_off_is_said_by_health_and_check(tmp_path: Path) -> None:
    async with a_practice(tmp_path) as practice:
        await practice.clinic.bot.backups.look()
        assert "no backups are made" in on_backups(practice.clinic)
        assert "no backups are made" in files.newest_backup(practice.clinic.settings, MONDAY)
