"""The data map: docs/safety/data.toml as values and as a page, and the tables that the migrations make."""

import tomllib
from functools import cache
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Column

from bot.store import engine, schema
from tests.safety.hazard_log import FOLDER

PAGE = FOLDER / "data-map.md"
OWN = {"_sqlite_migrations", "sqlite_sequence"}  # of the tools, about no person
ABOVE = """\
# The data map

What is kept of whom, where, why, for how long, who sees it and what erases it. Made by `make safety` of
[data.toml](data.toml); a test fails where a table or a column of the database has no entry here.

All tables are in one file, encrypted (SQLCipher); its key lies apart from it. *With the patient* is: at once
when they send `/forget`, when who follows them or an owner erases them, and `RETENTION_DAYS` (180, unless the
clinic says otherwise) after their last session. What somebody wrote in words goes 30 days after they did. Of
whom time erases, counts by the month are left. Erased is overwritten, in the write-ahead log too.
"""


@cache
def entries() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "data.toml").read_text(encoding="utf-8"))


@cache
def tables() -> dict[str, tuple[str, ...]]:
    """The tables of today, with their columns."""
    db = _made()
    return {name: tuple(c.name for c in db[name].columns) for name in db.table_names() if name not in OWN}


def columns(table: str) -> dict[str, Column]:
    """The columns of a table, as they were declared."""
    return {column.name: column for column in _made()[table].columns}


def goes_with_the_patient() -> set[str]:
    """The tables of which a row goes when its patient does, by their foreign keys."""
    db = _made()
    points = {
        name: {
            row[2] for row in db.execute(f"PRAGMA foreign_key_list({name})").fetchall() if row[6] == "CASCADE"
        }
        for name in tables()
    }
    found = {"patients"}
    while more := {name for name, others in points.items() if others & found} - found:
        found |= more
    return found


@cache
def _made() -> Database:
    db = engine.in_memory()
    schema.migrations.apply(db)
    return db


def page() -> str:
    data = entries()
    told = "".join(_table(data, name, entry) for name, entry in data["tables"].items())
    rows = "".join(
        f"| {one['what']} | {one['where']} | {one['why']} | {one['until']} |\n" for one in data["outside"]
    )
    head = "\n## Outside of the database\n\n| what | where | why | until |\n|---|---|---|---|\n"
    return f"{ABOVE}{told}{head}{rows}"


def _table(data: dict[str, Any], name: str, entry: dict[str, Any]) -> str:
    erased = "; ".join([data["rules"][entry["erased"]], *([entry["until"]] if "until" in entry else [])])
    columns = "; ".join(f"`{column}` {said}" for column, said in entry["columns"].items())
    left_out = _left_out(entry.get("left_out", {}))
    return (
        f"\n## {name}: {entry['what']}\n\n"
        f"**Why:** {entry['why']}. **Seen by:** {data['who'][entry['seen']]}. "
        f"**Erased:** {erased}.\n\n{columns}.\n{left_out}"
    )


def _left_out(said: str | dict[str, str]) -> str:
    """What `/export` does not give of a table, and why."""
    if isinstance(said, str):
        return f"\n**Not in `/export`:** {said}.\n"
    each = "; ".join(f"`{column}`, as {why}" for column, why in said.items())
    return f"\n**Not in `/export`:** {each}.\n" if each else ""
