"""A clinic that was stopped as the page says is found by commands that want that, and by no start."""

from pathlib import Path

import pytest

from bot.store.store import Store
from tests.premises import clinic_folder, key_of, told

URL = "http://127.0.0.1:9"


@pytest.fixture
def south(tmp_path: Path) -> Path:
    """One clinic of two, with a database, that is stopped by the name of its .env."""
    (tmp_path / ".env").write_text("CLINICS_DIR=clinics\n", encoding="utf-8")
    homes = [
        clinic_folder(tmp_path / "clinics", name, URL, at, BACKUP_DIR="backups")
        for at, name in enumerate(("north", "south"), 1)
    ]
    home = homes[1]
    Store(home / "data" / "aftercare.db", key_of(2)).close()
    (home / ".env").rename(home / "env.off")
    return home


@pytest.mark.parametrize("folder", ["south", "_south"])
def test_a_stopped_clinic_is_backed_up_restored_and_given_another_key_by_its_name(
    south: Path, folder: str
) -> None:
    home, above = south.rename(south.with_name(folder)), south.parents[1]
    made = told(above, "backup", "--clinic", "south")
    assert (made.returncode, made.stderr) == (0, "")
    (backup,) = (home / "backups").iterdir()
    restored = told(above, "restore", "--clinic", "south", str(backup))
    assert (restored.returncode, restored.stderr) == (0, "")
    changed = told(above, "rotate-key", "--clinic", "south")
    assert (changed.returncode, changed.stderr) == (0, "")
    assert (home / "secrets" / "database.key").read_text(encoding="utf-8").strip() != key_of(2)
    assert not (south.parent / "north" / "data").exists()


def test_a_stopped_clinic_is_started_by_nobody_and_says_how_it_would_be(south: Path) -> None:
    ended = told(south.parents[1], "run", "--clinic", "south")
    assert ended.returncode == 2
    assert ended.stderr == (
        f"The clinic south is stopped; rename env.off in {south} back to .env to start it.\n"
    )
