"""What the pages tell a handyman to type is there to be typed."""

import re
from pathlib import Path

import click
import pytest

from bot.commands import main
from bot.setup.service import NAME
from tests.surroundings import ROOT

PAGES = [ROOT / "README.md", ROOT / ".env.example", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_is_one_with_these_options(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    for line in re.findall(r"python -m bot ([a-z-]+[^`\n]*)", text):
        command: click.Command = main
        for word in line.split():
            if isinstance(command, click.Group) and not word.startswith("-"):
                command = command.commands[re.sub(r"[^a-z-]", "", word)]
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        assert {*re.findall(r"--[a-z-]+", line)} <= known, line
    for block in re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        assert {*re.findall(r"^make ([a-z]+)", block, re.MULTILINE)} <= targets


def test_the_service_that_is_started_is_the_one_that_is_written() -> None:
    page = (ROOT / "docs" / "going-live.md").read_text(encoding="utf-8")
    assert f"systemctl --user enable --now {NAME.removesuffix('.service')}" in page
