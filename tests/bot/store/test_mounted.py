"""A copy that is meant for another disk never lands on the one of the database, and that is told."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import files
from bot.backups import LOOK_SECONDS
from bot.store import mounted, shelf
from bot.store.engine import StoreError
from tests.bot.reported import on_backups
from tests.bot.staff import a_practice, said

MEMORY = Path("/dev/shm")  # noqa: S108  (a disk of its own that every Linux has)
FAILED, WORKS = "could not make the daily backup", "daily backup works again"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on another disk than the rest of the test."""
    if not MEMORY.is_dir() or MEMORY.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one disk")
    folder = Path(tempfile.mkdtemp(dir=MEMORY))
    yield folder
    shutil.rmtree(folder)


def unmounted(stick: Path) -> None:
    """What is left where a disk was: an empty folder on the disk of the machine."""
    stick.unlink()
    stick.mkdir()


@pytest.mark.parametrize("name", ["", "backups"])
async def test_a_disk_that_is_gone_is_told_and_nothing_is_written_in_its_place(
    tmp_path: Path, disk: Path, name: str
) -> None:
    stick = tmp_path / "stick"
    stick.symlink_to(disk)
    folder = stick / name
    async with a_practice(tmp_path, backup_dir=folder) as practice:
        clinic, kim = practice.clinic, practice.kim
        await clinic.bot.backups.look()
        assert len(shelf.made(folder)) == 1
        unmounted(stick)
        clinic.clock.move(seconds=LOOK_SECONDS)
        await clinic.bot.backups.look()
        told = await clinic.says(kim, FAILED)
        assert "Is it mounted?" in (told.text or "")
        assert "The newest one is of" in (told.text or "")
        assert "h old, and the next one cannot be made" in on_backups(clinic)
        assert "Is it mounted?" in files.newest_backup(clinic.settings, clinic.clock.now)
        with pytest.raises(StoreError, match=r"Is it mounted\?"):
            files.write_backup(clinic.settings, None, clinic.clock.now)
        assert not [*stick.iterdir()]
        stick.rmdir()
        stick.symlink_to(disk)
        clinic.clock.move(hours=1)
        await clinic.bot.backups.look()
        await clinic.says(kim, WORKS)
        assert (said(kim, FAILED), said(kim, WORKS)) == (1, 1)


async def test_a_folder_of_the_same_disk_is_made_again_where_it_is_gone(tmp_path: Path) -> None:
    """After moving house it is still to be made, and no disk is missing."""
    folder = tmp_path / "deep" / "backups"
    async with a_practice(tmp_path, backup_dir=folder) as practice:
        await practice.clinic.bot.backups.look()
        shutil.rmtree(folder.parent)
        await practice.clinic.bot.backups.look()
        assert len(shelf.made(folder)) == 1
        assert said(practice.kim, FAILED) == 0


async def test_another_folder_may_be_named_at_any_time(tmp_path: Path, disk: Path) -> None:
    async with a_practice(tmp_path, backup_dir=disk / "backups") as practice:
        clinic = practice.clinic
        await clinic.bot.backups.look()
        found = clinic.settings.model_copy(update={"backup_dir": tmp_path / "here"})
        assert files.write_backup(found, None, clinic.clock.now).parent == tmp_path / "here"


def test_no_folder_is_made_where_a_disk_would_be_hung_in_and_none_is(tmp_path: Path) -> None:
    """The very first copy, too: nothing is known yet of where copies go."""
    for named in ("/media/no-such-stick", "/media/kim/no-such-stick/backups", "/mnt/no-such-disk/a"):
        assert "no disk is mounted there" in (mounted.why_not(Path(named), tmp_path / "a.db") or "")
    assert mounted.why_not(tmp_path / "new" / "backups", tmp_path / "a.db") is None
