"""The key is made once, whole, and never anew where an old one would open something."""

import multiprocessing
import stat
from pathlib import Path

import pytest

from bot.store.engine import StoreError
from bot.store.keys import read_key
from bot.store.store import Store
from tests.surroundings import KEY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "aftercare.db"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "secrets" / "database.key"


def test_a_key_is_made_once_apart_from_the_database_and_for_its_owner_alone(path: Path, file: Path) -> None:
    key, note = read_key(path, None, file)
    assert note is not None
    assert str(file) in note
    assert "safe place" in note
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_key(path, None, file) == (key, None)
    assert {one.name for one in file.parent.iterdir()} == {file.name, f"{file.name}.stamp"}


def test_no_key_is_made_for_a_database_that_has_one(path: Path, file: Path) -> None:
    Store(path, KEY).close()
    with pytest.raises(StoreError, match=r"nothing else opens the database at .* run --new"):
        read_key(path, None, file)
    assert not file.parent.exists()


def test_a_key_for_another_database_is_made_where_somebody_says_that_the_first_is_lost(
    path: Path, file: Path
) -> None:
    Store(path, KEY).close()
    assert read_key(path, None, file, new=True)[0] != KEY


def test_no_key_is_made_where_a_database_is_remembered(path: Path, file: Path) -> None:
    with pytest.raises(StoreError, match="put back the copy that was kept in a safe place"):
        read_key(path, None, file, known=True)
    assert read_key(path, None, file, known=True, new=True)[1] is not None


@pytest.mark.parametrize("place", ["key", "deeper/key"])
def test_no_key_is_made_in_the_databases_folder(path: Path, place: str) -> None:
    with pytest.raises(StoreError, match="DATABASE_KEY_FILE to a place outside"):
        read_key(path, None, path.parent / place)
    assert not path.parent.exists()


@pytest.mark.parametrize("left", ["", "\n", "5a5a5a"])
def test_what_a_killed_first_start_left_of_a_key_is_made_anew(path: Path, file: Path, left: str) -> None:
    file.parent.mkdir()
    file.write_text(left)
    key, note = read_key(path, None, file)
    assert note is not None
    assert file.read_text().strip() == key


@pytest.mark.parametrize("left", ["", "5a5a5a"])
def test_it_is_told_where_there_is_a_database_already(path: Path, file: Path, left: str) -> None:
    file.parent.mkdir()
    file.write_text(left)
    with pytest.raises(StoreError, match=r"too short.*put the copy of its key back"):
        read_key(path, None, file, known=True)
    Store(path, KEY).close()
    with pytest.raises(StoreError, match=r"too short.*put the copy of its key back"):
        read_key(path, None, file)
    assert file.read_text() == left


def test_a_short_key_of_somebodys_own_is_told_and_kept(path: Path, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("my secret")
    with pytest.raises(StoreError, match="too short"):
        read_key(path, None, file)
    assert file.read_text() == "my secret"
    with pytest.raises(StoreError, match="too short"):
        read_key(path, "short", file)


def test_an_unreadable_or_unwritable_key_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe" * 40)
    with pytest.raises(StoreError, match="cannot be read"):
        read_key(path, None, tmp_path / "bytes")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        read_key(path, None, tmp_path / "file" / "key")


def test_of_two_first_starts_at_once_both_have_the_one_key(path: Path, file: Path) -> None:
    """Were it otherwise, the file could come to hold another key than that of the database."""
    file.parent.mkdir()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        keys = pool.starmap(key_of, [(path, file)] * 8)
    assert {*keys} == {file.read_text().strip()}


def key_of(path: Path, file: Path) -> str:
    return read_key(path, None, file)[0]
