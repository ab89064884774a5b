"""An upgrade keeps what was there, from whatever version it comes, and changes nothing where it cannot."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.store import engine, opening, schema
from bot.store.engine import StoreError
from bot.store.schema import migrations
from bot.store.store import Store
from tests.bot.store.landed.files import LANDED, left_by, rows
from tests.bot.store.remembering import Remembering
from tests.surroundings import KEY

NAMES = [migration.name for migration in migrations._migrations]
RELEASED = next(file for file in LANDED if file.stem == "007-e6b9124")
SINCE = "m014_unknown"  # from here on each has a file of its own; those before are tried from step to step


def newest_of(file: Path, path: Path) -> str:
    db = engine.connect(left_by(file, path), KEY)
    applied = schema.applied(db)
    db.close()
    return applied[-1]


def test_each_migration_has_a_file_as_its_code_leaves_it_with_people_in_it(tmp_path: Path) -> None:
    """One that lands needs one more: tests/bot/store/landed/README.md says how it is made."""
    found = {newest_of(file, tmp_path / file.name) for file in LANDED[-6:]}
    assert [name for name in NAMES[NAMES.index(SINCE) :] if name not in found] == []
    page = (RELEASED.parent / "README.md").read_text(encoding="utf-8")
    assert [file.stem for file in LANDED if f"`{file.stem}`" not in page] == []


@pytest.mark.parametrize("name", NAMES[3:])
def test_whoever_comes_from_a_step_between_loses_nobody(tmp_path: Path, name: str) -> None:
    """A database of release 0.1.0 that a commit has left just before this migration."""
    path = left_by(RELEASED, tmp_path / "old.db")
    db = engine.connect(path, KEY)
    migrations.apply(db, stop_before=name)
    assert schema.pending(db)[0] == name
    db.close()
    before = {table: len(found) for table, found in rows(path).items()}
    Store(path, KEY).close()
    after = rows(path)
    assert before["patients"] > 5
    assert {table: len(after[table]) for table in before if not table.startswith("_")} == {
        table: number for table, number in before.items() if not table.startswith("_")
    }


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """As on a disk that is full at some byte."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def test_where_there_is_no_room_to_keep_it_nothing_is_changed_and_that_is_said(tmp_path: Path) -> None:
    clinic = Remembering(tmp_path)
    left_by(RELEASED, clinic.path)
    before = rows(clinic.path)
    with no_file_beyond(clinic.path.stat().st_size // 2), pytest.raises(StoreError) as refused:
        clinic.open()
    assert "Nothing was changed; make room and start again" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert rows(clinic.path) == before
    assert not any("before" in name or "part" in name for name in clinic.files())
    clinic.open().close()
    assert "aftercare.db.before-m004" in clinic.files()


def test_the_room_that_it_takes_is_named_before_anything_is_written() -> None:
    path = Path("data/aftercare.db")
    line = opening.no_room(path, 40_000_000, 60_500_000)
    assert line
    assert "it takes 121 MB in data, and 61 are free" in line
    assert opening.no_room(path, 40_000_000, 121_000_000) is None
    assert opening.no_room(path, 40_000_000, None) is None
