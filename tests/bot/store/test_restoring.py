"""A kill at any step of a restore leaves the old or the new database whole, and done anew it ends well."""

import contextlib
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import recovery, settings
from bot.commands import main
from bot.store import engine
from bot.store.engine import StoreError
from bot.store.stamps import Stamps
from bot.store.store import Store
from tests.bot.made_once import packaged
from tests.bot.program import told
from tests.bot.store.remembering import Remembering, come, people
from tests.lengths import Length, long_lengths
from tests.patience import PATIENCE
from tests.surroundings import CLINIC, KEY, ROOT, environment

OLD, NEW = [1, 2], [1]  # who is in the database, and in its backup


def operator(folder: Path) -> Remembering:
    """One whose bot was killed with somebody in its log, and who has a backup of before."""
    clinic = Remembering(folder)
    clinic.live(1)
    clinic.backup()
    clinic.be_killed(come, 2)
    return clinic


def restore(folder: Path, at: int) -> subprocess.CompletedProcess[str]:
    """A restore that is killed before that step."""
    arguments = [str(at), "steps", "restore", "backups/copy.db"]
    given = environment(folder, DATABASE_KEY_FILE=str(folder / "secrets" / "database.key"))
    return subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "tests.bot.store.killed", *arguments],
        cwd=folder,
        env={**given, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def once_more(folder: Path) -> subprocess.CompletedProcess[str]:
    return told(
        folder, "restore", "backups/copy.db", DATABASE_KEY_FILE=str(folder / "secrets" / "database.key")
    )


def to_the_end(clinic: Remembering) -> list[str]:
    """What the command does, here and now: what it says."""
    given = {name.lower(): value for name, value in CLINIC.items()}
    paths = {"database_path": clinic.path, "database_key_file": clinic.key_file}
    found = settings.read(_env_file=None, **given, **paths)
    return recovery.restore(found, packaged(), clinic.folder / "backups" / "copy.db", clinic.clock)


def whole(path: Path) -> list[int]:
    """Who is in a file that opens, with its log; a copy is opened, so that it stays as it is."""
    copy = path.parents[1] / "looked at" / path.name
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    for end in engine.PARTS:
        if engine.beside(path, end).exists():
            shutil.copy(engine.beside(path, end), engine.beside(copy, end))
    store = Store(copy, KEY)
    found = people(store)
    store.close()
    return found


def formers(clinic: Remembering) -> list[Path]:
    ends = (engine.LOG, engine.INDEX)
    return [file for file in clinic.path.parent.glob("*.replaced-*") if not file.name.endswith(ends)]


def steps_of(folder: Path) -> list[str]:
    operator(folder)
    ended = restore(folder, 0)
    assert ended.returncode == 0, ended.stderr
    return (folder / "steps").read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
@pytest.mark.torture
@pytest.mark.long
def test_a_kill_where_nothing_is_remembered(tmp_path: Path) -> None:
    """A database of an earlier release: at no step does a start take what lies there for a first start."""
    steps = steps_of(tmp_path / "whole")
    renamed = [n for n, step in enumerate(steps, start=1) if "rename" in step and ".restoring" in step]
    for at in (renamed[-1] - 1, renamed[-1]):
        clinic = operator(tmp_path / str(at))
        clinic.key_file.with_name("database.key.stamp").unlink()
        assert restore(clinic.folder, at).returncode == -signal.SIGKILL
        is_whole_somewhere(clinic, steps[at - 1])
        to_the_end(clinic)
        assert whole(clinic.path) == NEW


@pytest.mark.slow
@long_lengths
def test_a_kill_at_any_step(tmp_path: Path, length: Length) -> None:
    steps = steps_of(tmp_path / "whole")
    moving = [n for n, step in enumerate(steps, start=1) if "replaced" in step or "ready.db" in step]
    for at in sorted({*length.of(range(1, len(steps) + 1), 2), *length.of(moving, 3)}):
        folder = tmp_path / str(at)
        clinic = operator(folder)
        assert restore(folder, at).returncode == -signal.SIGKILL, (at, steps[at - 1])
        is_whole_somewhere(clinic, steps[at - 1])
        assert to_the_end(clinic)
        assert whole(clinic.path) == NEW, (at, steps[at - 1])
        assert OLD in [whole(file) for file in formers(clinic)], (at, steps[at - 1])
        assert not (folder / "data" / "aftercare.db.restoring").exists()
        Stamps(folder / "secrets" / "database.key.stamp").of(clinic.path)
        clinic.clock.move(days=900)
        clinic.open().close()
        shutil.rmtree(folder)


def is_whole_somewhere(clinic: Remembering, step: str) -> None:
    """A start takes it, old or new, or says what to do; then the old one is whole under one of its names."""
    refused = ""
    try:
        store = clinic.open()
    except StoreError as error:
        refused = str(error)
    else:
        assert people(store) in (OLD, NEW), step
        store.close()
    if refused:
        assert "python -m bot restore FILE" in refused, step
        assert OLD in [whole(file) for file in (*formers(clinic), clinic.path) if file.exists()], step


def test_it_is_not_done_while_the_bot_runs(tmp_path: Path) -> None:
    clinic = operator(tmp_path)
    store = clinic.open()
    ended = once_more(tmp_path)
    assert ended.returncode == 1
    assert "in use by another process; stop that one first" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert store.is_in_place()
    store.close()


@pytest.mark.parametrize("what", ["cut", "key", "plain", "itself", "newer"])
def test_what_is_no_backup_is_told_and_nothing_is_touched(tmp_path: Path, what: str) -> None:
    clinic = operator(tmp_path)
    copy = tmp_path / "backups" / "copy.db"
    given = {"DATABASE_KEY_FILE": str(clinic.key_file)}
    match what:
        case "cut":
            copy.write_bytes(copy.read_bytes()[:-5000])
        case "key":
            given["DATABASE_KEY"] = "6b" * 32
        case "plain":
            copy.write_bytes(b"SQLite format 3\0" + bytes(4080))
        case "itself":
            copy = clinic.path
        case "newer":
            db = engine.connect(copy, KEY)
            db.execute("UPDATE _sqlite_migrations SET name = 'm999_later' WHERE name = 'm001_initial'")
            db.close()
    before = {
        file.name: file.read_bytes() for file in clinic.path.parent.iterdir() if file.suffix != ".db-shm"
    }
    with contextlib.chdir(tmp_path):  # as in the shell, without the seconds of a process
        ended = CliRunner(env={**environment(tmp_path), **given}).invoke(main, ["restore", str(copy)])
    assert (ended.exit_code, type(ended.exception)) == (1, SystemExit), ended.exc_info
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    assert ended.stdout == ""
    after = {
        file.name: file.read_bytes() for file in clinic.path.parent.iterdir() if file.suffix != ".db-shm"
    }
    assert after == before


def test_a_database_that_a_link_leads_to_is_put_back_where_it_lies(tmp_path: Path) -> None:
    clinic = operator(tmp_path / "disk")
    (tmp_path / "data").mkdir()
    link = tmp_path / "data" / "aftercare.db"
    link.symlink_to(clinic.path)
    given = {"DATABASE_KEY_FILE": str(clinic.key_file), "DATABASE_PATH": str(link)}
    ended = told(tmp_path, "restore", str(tmp_path / "disk" / "backups" / "copy.db"), **given)
    assert ended.returncode == 0, ended.stderr
    assert link.is_symlink()
    assert whole(clinic.path) == NEW
    clinic.clock.move(days=900)
    clinic.open(path=link).close()


def test_what_was_set_aside_can_be_put_back_with_its_log(tmp_path: Path) -> None:
    """The restore was a mistake: the way back is the same."""
    clinic = operator(tmp_path)
    assert once_more(tmp_path).returncode == 0
    assert whole(clinic.path) == NEW
    (former,) = formers(clinic)
    given = {"DATABASE_KEY_FILE": str(clinic.key_file)}
    ended = told(tmp_path, "restore", str(former), **given)
    assert ended.returncode == 0, ended.stderr
    assert whole(clinic.path) == OLD
