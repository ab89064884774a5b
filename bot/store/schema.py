"""The tables, as migrations: a change is one more function at the end, and its SQL in `migrations/`.

What has landed is history, in words and values: it is never edited, and takes nothing from what may grow.
"""

from collections.abc import Mapping
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.store import engine, repair
from bot.store.codes import new_code

migrations = Migrations("aftercare")

# AUTOINCREMENT where an id leaves the file, in a button or with a message on its way: the id of something
# erased must never come to name something else.


# What a column could hold when the first three landed; what came since, a later migration has to allow.
VALUES_OF_THEN: Mapping[str, tuple[str, ...]] = {
    "statuses": ("active", "paused", "stopped", "silent", "unreachable"),
    "sorts": ("urgent", "alert", "reply", "notice", "question", "reminder"),
    "states": ("due", "sending", "sent", "unknown", "expired", "merged", "cancelled", "blocked", "failed"),
    "roles": ("clinician", "owner"),
    "opens": ("patient", "clinician", "owner"),
    "tiers": ("emergency", "same_day", "clinician"),
}


def script(name: str) -> str:
    """What `migrations/NAME.sql` says, with the values of then in its `{...}`."""
    said = (files("bot.store") / "migrations" / f"{name}.sql").read_text(encoding="utf-8")
    for key, values in VALUES_OF_THEN.items():
        said = said.replace(f"{{{key}}}", ", ".join(f"'{value}'" for value in values))
    return said


def _run(db: Database, name: str) -> None:
    for statement in script(name).split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m001_initial(db: Database) -> None:
    _run(db, "m001_initial")


@migrations()
def m002_clinicians(db: Database) -> None:
    _run(db, "m002_clinicians")
    for (treatment_id,) in db.execute("SELECT id FROM treatments").fetchall():
        db.execute("UPDATE treatments SET code = ? WHERE id = ?", [new_code(), treatment_id])


@migrations()
def m003_alerts(db: Database) -> None:
    _run(db, "m003_alerts")


@migrations()
def m004_audience(db: Database) -> None:
    _run(db, "m004_audience")


@migrations()
def m005_reach(db: Database) -> None:
    _run(db, "m005_reach")


@migrations()
def m006_quarantine(db: Database) -> None:
    _run(db, "m006_quarantine")


@migrations(transactional=False)
def m007_repair(db: Database) -> None:
    """Two migrations were edited after they had landed, before release 0.1.0; their files are mended here."""
    repair.bring_to(db, _before("m007_repair"))


@migrations()
def m008_names(db: Database) -> None:
    """What a patient is called; which session an alert is about; ratings that no step has asked for."""
    _run(db, "m008_names")


@migrations()
def m009_conversation(db: Database) -> None:
    _run(db, "m009_conversation")


@migrations()
def m010_courses(db: Database) -> None:
    """A session may follow another of the same person; a number to call them by; who was heard from when."""
    _run(db, "m010_courses")


@migrations(transactional=False)
def m011_cover(db: Database) -> None:
    """Who is away and who covers; a receptionist, whom the checks of two tables have to allow."""
    wanted = _before("m011_cover")
    for table, column, values in (
        ("staff", "role", ("clinician", "owner", "receptionist")),
        ("invitations", "opens", ("patient", "clinician", "owner", "receptionist")),
    ):
        repair.allow(wanted, table, column, values)
    _run(wanted, "m011_cover")
    repair.bring_to(db, wanted)


@migrations(transactional=False)
def m012_people(db: Database) -> None:
    """One phone may serve several people; whom a question and an alert are about, and who has consented."""
    wanted = _before("m012_people")
    patients = repair.parts(wanted)["table", "patients"]
    wanted.execute("DROP TABLE patients")  # an empty one, to which nothing points
    wanted.execute(patients.replace("chat_id INTEGER NOT NULL UNIQUE", "chat_id INTEGER NOT NULL"))
    _run(wanted, "m012_people")
    repair.bring_to(db, wanted)


@migrations()
def m013_today(db: Database) -> None:
    """A row is one person, but for those that two labels told apart; indexes for the day."""
    _run(db, "m013_today")


@migrations()
def m014_unknown(db: Database) -> None:
    """Messages of which nobody knows whether they arrived are counted every minute."""
    _run(db, "m014_unknown")


@migrations()
def m015_advice(db: Database) -> None:
    """What the clinic says to all its patients on a topic; how often others were asked about."""
    _run(db, "m015_advice")


@migrations()
def m016_curve(db: Database) -> None:
    """How a rating was given, and what it was before; what helped; what is left of who is erased: counts."""
    _run(db, "m016_curve")


@migrations()
def m017_adverse_events(db: Database) -> None:
    """What the clinic has noted of a session as an adverse event."""
    _run(db, "m017_adverse_events")


@migrations()
def m018_adverse_words(db: Database) -> None:
    """What an adverse event was that is of no kind on the list."""
    _run(db, "m018_adverse_words")


def bring_up(db: Database) -> None:
    """Apply what is pending, each change whole or not at all."""
    if applied(db) == ["m001_initial"]:
        # At what the first migration made in its earliest forms, the second one would stop.
        repair.bring_to(db, _before("m002_clinicians"))
    migrations.apply(db)


def _before(name: str) -> Database:
    """What every file should look like that this migration is next for."""
    fresh = engine.in_memory()
    migrations.apply(fresh, stop_before=name)
    return fresh


def applied(db: Database) -> list[str]:
    return [migration.name for migration in migrations.applied(db)]


def pending(db: Database) -> list[str]:
    return [migration.name for migration in migrations.pending(db)]


def unknown_migrations(db: Database) -> list[str]:
    """Migrations the file has seen and this program has not: the file is newer than the program."""
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001  (no public list of all)
    return [name for name in applied(db) if name not in known]
