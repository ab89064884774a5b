"""Each command that a page prints is typed by a test, or has its reason why it cannot be, in one place."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.care.conversation.cancellation import COMMAND as CANCEL
from bot.handlers import COMMANDS
from tests.pages.machine import BLOCK, OURS, Machine, PrintedPage
from tests.surroundings import ROOT

PAGES = [
    PrintedPage(path.relative_to(ROOT).as_posix())
    for path in (*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md")))
]
OF_BOTFATHER, PATHS = {"newbot", "mybots"}, {"healthz", "metrics"}
KINDS = {"sh", "text", "toml", "yaml"}
FATES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("commands.toml").read_text(encoding="utf-8"))


def followed() -> list[tuple[str, str]]:
    """Lines that a story types, each with its page."""
    return [
        (one["page"], line)
        for one in FATES["followed"]
        for section in one["sections"]
        for line in PrintedPage(one["page"]).lines(section)
    ]


def cannot(line: str) -> bool:
    return any(re.fullmatch(one["line"], line) for one in FATES["cannot"])


def typed(page: PrintedPage) -> list[str]:
    """What is left to be typed here."""
    done = followed()
    return [line for line in page.lines() if (page.name, line) not in done and not cannot(line)]


@pytest.mark.parametrize("page", [page for page in PAGES if typed(page)], ids=lambda page: page.name)
def test_the_lines_of_a_page_work_as_they_are_printed(tmp_path: Path, page: PrintedPage) -> None:
    machine = Machine(tmp_path)
    machine.live(1)
    (machine.home / "backups").mkdir()
    for line in typed(page):
        ours = OURS.fullmatch(line)
        machine.type(line, FATES["ends"].get(f"python -m bot {ours[1]}", 0) if ours else 0)


def test_each_command_of_the_chat_that_a_page_names_is_one() -> None:
    known = {name for command in COMMANDS for name in command.spelled} | OF_BOTFATHER | {CANCEL.strip("/")}
    for page in PAGES:
        named = set(re.findall(r"`/([a-z]+)(?: [^`/]*)?`", page.text)) - PATHS
        assert named <= known, (page.name, named - known)


TYPED_AS = "shipping.md#how-a-command-is-typed"
OF_CODE = {"docs/architecture.md", "docs/shipping.md", "CHANGELOG.md"}  # the second one has that section


def test_each_page_for_whoever_runs_it_says_once_how_its_commands_are_typed() -> None:
    for page in PAGES:
        is_told = "decisions" in page.name or "safety" in page.name or page.name in OF_CODE
        if "python -m bot" in page.text and not is_told:
            assert page.text.count(TYPED_AS) == 1, page.name
    assert "\n## How a command is typed\n" in PrintedPage("docs/shipping.md").text


def test_each_block_says_what_it_is() -> None:
    """So that no command hides in one that nobody reads."""
    for page in PAGES:
        kinds = {kind for kind, _ in BLOCK.findall(page.text)}
        assert kinds <= KINDS, (page.name, kinds)
        assert page.text.count("```") == 2 * len(BLOCK.findall(page.text)), page.name


def test_each_reason_is_of_a_line_that_there_is_and_each_test_that_is_named_too() -> None:
    lines = [line for page in PAGES for line in page.lines()]
    for one in FATES["cannot"]:
        assert any(re.fullmatch(one["line"], line) for line in lines), one["line"]
        assert len(one["why"]) > 10, one["line"]
    for one in (*FATES["followed"], *FATES["cannot"]):
        if test := one.get("test"):
            file, _, name = test.partition("::")
            nodes = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
            assert name in {getattr(node, "name", "") for node in nodes}, test


def test_no_section_that_is_followed_has_lost_its_lines() -> None:
    for one in FATES["followed"]:
        for section in one["sections"]:
            assert PrintedPage(one["page"]).lines(section), (one["page"], section)
    assert len(followed()) > 15
    assert len([line for page in PAGES for line in typed(page)]) > 15
