"""The pages on keeping, upgrading and moving, followed literally: each command works as printed."""

import contextlib
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import recovery, settings
from bot.store import backup, rotation, shelf
from tests.bot.made_once import packaged
from tests.pages.machine import Machine, PrintedPage
from tests.surroundings import ROOT

BACKUP, UPGRADING, MOVING, WHEN, SHIPPING = (
    PrintedPage(f"docs/{name}.md") for name in ("backup", "upgrading", "moving-house", "when", "shipping")
)
COPY, SET_ASIDE = "aftercare-2026-11-23T03-00-12Z.db", "aftercare.db.replaced-2026-11-23T09-30-00"
BEFORE = re.findall(r"data/(aftercare\.db\.before-m\d{3})", UPGRADING.text)[0]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    made.live(1)
    yield made
    shutil.rmtree(tmp_path)


def follow(machine: Machine, page: PrintedPage, section: str) -> str:
    """Type every line of a section; what was said."""
    return "".join(machine.type(line) for line in page.lines(section))


def named(folder: Path, old: Path, name: str) -> None:
    old.rename(folder / name)


@pytest.mark.slow
def test_a_line_works_in_a_shell_with_hardly_an_environment(machine: Machine) -> None:
    """As a handyman or a timer runs it; one line is all that is shown, on either stream."""
    said = machine.shell(machine.meant("cd /srv/aftercare && .venv/bin/python -m bot backup 2>&1"))
    assert re.fullmatch(r"backups/aftercare-\S+Z\.db is written and verified\. .*\n", said)


def test_a_backup_and_its_way_back(machine: Machine) -> None:
    follow(machine, BACKUP, "What to keep, and where")
    said = follow(machine, BACKUP, "Every night, by itself")
    assert said.count("is written and verified") == 2
    (copy,) = (machine.home / "backups").iterdir()
    named(copy.parent, copy, COPY)
    assert machine.live(2) == [1, 2]
    first, last = BACKUP.lines("Put a backup back")[:2], BACKUP.lines("Put a backup back")[2]
    said = "".join(machine.type(line) for line in first)
    assert "nothing is known" in said
    assert machine.live() == [1]
    (former,) = (machine.home / "data").glob("*.replaced-*")
    named(former.parent, former, SET_ASIDE)
    machine.type(last)
    assert machine.live() == [1, 2]


def test_moving_house_is_no_restore(machine: Machine) -> None:
    machine.live(2)
    (machine.folder / "safe").mkdir()
    machine.type(".venv/bin/python -m bot backup")
    follow(machine, MOVING, "1. On the old machine")
    old = machine.home
    machine.home = machine.folder / "elsewhere"
    machine.install(machine.home)
    shutil.rmtree(old)
    said = follow(machine, MOVING, "2. On the new machine")
    assert "opens with the key of now" in said
    assert machine.live(3) == [1, 2, 3]
    follow(machine, MOVING, "3. Afterwards")
    assert not [*machine.stick.iterdir()]


def test_the_machine_is_gone(machine: Machine) -> None:
    follow(machine, BACKUP, "What to keep, and where")
    machine.type(".venv/bin/python -m bot backup /media/stick/aftercare-by-hand.db")
    shutil.rmtree(machine.home)
    machine.install(machine.home)
    said = follow(machine, BACKUP, "The machine is gone")
    assert "is put back as it was in" in said
    assert machine.live(2) == [1, 2]


def test_another_key_and_an_upgrade_that_is_taken_back(machine: Machine) -> None:
    follow(machine, BACKUP, "Another key")
    (former,) = rotation.formers(machine.home / "secrets" / "database.key")
    assert re.fullmatch(r"database\.key\.until-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d", former.name)
    before = machine.home / "data" / BEFORE
    backup.backup(machine.home / "data" / "aftercare.db", key_of(machine), before)
    assert machine.live(2) == [1, 2]
    said = follow(machine, UPGRADING, "Back to the version before")
    assert "is put back as it was in" in said
    assert machine.live() == [1]
    assert not before.exists()


def test_a_lost_key_a_new_beginning_and_the_key_that_turns_up_after_all(machine: Machine) -> None:
    key, found = machine.home / "secrets" / "database.key", machine.folder / "found"
    key.rename(found)
    refused = "is gone, and nothing else opens"
    assert refused in WHEN.text
    for line in (".venv/bin/python -m bot check", ".venv/bin/python -m bot health"):
        said = machine.type(line, 1)
        assert refused in said
        assert "run --new" in said
    with contextlib.chdir(machine.home):
        recovery.open_store(settings.read(), packaged(), "new", lambda _: None).close()
    assert machine.live(2) == [2]
    found.replace(key)
    (former,) = (machine.home / "data").glob("*.replaced-*")
    machine.type(f".venv/bin/python -m bot restore {former.relative_to(machine.home)}")
    assert machine.live() == [1]


def put_out(folder: Path) -> None:
    """Type the lines of a service, with a folder in the place of the machine's and ourselves as its user."""
    (folder / "etc" / "systemd" / "system").mkdir(parents=True)
    (folder / "var" / "lib").mkdir(parents=True)
    lines = [line for line in SHIPPING.lines("As a service") if line.startswith(("install ", "openssl "))]
    script = re.sub(r" /(etc|var)/", rf" {folder}/\1/", "\n".join(lines))
    script = script.replace("-o aftercare", f"-o {os.getuid()}").replace("-g aftercare", f"-g {os.getgid()}")
    subprocess.run(["/bin/sh", "-ec", script], cwd=ROOT, check=True, capture_output=True)  # noqa: S603  (our page)


def test_the_files_of_a_service_lie_where_its_unit_looks(tmp_path: Path) -> None:
    put_out(tmp_path)
    unit = (tmp_path / "etc" / "systemd" / "system" / "aftercare.service").read_text(encoding="utf-8")
    loaded = dict(re.findall(r"^LoadCredential=(\w+):(.+)$", unit, re.MULTILINE))
    assert {*loaded} == {"bot_token", "database_key"}
    for place in loaded.values():
        assert stat.S_IMODE((tmp_path / place.lstrip("/")).stat().st_mode) == 0o640
    key = (tmp_path / loaded["database_key"].lstrip("/")).read_text(encoding="utf-8")
    assert re.fullmatch(r"[0-9a-f]{64}\n", key)
    (home,) = re.findall(r"^WorkingDirectory=(.+)$", unit, re.MULTILINE)
    folder = tmp_path / home.lstrip("/")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / ".env").read_text("utf-8") == (ROOT / ".env.example").read_text("utf-8")
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600


def key_of(machine: Machine) -> str:
    return rotation.key_in(machine.home / "secrets" / "database.key")


def test_every_message_of_the_last_table_is_one_of_ours() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", WHEN.text[WHEN.text.index("## What it says") :], re.MULTILINE)
    said = "".join(
        path.read_text(encoding="utf-8")
        for path in (*(ROOT / "bot").rglob("*.py"), ROOT / "messages" / "en" / "staff.toml")
    )
    joined = re.sub(r'"\s+f?"', "", said)  # a text that stands in several lines
    assert len(rows) > 10
    assert [row for row in rows if row not in joined] == []


def test_names_are_those_that_the_bot_gives() -> None:
    """The examples of the page: of a backup, of what was set aside, of a former key."""
    at = datetime(2026, 11, 23, 3, 0, 12, tzinfo=UTC)
    assert shelf.name_of(at) == COPY
    assert COPY in BACKUP.text
    assert SET_ASIDE in BACKUP.text
