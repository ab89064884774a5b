"""What the bot is shipped in is passed by the linters that its makers have for it, where they are here."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.surroundings import ROOT

BIN = Path(sys.executable).parent
UNIT = ROOT / "deploy" / "aftercare.service"
EXPOSED = 15  # tenths of 10, of what systemd-analyze counts; it gives this unit 11


def linter(name: str) -> str:
    """Where it is; a test that needs it is skipped where it is not."""
    found = shutil.which(name, path=BIN) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


def passes(*command: str) -> None:
    ended = subprocess.run(  # noqa: S603  (a linter, on our own files)
        command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr


def test_the_dockerfile_is_clean_to_hadolint() -> None:
    passes(linter("hadolint"), "--failure-threshold", "info", "Dockerfile")


def test_the_compose_file_is_of_the_compose_schema() -> None:
    passes(linter("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", "compose.yaml")


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    """With a program that there is here in the place of ours: it looks for that, too."""
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/aftercare/bin/aftercare", sys.executable), "utf-8")
    passes(linter("systemd-analyze"), "verify", "--man=no", str(unit))


def test_the_unit_is_as_shut_in_as_it_is_said_to_be() -> None:
    passes(linter("systemd-analyze"), "security", "--offline=true", f"--threshold={EXPOSED}", str(UNIT))
