"""The safety and privacy case holds together: no link is dead, nothing is uncovered, no column forgotten."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path
from pydoc import locate

import pytest

from bot.store.held import PARTS
from tests.safety import data_map, export_schema, hazard_log
from tests.safety.hazard_log import Hazard, hazards
from tests.surroundings import ROOT

each = pytest.mark.parametrize("hazard", hazards(), ids=lambda hazard: hazard.id)


@cache
def names_in(file: str) -> frozenset[str]:
    """What is collected of a file, and is not skipped whatever the machine."""
    path = ROOT / file
    if not path.is_file() or not path.name.startswith("test_"):
        return frozenset()
    return frozenset(
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not any(
            "skip" in ast.unparse(mark) or "xfail" in ast.unparse(mark) for mark in node.decorator_list
        )
    )


@each
def test_each_test_and_each_file_that_a_hazard_names_is_there(hazard: Hazard) -> None:
    assert hazard.controls
    for control in hazard.controls:
        assert (ROOT / control.file).is_file(), control.file
        assert control.tests, control.does
        for test in control.tests:
            file, _, name = test.partition("::")
            assert name in names_in(file), test


def test_every_failure_and_every_promise_stands_behind_a_hazard() -> None:
    named = {name for hazard in hazards() for name in hazard.breaks}
    assert named == {*hazard_log.log()["failures"], *hazard_log.log()["promises"]}


def test_the_numbers_of_hazards_are_their_own_and_no_control_makes_a_risk_greater() -> None:
    ids = [hazard.id for hazard in hazards()]
    assert ids == [f"H{n:02}" for n in range(1, len(ids) + 1)]
    for hazard in hazards():
        assert hazard_log.risk(hazard, hazard.after) <= hazard_log.risk(hazard, hazard.before), hazard.id
        assert hazard_log.risk(hazard, hazard.after) < 4, f"{hazard.id} is not acceptable by its own matrix"
        assert hazard.residual, hazard.id


def test_a_figure_is_a_row_of_the_readme() -> None:
    named = {name for hazard in hazards() for name in hazard.figures}
    assert len(named) > 5
    assert named <= {*hazard_log.figures()}


def test_the_pages_are_those_that_the_data_makes() -> None:
    """After a change of data, tables or figures: `make safety`."""
    for room in (hazard_log, data_map, export_schema):
        assert room.PAGE.read_text(encoding="utf-8") == room.page(), f"{room.PAGE.name}: run make safety"


def test_every_table_and_every_column_has_its_entry_and_no_entry_is_of_none() -> None:
    said = {name: tuple(entry["columns"]) for name, entry in data_map.entries()["tables"].items()}
    assert {name: {*columns} for name, columns in said.items()} == {
        name: {*columns} for name, columns in data_map.tables().items()
    }


def test_every_column_is_in_what_a_patient_can_take_or_is_left_out_for_a_reason() -> None:
    given = {part.table: {name for name, _ in part.named()} for part in PARTS}
    for name, entry in data_map.entries()["tables"].items():
        left_out = entry.get("left_out", {})
        if isinstance(left_out, str):
            assert name not in given, name
            assert entry["erased"] != "patient", name
        else:
            assert given[name] | {*left_out} == {*entry["columns"]}, name
            assert not given[name] & {*left_out}, name


def test_what_goes_with_the_patient_is_what_the_foreign_keys_say() -> None:
    tables = data_map.entries()["tables"]
    assert {name for name, entry in tables.items() if entry["erased"] == "patient"} == (
        data_map.goes_with_the_patient()
    )


def test_what_is_said_to_erase_a_table_does_something_to_it() -> None:
    for name, entry in data_map.entries()["tables"].items():
        for path in entry.get("by", ()):
            function = locate(path)
            assert inspect.isfunction(function), path
            assert re.search(
                rf"(DELETE FROM|UPDATE) {name}\b|{name}\.forget\(", inspect.getsource(function)
            ), path
        assert entry["erased"] != "soon" or entry["by"], name


def anchors(page: Path) -> set[str]:
    """What a heading can be led to by."""
    heads: list[str] = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_link_of_the_pages_leads_somewhere() -> None:
    for page in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]:
        links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8"))
        for link, anchor in links:
            led = page.parent / link if link else page
            assert led.exists(), f"{page.name}: {link}"
            assert not anchor or anchor in anchors(led), f"{page.name}: {link}#{anchor}"


def test_every_page_of_the_case_is_reached_from_its_first() -> None:
    first = (ROOT / "docs" / "safety" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in Path(ROOT / "docs" / "safety").glob("*.md")} - {"README.md"}
    assert pages <= {*re.findall(r"\]\(([a-z-]+\.md)", first)}
