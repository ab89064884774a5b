"""The tables, as migrations: a change is one more function at the end, and its SQL in `migrations/`."""

from enum import StrEnum
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.model import Opens, Role, Sort, State, Status
from bot.store.codes import new_code
from messages.heard.red_flags.finding import Tier

migrations = Migrations("aftercare")

# AUTOINCREMENT where an id leaves the file, in a button or with a message on its way: the id of something
# erased must never come to name something else.


def _run(db: Database, name: str, **lists: type[StrEnum]) -> None:
    """Run `migrations/NAME.sql`, with the values that a column may hold put into its `{...}`."""
    script = (files("bot.store") / "migrations" / f"{name}.sql").read_text(encoding="utf-8")
    values = {key: ", ".join(f"'{one.value}'" for one in kind) for key, kind in lists.items()}
    for statement in script.format(**values).split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m001_initial(db: Database) -> None:
    _run(db, "m001_initial", statuses=Status, sorts=Sort, states=State)


@migrations()
def m002_clinicians(db: Database) -> None:
    _run(db, "m002_clinicians", roles=Role, opens=Opens)
    for (treatment_id,) in db.execute("SELECT id FROM treatments").fetchall():
        db.execute("UPDATE treatments SET code = ? WHERE id = ?", [new_code(), treatment_id])


@migrations()
def m003_alerts(db: Database) -> None:
    _run(db, "m003_alerts", tiers=Tier)


@migrations()
def m004_audience(db: Database) -> None:
    _run(db, "m004_audience")


@migrations()
def m005_reach(db: Database) -> None:
    _run(db, "m005_reach")


@migrations()
def m006_quarantine(db: Database) -> None:
    _run(db, "m006_quarantine")


def unknown_migrations(db: Database) -> list[str]:
    """Migrations the file has seen and this program has not: the file is newer than the program."""
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001  (no public list of all)
    return [applied.name for applied in migrations.applied(db) if applied.name not in known]
