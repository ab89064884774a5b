"""A backup is whole, marked as a copy, for its owner alone, and never in the place of anything."""

import stat
from pathlib import Path

import pytest

from bot.store import backup, engine
from bot.store.engine import StoreError, connect
from tests.bot.store.remembering import Remembering
from tests.surroundings import KEY


@pytest.fixture
def clinic(tmp_path: Path) -> Remembering:
    clinic = Remembering(tmp_path)
    clinic.live(1, 2)
    return clinic


def test_its_folder_is_made_for_its_owner_alone(clinic: Remembering) -> None:
    copy = clinic.backup("of/the/week/copy.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert [file.name for file in copy.parent.iterdir()] == ["copy.db"]


def test_it_says_of_itself_that_it_is_a_copy_and_the_database_does_not(clinic: Remembering) -> None:
    for path, copied in ((clinic.backup(), True), (clinic.path, False)):
        db = connect(path, KEY, mode="ro")
        assert engine.is_copy(db) == copied
        db.close()


def test_what_a_killed_one_left_is_in_nobodys_way(clinic: Remembering) -> None:
    clinic.backup()
    (clinic.folder / "backups" / "second.db.part").write_bytes(b"half")
    clinic.backup("second.db")
    assert sorted(file.name for file in (clinic.folder / "backups").iterdir()) == ["copy.db", "second.db"]


@pytest.mark.parametrize("end", ["", "-wal", "-shm", ".lock"])
def test_it_never_takes_the_name_of_a_live_file(clinic: Remembering, end: str) -> None:
    target = engine.beside(clinic.path, end)
    with pytest.raises(StoreError, match="exists already"):
        backup.backup(clinic.path, KEY, target)
    link = clinic.folder / "link.db"
    link.symlink_to(target)
    with pytest.raises(StoreError, match="exists already"):
        backup.backup(clinic.path, KEY, link)


def test_it_never_takes_the_name_of_anything(clinic: Remembering) -> None:
    copy = clinic.backup()
    before = copy.read_bytes()
    with pytest.raises(StoreError, match="exists already"):
        clinic.backup()
    assert copy.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told_in_one_line(clinic: Remembering) -> None:
    (clinic.folder / "backups").write_text("a file")
    with pytest.raises(StoreError, match="no backup could be written") as told:
        clinic.backup()
    assert "\n" not in str(told.value)
