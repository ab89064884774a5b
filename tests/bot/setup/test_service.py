"""The unit that a setup offers is the one that is shipped, with this machine's paths, shut in as can be."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.setup import service
from tests.patience import PATIENCE
from tests.surroundings import CLINIC, ROOT

SHIPPED = (ROOT / "deploy" / service.NAME).read_text(encoding="utf-8").splitlines()
EXPOSED = 16  # tenths of 10, of what systemd-analyze counts; without a key by LoadCredential it gives 15


def settings_in(lines: list[str]) -> list[str]:
    return [line for line in lines if "=" in line and not line.startswith("#")]


def test_there_is_one_unit_and_what_is_handed_over_leads_to_it() -> None:
    assert (ROOT / "deploy" / service.NAME).resolve() == ROOT / "bot" / "setup" / service.NAME


def test_the_unit_for_the_machine_differs_in_where_it_is_and_in_nothing_else() -> None:
    told = service.of_system("pat", [Path("/mnt/backups")], Path("/srv/clinic")).splitlines()
    left_out = {line.partition("=")[0] for line in {*settings_in(SHIPPED)} - {*told}}
    own = {"ExecStart", "User", "WorkingDirectory"}
    assert left_out - {"ProtectHome"} == own | service.NOT_HERE
    assert "User=pat" in told
    assert 'ReadWritePaths="/srv/clinic" "-/mnt/backups"' in told
    assert not any(line.startswith("#") and "/etc/aftercare" in line for line in told)


def test_the_unit_for_one_user_has_all_that_needs_no_rights_over_the_machine() -> None:
    told = service.of_user(Path("/home/pat/a 100% place")).splitlines()
    left_out = {line.partition("=")[0] for line in {*settings_in(SHIPPED)} - {*told}}
    own = {"ExecStart", "WorkingDirectory", "WantedBy"}
    assert left_out == own | service.NOT_HERE | service.NOT_ALONE
    assert "WorkingDirectory=/home/pat/a 100%% place" in told
    assert {"NoNewPrivileges=yes", "Type=notify", "WantedBy=default.target"} < {*told}


def test_a_folder_in_somebodys_home_can_be_read_and_not_written() -> None:
    assert "ProtectHome=read-only" in service.of_system("pat", [], Path("/home/pat/aftercare"))


def test_what_is_kept_elsewhere_can_be_written() -> None:
    needed = {name.lower(): value for name, value in CLINIC.items()} | {"backup_dir": "/mnt/backups"}
    found = Settings(_env_file=None, **needed | {"database_path": "/var/clinic/a.db"})  # type: ignore[call-arg,arg-type]
    assert service.written_to(found) == [Path("/mnt/backups"), Path("/var/clinic")]


def test_systemd_takes_it_and_counts_it_as_shut_in(tmp_path: Path) -> None:
    place = tmp_path / "a 100% place"
    place.mkdir()
    unit = tmp_path / service.NAME
    unit.write_text(service.of_system("root", [], place), encoding="utf-8")
    if (analyze := shutil.which("systemd-analyze")) is None:
        pytest.skip("systemd-analyze is not on this machine")
    for command in (["verify", "--man=no"], ["security", "--offline=true", f"--threshold={EXPOSED}"]):
        found = subprocess.run(  # noqa: S603  (its own linter)
            [analyze, *command, unit], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert service.NAME not in found.stderr
        assert found.returncode == 0, found.stdout[-200:]
    assert sys.executable in unit.read_text(encoding="utf-8")
