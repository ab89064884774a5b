"""The image, the unit, the wheel and the pages on them agree with each other and with the code."""

import asyncio
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import click
import pytest

from bot import VERSION
from bot.commands import main
from bot.exits import MISCONFIGURED
from bot.rehearsal.telegram import EmbeddedTelegram
from bot.watchdog import BEAT
from bot.watchdog import PATIENCE as STANDSTILL
from schedules.duration import parse_duration
from tests.bot.conftest import MONDAY, Clock
from tests.patience import PATIENCE, patiently
from tests.surroundings import CLINIC, ROOT, TOKEN, environment

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
UNIT = (ROOT / "deploy" / "aftercare.service").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def settings_of_unit() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", UNIT, re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


def test_the_changelog_begins_with_this_version() -> None:
    """A release is made by its date and a tag; until then its notes are gathered under its name."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", changelog, re.MULTILINE)[0].startswith((VERSION, f"[{VERSION}]"))


def test_systemd_waits_longer_than_the_bots_own_watchdog() -> None:
    """Who is ended from inside says why; and a wrong setting is not tried again and again."""
    unit = settings_of_unit()
    patience = parse_duration(unit["WatchdogSec"][0].replace("min", "m")).total_seconds()
    assert patience > STANDSTILL + 2 * BEAT
    assert unit["RestartPreventExitStatus"] == [str(MISCONFIGURED)]
    assert unit["Type"] == ["notify"]


def test_the_image_holds_what_the_wheel_holds_and_nothing_else_is_sent_to_its_builder() -> None:
    copied = re.findall(r"^COPY (\w+) ", DOCKERFILE, re.MULTILINE)
    assert copied == ["bot", "schedules", "messages"]
    shown = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    assert shown == ["requirements.txt", *copied]


COMMAND = re.compile(
    r"(?:python -m bot|bin/aftercare|run --rm aftercare|exec aftercare python -m bot) +([^`\n|>]*)"
)


def commands() -> list[object]:
    """Each command of ours that a page names, as its words."""
    named = {
        (page.name, said.partition("  #")[0].strip(" .,;"))
        for page in PAGES
        for said in COMMAND.findall(page.read_text(encoding="utf-8"))
    }
    return [pytest.param(said.split(), id=f"{page}: {said}") for page, said in sorted(named)]


@pytest.mark.parametrize("words", commands())
def test_every_command_that_a_page_names_is_one(words: list[str]) -> None:
    command: click.Command = main
    for place, word in enumerate(words):
        if isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
        elif word.startswith("-"):
            options = {name for one in command.params for name in one.opts}
            assert word.partition("=")[0] in {*options, "--help", "-h", "--version"}, words
        else:
            assert place > 0, words
            assert not isinstance(command, click.Group), words


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of the built wheel, in an environment of its own elsewhere.

    What it depends on is lent by the environment of the tests, so that nothing has to be fetched.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    for command in (
        ("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)),
        ("-m", "venv", "--without-pip", str(folder / "venv")),
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    wheel = next(folder.glob("*.whl"))
    python = folder / "venv" / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(  # noqa: S603  (our own tools)
        [uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel],
        check=True,
        capture_output=True,
    )
    lent = next((folder / "venv" / "lib").glob("python*/site-packages")) / "lent.pth"
    lent.write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return folder / "venv" / "bin" / "aftercare"


def surroundings_of(folder: Path, **given: str) -> dict[str, str]:
    """Without the folders of this repository on any path."""
    return {**environment(folder, **given), "PYTHONPATH": ""}


@pytest.mark.slow
def test_the_wheel_installs_a_program_that_works_in_any_folder(installed: Path, tmp_path: Path) -> None:
    secrets = tmp_path / "credentials"
    secrets.mkdir()
    (secrets / "bot_token").write_text(CLINIC["BOT_TOKEN"] + "\n", encoding="utf-8")

    def told(*words: str, **given: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  (our own program)
            [installed, *words],
            cwd=tmp_path,
            env=surroundings_of(tmp_path, **given) | {"CREDENTIALS_DIRECTORY": str(secrets)},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert told("--version").stdout == f"aftercare-companion {VERSION}\n"
    ended = told("check", BOT_TOKEN="")
    assert (ended.returncode, ended.stderr) == (3, ""), "Telegram alone is not reached"
    assert "words and protocols are whole" in ended.stdout


@pytest.mark.slow
async def test_the_program_of_the_wheel_runs_the_bot(installed: Path, tmp_path: Path) -> None:
    telegram = EmbeddedTelegram(token=TOKEN, clock=Clock(MONDAY))
    await telegram.start()
    env = surroundings_of(tmp_path, TELEGRAM_API_URL=telegram.url)
    process = await asyncio.create_subprocess_exec(
        installed, "run", cwd=tmp_path, env=env, stderr=asyncio.subprocess.PIPE
    )
    try:
        pat = telegram.person("Pat")
        pat.start()
        await telegram.until(lambda: pat.chat.bot_messages)
        process.terminate()
        async with patiently():
            _, log = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await telegram.stop()
    assert process.returncode == 0, log.decode()
