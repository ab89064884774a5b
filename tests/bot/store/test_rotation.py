"""Another key: at any kill one of two keys opens the database, and done once more it ends well."""

import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot import files, recovery, settings
from bot.doctor import of_files
from bot.doctor.diagnosis import Grade
from bot.settings import Settings
from bot.store import audit, backup, erasures, patients, rotation
from bot.store.engine import StoreError
from bot.store.keys import read_key
from bot.store.memory import Memory
from bot.store.store import Store
from bot.store.tx import Tx
from tests.bot.made_once import packaged
from tests.bot.program import told
from tests.bot.store.remembering import Remembering, come, people
from tests.lengths import Length, long_lengths
from tests.patience import PATIENCE
from tests.surroundings import CLINIC, KEY, ROOT, environment

EVERYBODY = [1, 2]


class Keyed(Remembering):
    """A clinic whose key is a file; somebody is in the log of a bot that was killed."""

    def begin(self) -> "Keyed":
        self.key_file.parent.mkdir(parents=True)
        self.key_file.write_text(KEY + "\n")
        self.key_file.chmod(0o600)
        self.live(1)
        self.backup()
        self.be_killed(come, 2)
        return self

    @property
    def settings(self) -> Settings:
        given = {name.lower(): value for name, value in CLINIC.items() if name != "DATABASE_KEY"}
        paths = {"database_path": self.path, "database_key_file": self.key_file}
        return settings.read(_env_file=None, **given, **paths)

    def rotate(self) -> list[str]:
        return recovery.rotate_key(self.settings, self.clock())

    @property
    def key(self) -> str:
        return files.key_of(self.settings)

    def memory_now(self) -> Memory:
        return files.memory_of(self.settings, self.key, self.clock)

    def open_now(self) -> Store:
        return Store(self.path, self.key, self.memory_now())


@pytest.fixture
def kept(tmp_path: Path) -> Keyed:
    return Keyed(tmp_path).begin()


def forget_first(tx: Tx) -> None:
    found = patients.by_chat(tx, 1)
    assert found is not None
    patients.forget(tx, found.id)


def test_all_is_there_under_a_new_key_and_the_old_one_keeps_a_dated_name(kept: Keyed) -> None:
    lines = kept.rotate()
    assert kept.key != KEY
    assert len(kept.key) == 64
    store = kept.open_now()
    assert people(store) == EVERYBODY
    record = store.run_now(audit.entries)
    store.close()
    assert [row["action"] for row in record] == ["changed the key"]
    with pytest.raises(StoreError, match="does not open with this key"):
        Store(kept.path, KEY)
    (former,) = rotation.formers(kept.key_file)
    assert former.name == "database.key.until-2026-11-23T12-00-00"
    assert rotation.key_in(former) == KEY
    backup.verify(kept.folder / "backups" / "copy.db", rotation.key_in(former))
    assert any(f"made until now opens with {former}" in line for line in lines)
    for file in (former, kept.key_file, kept.path):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert kept.files() == ["aftercare.db", "aftercare.db.lock"]


def test_a_backup_of_the_old_key_is_put_back_under_the_new_one(kept: Keyed) -> None:
    kept.rotate()
    kept.clock.move(hours=1)
    kept.rotate()
    recovery.restore(kept.settings, packaged(), kept.folder / "backups" / "copy.db", kept.clock)
    store = kept.open_now()
    assert people(store) == [1]
    store.close()
    with pytest.raises(StoreError, match="does not open with this key"):
        Store(kept.path, KEY)


def test_who_was_erased_before_or_after_is_known_by_any_key(kept: Keyed) -> None:
    """The backup of the first key is put back under the third; the journal has one line of each time."""
    store = kept.open_now()
    store.run_now(forget_first)
    store.close()
    kept.rotate()
    kept.rotate()
    lines = recovery.restore(kept.settings, packaged(), kept.folder / "backups" / "copy.db", kept.clock)
    assert any("Erased again: patients 1" in line for line in lines)
    store = kept.open_now()
    assert people(store) == []
    store.close()
    assert kept.memory_now().erasures.held()(erasures.of_patient("CODE1", 1))


def test_links_that_are_out_there_stay_what_they_are(kept: Keyed) -> None:
    before = files.roots_of(kept.settings, kept.key)
    kept.rotate()
    kept.rotate()
    assert files.roots_of(kept.settings, kept.key) == before


def test_it_is_not_done_while_the_bot_runs_or_a_restore_is_half_done(kept: Keyed) -> None:
    store = kept.open_now()
    with pytest.raises(StoreError, match="stop that one first"):
        kept.rotate()
    store.close()
    half = kept.path.with_name("aftercare.db.restoring")
    half.mkdir()
    (half / "ready.db").touch()
    with pytest.raises(StoreError, match="python -m bot restore FILE"):
        kept.rotate()
    assert kept.key == KEY


def test_a_key_of_the_environment_is_left_alone_in_words(tmp_path: Path) -> None:
    Keyed(tmp_path).begin()
    ended = told(tmp_path, "rotate-key", DATABASE_KEY_FILE=str(tmp_path / "secrets" / "database.key"))
    assert ended.returncode == 1
    assert "take DATABASE_KEY out of the settings" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def killed(folder: Path, at: int) -> subprocess.CompletedProcess[str]:
    """A change of the key that is killed before that step."""
    given = {"DATABASE_KEY": "", "DATABASE_KEY_FILE": str(folder / "secrets" / "database.key")}
    return subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "tests.bot.store.killed", str(at), "steps", "rotate-key"],
        cwd=folder,
        env={**environment(folder, **given), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.slow
@long_lengths
def test_a_kill_at_any_step(tmp_path: Path, length: Length) -> None:
    Keyed(tmp_path / "whole").begin()
    ended = killed(tmp_path / "whole", 0)
    assert ended.returncode == 0, ended.stderr
    steps = (tmp_path / "whole" / "steps").read_text(encoding="utf-8").splitlines()
    for at in range(1, len(steps) + 1) if length.full else range(len(steps) - 2, len(steps) + 1):
        folder = tmp_path / str(at)
        kept = Keyed(folder).begin()
        assert killed(folder, at).returncode == -signal.SIGKILL, (at, steps[at - 1])
        opens_or_says_what_to_do(kept, steps[at - 1])
        kept.rotate()
        store = kept.open_now()
        assert people(store) == EVERYBODY, steps[at - 1]
        store.close()
        assert KEY in [rotation.key_in(file) for file in rotation.formers(kept.key_file)]
        assert not rotation.is_cut_short(kept.key_file)
        shutil.rmtree(folder)


def opens_or_says_what_to_do(kept: Keyed, step: str) -> None:
    """With one of the two keys on the disk all is there, whatever the step was."""
    if rotation.is_cut_short(kept.key_file):
        with pytest.raises(StoreError, match=rotation.FINISH):
            kept.open_now()
        keys = [rotation.key_in(kept.key_file), rotation.key_in(rotation.next_of(kept.key_file))]
        found = [opened(kept.path, key) for key in keys]
        assert found.count(EVERYBODY) == 1, (step, found)
    else:
        kept.open_now().close()


def opened(path: Path, key: str) -> list[int] | None:
    """Who is in a copy of the file and its log."""
    copy = path.parents[1] / "looked at" / path.name
    shutil.rmtree(copy.parent, ignore_errors=True)
    shutil.copytree(path.parent, copy.parent)
    try:
        store = Store(copy, key)
    except StoreError:
        return None
    found = people(store)
    store.close()
    return found


def test_a_start_ends_a_change_that_was_cut_short(tmp_path: Path) -> None:
    kept = Keyed(tmp_path).begin()
    rotation.next_of(kept.key_file).write_text("6b" * 32 + "\n")
    with pytest.raises(StoreError, match="python -m bot rotate-key"):
        read_key(kept.path, None, kept.key_file)
    lines = list[str]()
    store = recovery.open_store(kept.settings, packaged(), "", lines.append)
    assert people(store) == EVERYBODY
    store.close()
    assert kept.key == "6b" * 32
    assert any("opens with a new key" in line for line in lines)


def test_a_change_of_the_key_leaves_a_backup_that_opens_with_the_new_one(kept: Keyed) -> None:
    found = kept.settings.model_copy(update={"backup_dir": kept.folder / "daily"})
    *_, line = recovery.rotate_key(found, kept.clock())
    assert "is written and opens with the new key" in line
    assert "it opens with the key of now" in files.newest_backup(found, kept.clock())


def test_a_backup_of_before_the_change_is_good_and_says_which_key_opens_it(kept: Keyed) -> None:
    found = kept.settings.model_copy(update={"backup_dir": kept.folder / "daily"})
    files.write_backup(found, None, kept.clock())
    kept.rotate()
    (former,) = rotation.formers(kept.key_file)
    looked = of_files.of_backups(found, kept.clock())
    assert looked.grade is Grade.GOOD
    assert f"opens with the former key {former.name}" in looked.what
    assert "python -m bot backup" in looked.what
    former.unlink()
    assert of_files.of_backups(found, kept.clock()).grade is Grade.MEND
