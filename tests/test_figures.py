"""README quotes what was measured, from the pages that say on what and how."""

import re
from pathlib import Path

from tests.measured import MEASURED
from tests.surroundings import ROOT
from tests.tables import Table, tables_in, write

OF_READING = ("| red flags |", "| questions |")  # which docs/safety quotes from README


def test_what_readme_quotes_of_a_page_in_docs_bench_is_what_stands_there() -> None:
    """A table of the same heads, to the last figure."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    figures = readme.partition("## Figures")[2].partition("\n## ")[0]
    pages = [page.read_text(encoding="utf-8") for page in MEASURED.glob("*.md")]
    measured = {table.splitlines()[0]: table for page in pages for table in tables_in(page)}
    quoted = [table for table in tables_in(figures) if not table.startswith(OF_READING)]
    assert quoted
    assert [table for table in quoted if measured.get(table.splitlines()[0], table) != table] == []


def test_every_page_of_figures_names_its_command_machine_and_versions() -> None:
    for page in {*MEASURED.glob("*.md")} - {MEASURED / "README.md"}:
        text = page.read_text(encoding="utf-8")
        assert re.search(r"`(make|python -m) [a-z.-]+.*`", text), page.name
        assert "cores of" in text, page.name
        assert "python-telegram-bot 2" in text, page.name


def test_a_table_that_is_measured_anew_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("Before.\n\n| | a | b |\n|---|---|---|\n| x | 1 | 2 |\n\nAfter.\n", encoding="utf-8")
    table = Table(("", "a", "b"), [("x", "3", "4"), ("y", "5", "6")])
    write("any", "Any", [table], command="make any", runs=3, folder=tmp_path / "bench", quoted=readme)
    assert readme.read_text(encoding="utf-8") == f"Before.\n\n{table.text}\n\nAfter.\n"
    page = (tmp_path / "bench" / "any.md").read_text(encoding="utf-8")
    assert tables_in(page) == [table.text]
    assert "Medians of 3 runs of `make any`" in page
