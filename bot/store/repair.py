"""Brings the tables of a file to the form they should have, from whatever earlier one; all rows stay."""

import re
from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from bot.store.engine import StoreError

SchemaParts = Mapping[tuple[str, str], str]  # of a schema: kind and name → its SQL

ERASED_SINCE = 10_000  # ids that may have been given and erased again while a table did not count them
# What a column that a file lacks holds for the rows there are; the others get their default.
FILLED = {
    ("dialogues", "asked_at"): "coalesce((SELECT max(received_at) FROM inbox), 0)",
    ("dialogues", "room"): """CASE WHEN step IN ('which', 'treated', 'confirm', 'zone', 'city')
        OR step = '' AND chat_id IN (SELECT chat_id FROM patients) THEN 'patient' ELSE 'staff' END""",
    ("dialogues", "patient_id"): """CASE WHEN room = 'patient' AND step <> '' THEN
        (SELECT id FROM patients WHERE patients.chat_id = dialogues.chat_id) END""",
    ("outbox", "answered_at"): "CASE WHEN answered IS NOT NULL THEN coalesce(settled_at, due_at) END",
}


def bring_to(db: Database, wanted: Database) -> None:
    """Make every table anew that differs from the wanted one, with its indexes and triggers; all or nothing.

    Raises StoreError where the rows do not fit together.
    """
    # While it is made anew, others point to nothing; and to drop it must not erase them.
    db.execute("PRAGMA foreign_keys = OFF")
    try:
        with db.atomic():
            _bring_to(db, wanted)
            if db.execute("PRAGMA foreign_key_check").fetchall():
                raise StoreError(
                    "the database has rows that belong to nothing, and cannot be brought up to date"
                )
    finally:
        db.execute("PRAGMA foreign_keys = ON")


def _bring_to(db: Database, wanted: Database) -> None:
    want = parts(wanted)
    for table in [name for kind, name in want if kind == "table"]:
        have = parts(db).get(("table", table))
        if have is None:
            db.execute(want["table", table])
        elif not _is_same(have, want["table", table]):
            _make_anew(db, wanted, table)
    there = parts(db)
    for (kind, name), sql in want.items():
        if not _is_same(there.get((kind, name)), sql):
            db.execute(f"DROP {kind} IF EXISTS {name}")
            db.execute(sql)


def allow(empty: Database, table: str, column: str, values: Sequence[str]) -> None:
    """Let a column of a table without rows hold these values, whatever else has come to the table since."""
    made = parts(empty)
    listed = ", ".join(f"'{value}'" for value in values)
    sql = re.sub(rf"CHECK \({column} IN \([^)]*\)\)", f"CHECK ({column} IN ({listed}))", made["table", table])
    own = [one for one in empty.table(table).indexes if one.origin == "c"]
    empty.execute(f"DROP TABLE {table}")
    for again in (sql, *(made["index", one.name] for one in own)):
        empty.execute(again)


def parts(db: Database) -> SchemaParts:
    """The tables, indexes and triggers that migrations make; tables first."""
    rows = db.execute(
        """SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL
           AND substr(name, 1, 7) <> 'sqlite_' AND tbl_name <> '_sqlite_migrations'
           ORDER BY type = 'table' DESC, name"""
    )
    return {(kind, name): sql for kind, name, sql in rows.fetchall()}


def plain(sql: str) -> str:
    """SQL in one spelling: a table that was renamed once has its name in quotes."""
    return " ".join(sql.replace('"', "").split())


def _is_same(have: str | None, want: str) -> bool:
    return have is not None and plain(have) == plain(want)


def _make_anew(db: Database, wanted: Database, table: str) -> None:
    sql = parts(wanted)["table", table]
    have, given = _columns(db, table), _given_ids(db, table)
    sources = {
        column: column if column in have else FILLED.get((table, column), "")
        for column in _columns(wanted, table)
    }
    known = {column: source for column, source in sources.items() if source}
    db.execute(re.sub(r'^CREATE TABLE "?\w+"?', "CREATE TABLE mended", sql))
    db.execute(f"INSERT INTO mended ({', '.join(known)}) SELECT {', '.join(known.values())} FROM {table}")
    if "AUTOINCREMENT" in sql:
        db.execute("DELETE FROM sqlite_sequence WHERE name = 'mended'")
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('mended', ?)", [given])
    db.execute(f"DROP TABLE {table}")
    db.execute(f"ALTER TABLE mended RENAME TO {table}")


def _columns(db: Database, table: str) -> list[str]:
    return [column.name for column in db[table].columns]


def _given_ids(db: Database, table: str) -> int:
    """The highest id that a table may have given, also to what is erased."""
    if "AUTOINCREMENT" in parts(db)["table", table]:
        counted = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table]).fetchone()
        return int(counted[0]) if counted else 0
    return int(db.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0) + ERASED_SINCE
