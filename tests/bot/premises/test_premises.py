"""A folder a clinic: its own settings and files, and nothing in common with another by mistake."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.files import key_of, memory_of
from bot.premises.folder import ClinicFolder, look
from bot.premises.neighbours import Neighbours
from bot.premises.shared import Premises, Shared
from bot.settings import SettingsError
from bot.store.backup import verify
from bot.store.store import Store
from tests.premises import bot_of, clinic_folder, told
from tests.premises import key_of as made_key
from tests.surroundings import CLINIC

URL = "http://127.0.0.1:9"


def refused(folder: Path, name: str) -> list[str]:
    """Why the clinic of that name may not run."""
    there = Premises(Shared(_env_file=None, clinics_dir=folder))  # type: ignore[call-arg]
    return Neighbours(there).refused(look(folder).clinics[name])


def test_a_clinic_has_its_settings_from_its_own_file_and_its_paths_begin_in_its_folder(
    tmp_path: Path,
) -> None:
    home = clinic_folder(tmp_path, "north", URL, 1, BACKUP_DIR="", CLINIC_NAME="North Physio")
    found = ClinicFolder(home).read()
    assert found.clinic_name == "North Physio"
    assert found.database_path == home / "data" / "aftercare.db"
    assert found.database_key_file == home / "secrets" / "database.key"
    assert found.backup_dir == home / "backups"
    assert found.content_dir is None
    assert key_of(found) == made_key(1)


def test_where_the_key_is_in_the_settings_its_memory_lies_where_it_did_when_the_clinic_was_alone(
    tmp_path: Path,
) -> None:
    """Beside the database: that nobody named a key file stays known."""
    home = clinic_folder(tmp_path, "north", URL, 1, DATABASE_KEY="5a" * 32)
    found = ClinicFolder(home).read()
    memory = memory_of(found, key_of(found), lambda: pytest.fail("nobody asks for the time"))
    assert memory.stamps._file == home / "data" / "aftercare.db.stamp"


def test_names_of_folders_are_checked_and_what_is_put_aside_is_no_clinic(tmp_path: Path) -> None:
    for name in ("north", "north-2", "7", "_south", ".git", "lost+found", "North", "with space", "a" * 41):
        (tmp_path / name).mkdir()
    (tmp_path / "a-file").touch()
    found = look(tmp_path)
    assert [*found.clinics] == ["7", "north", "north-2"]
    assert [line.split("'")[1] for line in found.lines] == ["North", "a" * 41, "with space"]
    assert all("small letters" in line for line in found.lines)


SHARE: dict[str, Callable[[Path], dict[str, str]]] = {
    "BOT_TOKEN": lambda _: {"BOT_TOKEN": bot_of(1)[:-5] + "other"},  # a new token of the same bot
    "DATABASE_PATH": lambda folder: {"DATABASE_PATH": str(folder / "north" / "data" / "aftercare.db")},
    "DATABASE_KEY_FILE": lambda _: {"DATABASE_KEY_FILE": "../north/secrets/database.key"},
    "DATABASE_KEY": lambda _: {"DATABASE_KEY": made_key(1)},
    "BACKUP_DIR": lambda folder: {"BACKUP_DIR": str(folder / "north" / "backups")},
    "CONTENT_DIR": lambda folder: {"CONTENT_DIR": str(folder / "north" / "content")},
    "WEBHOOK_PORT": lambda _: {"WEBHOOK_URL": "https://south.example/aftercare"},
}


@pytest.mark.parametrize("what", SHARE)
def test_two_clinics_that_share_what_is_each_ones_own_are_refused_in_words_that_name_both(
    tmp_path: Path, what: str
) -> None:
    (tmp_path / "north" / "content").mkdir(parents=True)
    own = {"BACKUP_DIR": "backups", "CONTENT_DIR": "content", "WEBHOOK_URL": "https://north.example/a"}
    clinic_folder(tmp_path, "north", URL, 1, **own)
    clinic_folder(tmp_path, "south", URL, 2, **SHARE[what](tmp_path))
    clinic_folder(tmp_path, "west", URL, 3)
    for name in ("north", "south"):
        lines = refused(tmp_path, name)
        assert any(line.startswith(f"{what}: north and south have the same") for line in lines)
    assert refused(tmp_path, "west") == []


def test_a_link_to_the_database_of_another_is_the_same_database(tmp_path: Path) -> None:
    home = clinic_folder(tmp_path, "north", URL, 1)
    (home / "data").mkdir()
    (home / "data" / "aftercare.db").write_bytes(b"x")
    there = clinic_folder(tmp_path, "south", URL, 2)
    (there / "data").mkdir()
    (there / "data" / "aftercare.db").hardlink_to(home / "data" / "aftercare.db")
    assert "DATABASE_PATH: north and south" in "".join(refused(tmp_path, "north"))


def test_a_setting_of_one_clinic_that_stands_where_all_would_have_it_is_refused(tmp_path: Path) -> None:
    """In the environment or in the .env beside the folder of the clinics: each clinic would have it."""
    (tmp_path / "clinics" / "north").mkdir(parents=True)
    (tmp_path / ".env").write_text('CLINICS_DIR=clinics\nCLINIC_NAME="All of them"\n', encoding="utf-8")
    for command in (["run"], ["check"], ["backup", "--clinic", "north"]):
        ended = told(tmp_path, *command, BOT_TOKEN=CLINIC["BOT_TOKEN"])
        assert ended.returncode == 2
        assert [line.partition(" is of one")[0] for line in ended.stderr.splitlines()] == [
            "CLINIC_NAME in .env",
            "BOT_TOKEN in the environment",
        ]


def test_a_command_for_one_is_told_which_by_its_name_or_by_being_in_its_folder(tmp_path: Path) -> None:
    clinics = tmp_path / "clinics"
    for number, name in enumerate(("north", "south")):
        home = clinic_folder(clinics, name, URL, number)
        Store(home / "data" / "aftercare.db", made_key(number)).close()
    unnamed = told(tmp_path, "backup", CLINICS_DIR=str(clinics))
    assert (unnamed.returncode, unnamed.stderr) == (
        2,
        "There are several clinics; name one with --clinic: north, south.\n",
    )
    named = told(tmp_path, "backup", "--clinic", "north", "north.copy", CLINICS_DIR=str(clinics))
    assert named.returncode == 0, named.stderr
    inside = told(clinics / "south", "backup", "south.copy", CLINICS_DIR=str(clinics))
    assert inside.returncode == 0, inside.stderr
    verify(tmp_path / "north.copy", made_key(0))
    verify(clinics / "south" / "south.copy", made_key(1))
    nobody = told(tmp_path, "health", "--clinic", "west", CLINICS_DIR=str(clinics))
    assert nobody.stderr == f"There is no clinic west in {clinics}; there: north, south.\n"


def test_what_a_clinic_is_told_to_type_names_it(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path / "north")
    with pytest.raises(SettingsError) as error:
        folder.read()
    said = "\n".join(error.value.lines)
    assert "python -m bot setup --clinic north" in said
    assert folder.said(said) == said
