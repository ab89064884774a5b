"""A start refuses a database that is gone, older than what is remembered, or another one: in one line."""

import os
import shutil
from pathlib import Path

import pytest

from bot.store import backup, engine, restored
from bot.store.engine import StoreError
from bot.store.memory import Memory
from bot.store.opening import Begin
from bot.store.store import Store
from bot.store.tx import Tx
from tests.bot.store.landed.files import LANDED, left_by
from tests.bot.store.remembering import NOON, Remembering, people
from tests.surroundings import KEY

RESTORE, NEW, OLDER = (
    "python -m bot restore FILE",
    "python -m bot run --new",
    "python -m bot run --accept-older",
)


@pytest.fixture
def clinic(tmp_path: Path) -> Remembering:
    """One that has been open, with two people in its database."""
    clinic = Remembering(tmp_path)
    clinic.live(1, 2)
    return clinic


def refusal(clinic: Remembering, begin: Begin = Begin.AS_REMEMBERED, path: Path | None = None) -> str:
    """What a start says that changes no byte of any file but the index that SQLite makes of a log."""
    before = contents(clinic)
    with pytest.raises(StoreError) as refused:
        clinic.open(begin, path)
    after = contents(clinic)
    new = {file.name for file in after.keys() - before.keys()}
    assert {file: after[file] for file in before} == before
    assert all(name.endswith((".lock", engine.LOG)) for name in new), new
    assert "\n" not in str(refused.value)
    return str(refused.value)


def contents(clinic: Remembering) -> dict[Path, bytes]:
    files = [file for file in clinic.folder.rglob("*") if file.is_file()]
    return {file: file.read_bytes() for file in files if not file.name.endswith(engine.INDEX)}


def test_the_first_start_of_all_needs_no_word(tmp_path: Path) -> None:
    Remembering(tmp_path).live(1)
    Remembering(tmp_path).live(2)


def test_a_file_that_is_gone_is_missed(clinic: Remembering) -> None:
    clinic.path.unlink()
    line = refusal(clinic)
    assert "is gone; it was there at 2026-11-23 12:00 UTC" in line
    assert RESTORE in line
    assert NEW in line
    assert "is gone" in refusal(clinic, Begin.OLDER)


def test_a_whole_folder_that_is_gone_is_missed(clinic: Remembering) -> None:
    shutil.rmtree(clinic.path.parent)
    assert "is gone" in refusal(clinic)


def test_an_empty_file_is_no_beginning(clinic: Remembering) -> None:
    clinic.path.write_bytes(b"")
    line = refusal(clinic)
    assert "it is empty" in line
    assert "-wal and -shm" in line
    assert RESTORE in line


def test_another_place_is_no_beginning_either(clinic: Remembering) -> None:
    line = refusal(clinic, path=clinic.folder / "dta" / "aftercare.db")
    assert str(clinic.path.resolve()) in line
    assert "DATABASE_PATH" in line
    assert NEW in line


def test_a_database_that_was_moved_is_known_again(clinic: Remembering) -> None:
    moved = clinic.folder / "elsewhere" / "aftercare.db"
    shutil.move(clinic.path.parent, moved.parent)
    store = clinic.open(path=moved)
    assert people(store) == [1, 2]
    store.close()
    assert [Path(place) for place in clinic.memory.stamps.all()] == [moved.resolve()]


def test_two_databases_of_one_key_do_not_disturb_each_other(clinic: Remembering) -> None:
    other = clinic.folder / "other" / "aftercare.db"
    clinic.open(Begin.NEW, other).close()
    for path in (clinic.path, other, clinic.path):
        clinic.open(path=path).close()


def test_an_older_file_is_told_from_a_newer_one(clinic: Remembering) -> None:
    old = clinic.folder / "old.db"
    shutil.copy(clinic.path, old)
    clinic.clock.move(hours=3)
    clinic.live(3)
    shutil.copy(old, clinic.path)
    line = refusal(clinic)
    assert "is that of 2026-11-23 12:00 UTC, and was last written at 2026-11-23 15:00 UTC" in line
    assert RESTORE in line
    assert OLDER in line


def test_an_older_file_is_told_whatever_the_clock_says(clinic: Remembering) -> None:
    old = clinic.folder / "old.db"
    clinic.clock.move(days=120)
    clinic.live(3)
    shutil.copy(clinic.path, old)
    clinic.clock.move(days=-200)
    clinic.live(4)
    assert people_of(clinic) == [1, 2, 3, 4]
    shutil.copy(old, clinic.path)
    assert "accept-older" in refusal(clinic)


def people_of(clinic: Remembering) -> list[int]:
    store = clinic.open()
    found = people(store)
    store.close()
    return found


@pytest.mark.parametrize("shortened", [False, True])
def test_a_log_that_is_gone_makes_the_file_an_older_one(clinic: Remembering, *, shortened: bool) -> None:
    """A process was killed, also soon after the log was written back, and somebody tidied up."""
    store = clinic.open()
    store.run_now(fill, 1)
    if shortened:
        store._thread.submit(store._shorten_log).result()
    store.run_now(fill, 2)
    left = {file: file.read_bytes() for file in clinic.folder.rglob("*") if file.is_file()}
    store.close()
    for file, content in left.items():
        file.write_bytes(content)
    for end in (engine.LOG, engine.INDEX):
        engine.beside(clinic.path, end).unlink(missing_ok=True)
    assert OLDER in refusal(clinic)


def test_a_file_of_another_bot_is_not_taken_for_ours(clinic: Remembering) -> None:
    Store(clinic.folder / "other.db", KEY).close()
    shutil.copy(clinic.folder / "other.db", clinic.path)
    assert "accept-older" in refusal(clinic)
    stranger = Remembering(clinic.folder / "stranger")
    stranger.live(9)
    shutil.copy(stranger.path, clinic.path)
    assert "is another one than" in refusal(clinic)


def test_a_backup_that_was_copied_into_place_is_known_as_one(clinic: Remembering) -> None:
    """Even one that was written a moment ago."""
    copy = clinic.backup()
    shutil.copy(copy, clinic.path)
    line = refusal(clinic)
    assert "is a backup that was put there by hand" in line
    assert RESTORE in line
    assert OLDER in line


def test_a_backup_beside_the_log_of_a_killed_bot_is_told_and_nothing_is_mixed(clinic: Remembering) -> None:
    copy = clinic.backup()
    clinic.be_killed(fill, 3)
    shutil.copy(copy, clinic.path)
    line = refusal(clinic)
    assert "aftercare.db-wal beside it belongs to the file before" in line
    assert "-wal and -shm" in line
    assert RESTORE in line
    assert "belongs to the file before" in refusal(clinic, Begin.OLDER)


def test_an_old_file_that_nobody_marked_beside_the_log_of_a_killed_bot_is_told_as_well(
    clinic: Remembering,
) -> None:
    """A backup of an earlier release, or a plain copy: whatever the mixture is taken for, it is not used."""
    for chat in range(100, 200):
        clinic.live(chat)
    old = clinic.folder / "old.db"
    shutil.copy(clinic.path, old)
    clinic.live(*range(200, 600))
    clinic.be_killed(fill, 3)
    shutil.copy(old, clinic.path)
    assert RESTORE in refusal(clinic)


def fill(tx: Tx, number: int) -> None:
    tx.insert("vitals", name=f"x{number}", value="x" * 9000, at=1)


def test_an_empty_one_is_begun_where_the_operator_says_so_and_the_former_is_kept(clinic: Remembering) -> None:
    assert "there is a whole database" in refusal(clinic, Begin.NEW)
    damaged = bytes([*clinic.path.read_bytes()[:5000], 0, 1, 2])
    clinic.path.write_bytes(damaged)
    store = clinic.open(Begin.NEW)
    assert people(store) == []
    store.close()
    kept = clinic.path.with_name("aftercare.db.replaced-2026-11-23T12-00-00")
    assert kept.read_bytes() == damaged
    clinic.live(7)  # and it is the one that is remembered from here on
    store = clinic.open()
    # No button of before has their number.
    assert store.run_now(lambda tx: tx.value("SELECT id FROM patients")) > 1_000_000
    store.close()


def test_an_older_file_is_gone_on_with_where_the_operator_says_so(clinic: Remembering) -> None:
    copy = clinic.backup()
    clinic.clock.move(hours=3)
    clinic.live(3)
    clinic.clock.move(hours=1)
    shutil.copy(copy, clinic.path)
    store = clinic.open(Begin.OLDER)
    assert people(store) == [1, 2]
    since, until = store.run_now(restored.owed) or (None, None)
    assert since == NOON
    assert until == NOON.replace(hour=15, minute=1)  # as long as it may have lived
    store.close()
    clinic.open().close()


def test_what_is_owed_after_that_is_owed_until_it_is_done(clinic: Remembering) -> None:
    copy = clinic.backup()
    shutil.copy(copy, clinic.path)
    clinic.open(Begin.OLDER).close()
    store = clinic.open()
    assert store.run_now(restored.owed) is not None
    store.run_now(restored.reckoned)
    assert store.run_now(restored.owed) is None
    store.close()


def test_a_file_of_an_earlier_release_is_taken_up_without_a_word(tmp_path: Path) -> None:
    clinic = Remembering(tmp_path)
    Store(clinic.path, KEY).close()
    clinic.live(1)
    assert clinic.memory.stamps.of(clinic.path) is not None


def test_a_stamp_that_cannot_be_read_is_told_with_the_way_out(clinic: Remembering) -> None:
    stamp = clinic.key_file.with_name("database.key.stamp")
    stamp.write_text("[]")
    assert str(stamp) in refusal(clinic)
    stamp.unlink()
    clinic.live(3)


def test_a_kill_between_the_file_and_its_stamp_is_no_reason_for_doubt(clinic: Remembering) -> None:
    """The sign is committed first, so that the stamp can only be older."""
    stamp = clinic.key_file.with_name("database.key.stamp")
    before = stamp.read_bytes()
    clinic.live(3)
    stamp.write_bytes(before)
    clinic.live(4)


def test_a_database_brought_up_to_date_is_kept_as_it_was(tmp_path: Path) -> None:
    clinic = Remembering(tmp_path)
    left_by(LANDED[4], clinic.path)
    clinic.open().close()
    kept = clinic.path.with_name("aftercare.db.before-m003")
    db = engine.connect(kept, KEY)
    assert "alerts" not in db.table_names()
    assert engine.is_copy(db)
    db.close()
    clinic.open().close()
    assert [name for name in clinic.files() if "before" in name] == [kept.name]


def test_it_is_kept_once_however_often_that_start_is_cut_short(tmp_path: Path) -> None:
    clinic = Remembering(tmp_path)
    left_by(LANDED[4], clinic.path)
    db = engine.connect(clinic.path, KEY)
    engine.configure(db)
    backup.write_copy(db, KEY, clinic.path.with_name("aftercare.db.before-m003"))
    db.close()
    clinic.open().close()
    assert [name for name in clinic.files() if "before" in name] == ["aftercare.db.before-m003"]


def test_what_is_kept_is_never_written_over(tmp_path: Path) -> None:
    clinic = Remembering(tmp_path)
    left_by(LANDED[4], clinic.path)
    kept = clinic.path.with_name("aftercare.db.before-m003")
    kept.write_bytes(b"of another time")
    os.utime(kept, (1, 1))
    clinic.open().close()
    assert kept.read_bytes() == b"of another time"
    assert [name for name in clinic.files() if "before" in name] == [kept.name, f"{kept.name}-2"]


def test_a_wrong_letter_in_the_name_of_the_file_makes_no_empty_database(tmp_path: Path) -> None:
    """Also where nothing is remembered, as with a passphrase, whose memory lies beside the file."""
    clinic = Remembering(tmp_path)
    Store(clinic.path, KEY).close()
    line = refusal(clinic, path=clinic.path.with_name("aftercre.db"))
    assert "there is no database at" in line
    assert f"but {clinic.path} is there. If there is one elsewhere, set DATABASE_PATH right." in line
    assert NEW in line


def test_a_wrong_letter_in_the_name_of_the_folder_makes_none_either(tmp_path: Path) -> None:
    clinic = Remembering(tmp_path)
    Store(clinic.path, KEY).close()
    Store(tmp_path / "other" / "aftercare.db", "6b" * 32).close()  # of another key, which means nothing
    assert f"but {clinic.path} is there" in refusal(clinic, path=tmp_path / "dta" / "aftercare.db")
    clinic.path.unlink()
    clinic.open(path=tmp_path / "dta" / "aftercare.db").close()


def test_a_key_that_is_there_already_opened_something(tmp_path: Path) -> None:
    """A key that a killed first start had made opened nothing yet: see what it leaves beside it."""
    clinic = Remembering(tmp_path)
    clinic.key_file.parent.mkdir()
    clinic.key_file.write_text(KEY, encoding="utf-8")
    clinic.memory = Memory.beside(clinic.key_file, KEY, clinic.clock, key_file=clinic.key_file)
    line = refusal(clinic)
    assert f"there is a key at {clinic.key_file}, but no database at {clinic.path}" in line
    assert NEW in line
    clinic.memory.stamps.begin()
    clinic.open().close()
