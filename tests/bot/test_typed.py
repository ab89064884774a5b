"""Every command that the program prints is one that its reader can type, as the program was started."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bot.premises.folder import said_for
from bot.typed import PROGRAM, program
from tests.patience import PATIENCE
from tests.surroundings import ROOT, environment

SHOWN = [*sorted((ROOT / "messages").rglob("*.toml")), *sorted((ROOT / "messages").rglob("*.md"))]


@pytest.mark.parametrize(
    ("started", "said"),
    [
        ([".venv/bin/python", "-m", "bot", "check"], ".venv/bin/python -m bot"),
        (["/srv/my bot/.venv/bin/python", "-m", "bot"], "'/srv/my bot/.venv/bin/python' -m bot"),
        (["/opt/aftercare/bin/python", "/usr/local/bin/aftercare", "run"], "aftercare"),
        (["/opt/aftercare/bin/python", "/opt/aftercare/bin/aftercare"], "/opt/aftercare/bin/aftercare"),
        (["python", "-m", "pytest"], "python -m bot"),
        ([], "python -m bot"),
    ],
)
def test_the_program_is_named_as_it_was_started(started: list[str], said: str) -> None:
    assert program(started, {"aftercare": "/usr/local/bin/aftercare"}.get) == said


def test_a_refusal_names_a_command_that_works_where_it_is_read(tmp_path: Path) -> None:
    """By a link of its own, as somebody who followed the README has one; and the command is typed."""
    link = tmp_path / ".venv"
    link.symlink_to(sys.prefix)

    def told(*words: str) -> str:
        ended = subprocess.run(  # noqa: S603  (our own program)
            words,
            cwd=tmp_path,
            env=environment(tmp_path, BACKUP_DIR="backups"),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return ended.stdout + ended.stderr

    said = told(".venv/bin/python", "-m", "bot", "restore", "no-such.db")
    assert ".venv/bin/python -m bot backup" in said
    assert "there is no database" in told(".venv/bin/python", "-m", "bot", "backup")


def test_no_line_of_code_or_words_holds_a_way_to_start_that_its_reader_may_not_have() -> None:
    """Besides what is said to readers of the code, and where a start is taken apart."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documents = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        held = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents
        ]
        if path.name not in ("typed.py", "__init__.py"):
            assert [said for said in held if "python -m bot" in said] == [], path
    told = [path for path in SHOWN if f"{PROGRAM} " in _without_remarks(path)]
    assert told == []


def _without_remarks(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def test_a_command_for_one_of_several_clinics_names_it() -> None:
    assert said_for("north", f"do: {PROGRAM} backup") == f"do: {PROGRAM} backup --clinic north"
    assert said_for("", f"do: {PROGRAM} backup") == f"do: {PROGRAM} backup"
