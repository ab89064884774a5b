"""The database opens for one process with the right key, or says in one line why not, untouched."""

import hashlib
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import patients
from bot.store.backup import backup
from bot.store.engine import StoreError, connect
from bot.store.store import Store
from bot.store.tx import Tx

KEY = "5a" * 32
OTHER = "5b" * 32
NOW = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "aftercare.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store(path, KEY)
    yield opened
    opened.close()


def add_patient(tx: Tx, code: str = "SECRETCODE", chat: int = 1) -> None:
    patients.add(tx, code=code, chat_id=chat, language="en", wording="w", now=NOW)


def filled(path: Path) -> None:
    """A closed database with enough in it to have many pages."""
    store = Store(path, KEY)
    for chat in range(300):
        store.run_now(add_patient, f"SECRETCODE{chat}", chat)
    store.close()


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refusal(path: Path, key: str = KEY) -> str:
    """Open it, expect a refusal of one line and an untouched file; the line."""
    before = fingerprint(path)
    with pytest.raises(StoreError) as refused:
        Store(path, key)
    assert fingerprint(path) == before
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_wrong_key_is_named_as_one(path: Path) -> None:
    filled(path)
    assert "does not open with this key" in refusal(path, OTHER)
    assert "python -m bot restore" in refusal(path, OTHER), "a file of which no page is whole looks the same"
    assert "does not open with this key" in refusal(path, "a passphrase of somebody else")


def test_a_passphrase_opens_what_it_made(path: Path) -> None:
    Store(path, 'it\'s a long "passphrase"; --').close()
    Store(path, 'it\'s a long "passphrase"; --').close()


@pytest.mark.parametrize("offset", [30, 5000, -3000])
def test_a_damaged_page_is_named_as_damage(path: Path, offset: int) -> None:
    filled(path)
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(content)
    assert "is damaged" in refusal(path)


@pytest.mark.parametrize("size", [0, 100, 4096, 10_000])
def test_a_file_cut_short_is_named_as_damage(path: Path, size: int) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[:size])
    assert "is damaged" in refusal(path)


def test_a_plain_database_is_not_taken_over(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"SQLite format 3\0" + bytes(4080))
    assert "is not encrypted" in refusal(path)


def test_a_newer_schema_is_refused(path: Path) -> None:
    filled(path)
    db = connect(path, KEY)
    values = ("aftercare", "m999_later", "")
    db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)", values)
    db.close()
    assert "newer version of this program (m999_later)" in refusal(path)


def test_a_second_process_is_refused(store: Store, path: Path) -> None:
    del store
    with pytest.raises(StoreError, match="in use by another process"):
        Store(path, KEY)


def test_the_lock_ends_with_the_store(path: Path) -> None:
    Store(path, KEY).close()
    Store(path, KEY).close()


def test_only_the_owner_of_the_process_can_read_the_files(store: Store, path: Path) -> None:
    store.run_now(add_patient)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_durability_and_erasure_are_switched_on(store: Store) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    found = store.run_now(lambda tx: {name: tx.value(f"PRAGMA {name}") for name in expected})
    assert found == expected


def test_every_table_of_ours_is_strict(store: Store) -> None:
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0"
    loose = store.run_now(lambda tx: tx.all(sql))
    assert {row["name"] for row in loose} <= {"_sqlite_migrations", "sqlite_schema", "sqlite_sequence"}


def test_a_use_case_that_fails_leaves_nothing(store: Store) -> None:
    def half_done(tx: Tx) -> None:
        add_patient(tx)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  (raised bare, three lines above)
        store.run_now(half_done)
    assert store.run_now(patients.by_chat, 1) is None


def test_what_fails_in_a_savepoint_is_undone_alone(store: Store) -> None:
    def partly(tx: Tx) -> None:
        add_patient(tx, "A", 1)
        with pytest.raises(ValueError), tx.savepoint():  # noqa: PT011, PT012
            add_patient(tx, "B", 2)
            raise ValueError

    store.run_now(partly)
    assert store.run_now(patients.by_chat, 1) is not None
    assert store.run_now(patients.by_chat, 2) is None


def test_nothing_readable_is_in_the_file_its_log_or_a_backup(
    store: Store, path: Path, tmp_path: Path
) -> None:
    store.run_now(add_patient)
    backup(path, KEY, tmp_path / "copy.db")
    files = [*path.parent.iterdir(), tmp_path / "copy.db"]
    assert all(b"SECRETCODE" not in file.read_bytes() for file in files)
    assert any(file.name.endswith("-wal") and file.stat().st_size for file in files)


def test_a_backup_of_a_running_bot_holds_everything_and_opens_with_the_same_key(
    store: Store, path: Path, tmp_path: Path
) -> None:
    store.run_now(add_patient)
    backup(path, KEY, tmp_path / "copy.db")
    copy = Store(tmp_path / "copy.db", KEY)
    assert copy.run_now(patients.by_chat, 1) is not None
    copy.close()


def test_a_backup_overwrites_nothing(store: Store, path: Path, tmp_path: Path) -> None:
    del store
    (tmp_path / "copy.db").write_text("dear")
    with pytest.raises(StoreError, match="exists already"):
        backup(path, KEY, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="no database"):
        backup(tmp_path / "none.db", KEY, tmp_path / "other.db")
    with pytest.raises(StoreError, match="no backup could be written"):
        backup(path, KEY, tmp_path / "copy.db" / "inside.db")


async def test_the_erased_is_gone_from_the_file_and_its_log(path: Path) -> None:
    """Looked for in the pages themselves, decrypted: a free page would still hold it."""
    store = Store(path, KEY)
    await store.run(add_patient, "MARKERMARKER", 1)
    await store.run(patients.forget, 1)
    await store.scrub()
    wal = path.with_name(path.name + "-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    store.close()
    db = connect(path, KEY)
    plain = path.with_name("plain.db")
    db.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    db.execute("SELECT sqlcipher_export('plain')").fetchall()
    db.execute("DETACH DATABASE plain")
    db.close()
    assert b"MARKERMARKER" not in plain.read_bytes()


def test_a_crash_while_the_first_file_is_made_leaves_no_half_database(path: Path) -> None:
    path.parent.mkdir()
    path.with_name(path.name + ".new").write_bytes(b"half a file")
    Store(path, KEY).close()
    Store(path, KEY).close()
