"""A store notices when its files are taken away or written over, uses them no more, and destroys nothing."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store import engine
from bot.store.engine import StoreError
from bot.store.store import LONGEST_LOG, Store
from bot.store.tx import Tx
from tests.bot.store.remembering import Remembering, come, people
from tests.surroundings import BARE, KEY

BACKUP = """
import sys
from pathlib import Path
from bot.store.backup import backup
backup(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
"""
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.store.engine import StoreError
from bot.store.memory import Memory
from bot.store.store import Store
try:
    path, key = Path(sys.argv[1]), sys.argv[2]
    memory = Memory.beside(Path(sys.argv[3]), key, lambda: datetime.now(UTC))
    Store(path, key, memory).close()
except StoreError as error:
    sys.exit(str(error))
"""


def opened_elsewhere(clinic: Remembering) -> str:
    """What another process says that opens the database, if it cannot."""
    arguments = [str(clinic.path), KEY, str(clinic.key_file)]
    second = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", HOLD, *arguments], env=BARE, capture_output=True, text=True, check=False
    )
    assert len(second.stderr.splitlines()) == second.returncode, second.stderr
    return second.stderr


@pytest.fixture
def clinic(tmp_path: Path) -> Remembering:
    clinic = Remembering(tmp_path)
    clinic.live(1)
    return clinic


@pytest.fixture
def store(clinic: Remembering) -> Iterator[Store]:
    """Open, with somebody who came since the backup; a test may close it."""
    clinic.backup()
    opened = clinic.open()
    opened.run_now(come, 2)
    yield opened
    if not opened._thread._shutdown:
        opened.close()


def remove(path: Path) -> None:
    path.unlink()


def remove_log(path: Path) -> None:
    engine.beside(path, engine.LOG).unlink()


def remove_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def move_backup(path: Path) -> None:
    (path.parents[1] / "backups" / "copy.db").rename(path)


def copy_backup(path: Path) -> None:
    shutil.copy(path.parents[1] / "backups" / "copy.db", path)


def cut(path: Path) -> None:
    path.write_bytes(b"")


DEEDS = (remove, remove_log, remove_folder, move_backup, copy_backup, cut)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
async def test_what_is_done_to_its_files_is_noticed_and_ends_its_use(
    clinic: Remembering, store: Store, deed: Callable[[Path], None]
) -> None:
    assert store.is_in_place()
    deed(clinic.path)
    assert not store.is_in_place()
    why = await store.lost()
    assert why is not None
    assert "python -m bot restore" in why
    assert "\n" not in why
    with pytest.raises(StoreError, match="python -m bot restore"):
        await store.run(come, 3)
    before = {file.name: file.read_bytes() for file in clinic.path.parent.rglob("*")}
    store.close()
    assert {file.name: file.read_bytes() for file in clinic.path.parent.rglob("*")} == before


@pytest.mark.parametrize("deed", [remove, remove_log, move_backup], ids=lambda deed: deed.__name__)
async def test_what_was_in_a_file_that_was_taken_away_is_kept(
    clinic: Remembering, store: Store, deed: Callable[[Path], None]
) -> None:
    deed(clinic.path)
    kept = clinic.path.with_name("aftercare.db.rescued")
    assert str(kept) in (await store.lost() or "")
    store.close()
    shutil.copy(kept, clinic.folder / "rescued.db")
    copy = Store(clinic.folder / "rescued.db", KEY)
    assert people(copy) == [1, 2]
    copy.close()


# A log that was removed is left out: its index lives on with this process, which never closes what it lost.
@pytest.mark.parametrize(
    "deed", [deed for deed in DEEDS if deed is not remove_log], ids=lambda deed: deed.__name__
)
async def test_the_next_start_refuses_with_the_way_out(
    clinic: Remembering, store: Store, deed: Callable[[Path], None]
) -> None:
    deed(clinic.path)
    await store.lost()
    store.close()
    assert "python -m bot restore FILE" in opened_elsewhere(clinic)


async def test_what_it_writes_back_itself_is_no_reason_for_alarm(clinic: Remembering, store: Store) -> None:
    del clinic
    for number in range(LONGEST_LOG // 100_000):
        await store.run(write_much, number)
        assert store.is_in_place()
    await store.scrub()
    await store.sign()
    assert store.is_in_place()


def test_neither_is_a_look_from_outside_or_a_backup(clinic: Remembering, store: Store) -> None:
    clinic.backup("another.db")
    copied = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-c", BACKUP, str(clinic.path), KEY, str(clinic.folder / "third.db")],
        env=BARE,
        capture_output=True,
        check=True,
    )
    assert copied.stderr == b""
    assert store.is_in_place()


def write_much(tx: Tx, number: int) -> None:
    tx.insert("vitals", name=f"x{number}", value="x" * 100_000, at=1)


@pytest.mark.parametrize("gone", [False, True])
def test_a_second_process_is_refused_also_where_the_lock_file_is_gone(
    clinic: Remembering, store: Store, *, gone: bool
) -> None:
    if gone:
        clinic.path.with_name("aftercare.db.lock").unlink()
    assert "is in use by another process" in opened_elsewhere(clinic)
    store.run_now(come, 3)
    assert store.is_in_place()


def test_a_page_that_is_not_ours_ends_its_use(clinic: Remembering, store: Store) -> None:
    """Wherever somebody wrote; what the first page does not show, a reader meets."""
    for number in range(200):
        store.run_now(come, 1000 + number)
    store._thread.submit(store._checkpoint).result()
    size = clinic.path.stat().st_size
    with clinic.path.open("r+b") as file:
        file.seek(engine.PAGE)
        file.write(b"\0" * (size - engine.PAGE))
    store._thread.submit(store._db.execute, "PRAGMA shrink_memory").result()
    with pytest.raises(StoreError):
        people(store)
    assert not store.is_in_place()
