"""Five bugs, each put into a copy of the house, and each caught by what `make test` runs."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
COPIED = ("bot", "schedules", "messages", "tests/crash")
FILES = (
    "pyproject.toml",
    "tests/__init__.py",
    "tests/lengths.py",
    "tests/patience.py",
    "tests/surroundings.py",
    "tests/bot/__init__.py",
    "tests/bot/conftest.py",
    "tests/bot/made_once.py",
)
TESTS_FAILED = 1  # pytest's exit code where tests ran and some failed; 2 and more are errors of collection


@dataclass(frozen=True)
class Bug:
    """What is replaced, in which file, exactly once each; and where it shows."""

    name: str
    changes: tuple[tuple[str, str, str], ...]
    caught_by: str  # a file of tests/crash
    chosen: str  # of its tests, as pytest's -k takes it


SWEEP, NIGHTS = "test_sweep.py", "test_nights.py"
BUGS = (
    Bug(
        "an unclear reminder is sent again",
        (
            (
                "bot/care/sending/outcome.py",
                "        case Result.UNCLEAR if policy.may_repeat:\n",
                "        case Result.UNCLEAR:\n",
            ),
            (
                "bot/care/sending/outcome.py",
                "        case Result.UNCLEAR:\n            _mark(desk, outcome, State.UNKNOWN)\n",
                "",
            ),
        ),
        SWEEP,
        "whatever",
    ),
    Bug(
        "what was being sent is sent again at start",
        (
            (
                "bot/care/sending/outcome.py",
                "    if never_left or POLICIES[message.sort].may_repeat:\n",
                "    if True:\n",
            ),
        ),
        SWEEP,
        "any_step_loses",
    ),
    Bug(
        "the night is not looked at again at the moment of sending",
        (
            (
                "bot/care/sending/verdict.py",
                "    if quiet and is_quiet(now, patient.zone, quiet):\n",
                "    if False:\n",
            ),
        ),
        NIGHTS,
        "morning",
    ),
    Bug(
        "registering again owes everything again",
        (
            (
                "bot/care/ground/plan.py",
                "    first = {row.step: row for row in rows if row.round == 0 and row.step}\n",
                "    first: dict[str, Outgoing] = {}\n",
            ),
            (
                "bot/store/migrations/m001_initial.sql",
                "CREATE UNIQUE INDEX outbox_once",
                "CREATE INDEX outbox_once",
            ),
        ),
        SWEEP,
        "changes_time",
    ),
    Bug(
        "an update is done before its effect is on disk",
        (
            (
                "bot/handlers/dispatch.py",
                "        done, roles = await reception.store.run(_effect,",
                (
                    "        await reception.store.run(inbox.done, update.update_id)\n"
                    "        done, roles = await reception.store.run(_effect,"
                ),
            ),
            (
                "bot/handlers/dispatch.py",
                "    if not inbox.is_waiting(tx, update_id):\n        return Done(), False\n",
                "",
            ),
        ),
        SWEEP,
        "any_step_loses",
    ),
)


def copy_of_the_house(folder: Path) -> Path:
    """Everything that the chosen tests need, and nothing that was compiled."""
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def put_in(bug: Bug, house: Path) -> None:
    for name, right, wrong in bug.changes:
        file = house / name
        file.write_text(file.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")


def run(house: Path, *, file: str, chosen: str) -> subprocess.CompletedProcess[str]:
    options = ["-x", "-q", "-p", "no:cacheprovider", "--tb=line", "-m", "not torture", "-k", chosen]
    environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(  # noqa: S603  (our own tests)
        [sys.executable, "-m", "pytest", *options, f"tests/crash/{file}"],
        cwd=house,
        env=environment,
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,  # for all of them, on a machine that is busy
        check=False,
    )


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_there_is_a_place_for_each_bug(bug: Bug) -> None:
    for name, right, _ in bug.changes:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text.count(right) == 1, f"{name} holds {text.count(right)} times, not once:\n{right}"


@pytest.mark.torture
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_seeded_bug_is_caught_by_a_test_that_runs(bug: Bug, tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    put_in(bug, house)
    ended = run(house, file=bug.caught_by, chosen=bug.chosen)
    assert ended.returncode == TESTS_FAILED, ended.stdout + ended.stderr
    assert "1 failed" in ended.stdout, ended.stdout
    assert "error" not in ended.stdout.splitlines()[-1], ended.stdout


@pytest.mark.torture
@pytest.mark.long
def test_without_a_bug_the_same_tests_pass(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    for file in (SWEEP, NIGHTS):
        chosen = " or ".join(f"({bug.chosen})" for bug in BUGS if bug.caught_by == file)
        ended = run(house, file=file, chosen=chosen)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "passed" in ended.stdout
