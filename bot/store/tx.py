"""A transaction in hand: the few ways SQL is run, and how rows become values."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]


def stamp(instant: datetime) -> int:
    """Whole seconds since 1970, as the tables hold instants."""
    return int(instant.timestamp())


def instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def dump(facts: Mapping[str, Any] | Sequence[Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


class Tx:
    """Statements inside one open transaction; results are lists, never half-read cursors."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.erased: list[str] = []  # who, as the journal of erasures knows them

    def all(self, sql: str, **values: object) -> list[Row]:
        cursor = self._db.execute(sql, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, sql: str, **values: object) -> Row | None:
        rows = self.all(sql, **values)
        return rows[0] if rows else None

    def value(self, sql: str, **values: object) -> Any:  # noqa: ANN401  (a column of any type)
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None

    def run(self, sql: str, **values: object) -> int:
        """Run a writing statement; the number of rows it changed."""
        return int(self._db.execute(sql, values).rowcount)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails inside is undone without undoing the transaction.

        Always of one name, of which SQLite means the innermost: a statement that is known needs no making.
        """
        self._db.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self._db.conn.in_transaction:  # which some errors end
                self._db.execute("ROLLBACK TO part")
                self._db.execute("RELEASE part")
            raise
        self._db.execute("RELEASE part")

    def insert(self, table: str, **values: object) -> int:
        """Insert a row; its row id."""
        names = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        cursor = self._db.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
        return int(cursor.lastrowid or 0)
