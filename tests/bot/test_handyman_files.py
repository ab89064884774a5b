"""Whatever a handyman does to files ends in one line that says what to do, and nothing more is lost by it."""

import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.typed import PROGRAM
from tests.pages.machine import Machine
from tests.surroundings import ROOT

FAULTS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("handyman_files.toml").read_text(encoding="utf-8")
)
BACKUP = re.compile(r"backups/aftercare-\S+?Z\.db")
NAMED = "aftercare-2026-11-23T02-30-00Z.db"
PASSING = ("-wal", "-shm", ".lock")  # come and go with whoever looks
NO_WORDS_FOR_A_HANDYMAN = re.compile(r"Traceback|Errno|Usage:|Invalid value")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A bot with a patient, and one backup of it."""
    machine = Machine(tmp_path_factory.mktemp("lived"))
    machine.live(1)
    machine.type(f"{PROGRAM} backup")
    (backup,) = (machine.home / "backups").iterdir()
    backup.rename(backup.with_name(NAMED))  # another may be typed within the same second
    return machine


@pytest.fixture
def machine(lived: Machine, tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.shell(f"cp -a {lived.home}/data {lived.home}/secrets {lived.home}/backups .")
    with (made.home / ".env").open("a", encoding="utf-8") as file:
        file.write("BACKUP_DIR=backups\n")
    return made


def held(folder: Path) -> dict[str, bytes]:
    """Everything that lies there."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(PASSING))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files if ".venv" not in path.parts}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_in_one_line_that_says_what_to_do_and_nothing_is_lost(
    machine: Machine, name: str
) -> None:
    fault = FAULTS[name]
    (shown,) = (str(backup.relative_to(machine.home)) for backup in (machine.home / "backups").iterdir())
    for deed in fault.get("deeds", []):
        machine.shell(deed)
    before = held(machine.home)
    said = machine.type(f"{PROGRAM} {fault['typed']}".replace("{backup}", shown), fault.get("ends", 1))
    assert [BACKUP.sub("{backup}", line) for line in said.splitlines()] == [fault["line"]]
    assert not NO_WORDS_FOR_A_HANDYMAN.search(said)
    assert held(machine.home) == before


NOBODY = 65_534  # a user who has nothing


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files to somebody else")
@pytest.mark.parametrize(
    ("theirs", "command"),
    [
        ("data", "backup"),
        ("data", "check"),
        ("secrets", "health"),
        ("data/aftercare.db", "backup"),
        ("backups", "backup"),
        (".env", "check"),
    ],
)
def test_what_belongs_to_somebody_else_is_named(lived: Machine, theirs: str, command: str) -> None:
    """Somebody ran a command as root, or copied files as root; the bot runs as a user of its own."""
    with tempfile.TemporaryDirectory() as folder:  # the one of the tests is closed to that user
        Path(folder).chmod(0o755)
        made = Machine(Path(folder))
        made.shell(f"cp -a {lived.home}/data {lived.home}/secrets {lived.home}/backups .")
        made.shell(f"chown -R {NOBODY} . && chown -R 0 {theirs} && chmod -R go= {theirs}")
        they = f"PYTHONPATH={ROOT} setpriv --reuid {NOBODY} --clear-groups .venv/bin/python -B"
        if "no" in made.shell(f"{they} -c 'import bot' 2>/dev/null || echo no"):
            pytest.skip("another user cannot start this Python")
        said = made.shell(f"{they} -m bot {command} 2>&1 || true")
        assert not NO_WORDS_FOR_A_HANDYMAN.search(said), said
        assert "owner and rights" in said, said
