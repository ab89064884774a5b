"""The tables, as migrations: a change of schema is one more function at the end."""

from enum import StrEnum

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.model import Opens, Role, Sort, State, Status
from bot.store.codes import new_code

migrations = Migrations("aftercare")

# AUTOINCREMENT where an id leaves the file, in a button or with a message on its way: the id of something
# erased must never come to name something else.

SCHEMA = """
CREATE TABLE patients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    chat_id INTEGER NOT NULL UNIQUE,
    language TEXT NOT NULL,
    zone TEXT,
    status TEXT NOT NULL CHECK (status IN ({statuses})),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    wording TEXT NOT NULL,
    given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX consents_of_patient ON consents (patient_id);

CREATE TABLE treatments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    protocol TEXT NOT NULL,
    digest TEXT NOT NULL,
    treated_at INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    replaced_at INTEGER
) STRICT;
CREATE INDEX treatments_of_patient ON treatments (patient_id, treated_at);

CREATE TABLE dialogues (
    chat_id INTEGER PRIMARY KEY REFERENCES patients (chat_id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    turn INTEGER NOT NULL,
    asked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL,
    patient_id INTEGER REFERENCES patients ON DELETE CASCADE,
    treatment_id INTEGER REFERENCES treatments ON DELETE CASCADE,
    sort TEXT NOT NULL CHECK (sort IN ({sorts})),
    priority INTEGER NOT NULL,
    unprompted INTEGER NOT NULL,
    key TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    language TEXT NOT NULL,
    step TEXT,
    round INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    expires_at INTEGER,
    state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ({states})),
    tries INTEGER NOT NULL DEFAULT 0,
    claimed_at INTEGER,
    settled_at INTEGER,
    message_id INTEGER,
    error TEXT,
    answered TEXT,
    answered_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (priority, due_at, id) WHERE state = 'due';
CREATE INDEX outbox_of_chat ON outbox (chat_id, claimed_at);
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_of_patient ON outbox (patient_id);
CREATE INDEX outbox_of_treatment ON outbox (treatment_id);
CREATE UNIQUE INDEX outbox_once ON outbox (treatment_id, step, round) WHERE step IS NOT NULL;

CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    treatment_id INTEGER NOT NULL REFERENCES treatments ON DELETE CASCADE,
    step TEXT NOT NULL,
    ask TEXT NOT NULL,
    value INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    UNIQUE (treatment_id, step, ask)
) STRICT;
CREATE INDEX answers_of_patient ON answers (patient_id);

CREATE TABLE worries (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    treatment_id INTEGER REFERENCES treatments ON DELETE CASCADE,
    raised_at INTEGER NOT NULL
) STRICT;
CREATE INDEX worries_of_patient ON worries (patient_id);
CREATE INDEX worries_of_treatment ON worries (treatment_id);

CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    raw TEXT,
    sender INTEGER,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    tries INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'waiting';
"""

CLINICIANS = """
CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    chat_id INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ({roles})),
    configured INTEGER NOT NULL DEFAULT 0,
    weekly INTEGER NOT NULL DEFAULT 0,
    menu TEXT,
    joined_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    opens TEXT NOT NULL CHECK (opens IN ({opens})),
    hash TEXT NOT NULL UNIQUE,
    nonce TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff,
    label TEXT NOT NULL,
    treated_at INTEGER,
    region TEXT,
    protocol TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    opened_by INTEGER,
    opened_at INTEGER,
    ended_at INTEGER,
    patient_id INTEGER REFERENCES patients ON DELETE CASCADE,
    treatment_id INTEGER REFERENCES treatments ON DELETE CASCADE
) STRICT;
CREATE INDEX invitations_of_staff ON invitations (staff_id, created_at);
CREATE INDEX invitations_opened_by ON invitations (opened_by);
CREATE INDEX invitations_of_patient ON invitations (patient_id);
CREATE INDEX invitations_of_treatment ON invitations (treatment_id);

CREATE TABLE guesses (
    chat_id INTEGER NOT NULL,
    guessed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX guesses_of_chat ON guesses (chat_id, guessed_at);

CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff,
    key TEXT NOT NULL,
    patient_id INTEGER REFERENCES patients ON DELETE CASCADE,
    treatment_id INTEGER REFERENCES treatments ON DELETE CASCADE,
    invitation_id INTEGER REFERENCES invitations ON DELETE CASCADE,
    raised_at INTEGER NOT NULL,
    told_at INTEGER
) STRICT;
CREATE INDEX notices_of_staff ON notices (staff_id, told_at, raised_at);
CREATE INDEX notices_of_patient ON notices (patient_id);
CREATE INDEX notices_of_treatment ON notices (treatment_id);
CREATE INDEX notices_of_invitation ON notices (invitation_id);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'append-only'); END;
CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'append-only'); END;

ALTER TABLE treatments RENAME COLUMN replaced_at TO ended_at;
ALTER TABLE treatments ADD COLUMN code TEXT;
ALTER TABLE treatments ADD COLUMN clinician_id INTEGER REFERENCES staff;
ALTER TABLE treatments ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE treatments ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE treatments ADD COLUMN region TEXT;
CREATE UNIQUE INDEX treatments_by_code ON treatments (code);
CREATE INDEX treatments_by_time ON treatments (treated_at, id);
CREATE INDEX treatments_of_clinician ON treatments (clinician_id, treated_at, id);

ALTER TABLE outbox ADD COLUMN about_id INTEGER REFERENCES patients ON DELETE CASCADE;
CREATE INDEX outbox_about ON outbox (about_id) WHERE about_id IS NOT NULL;

CREATE TABLE conversations (
    chat_id INTEGER PRIMARY KEY,
    step TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    turn INTEGER NOT NULL,
    asked_at INTEGER NOT NULL
) STRICT;
INSERT INTO conversations SELECT chat_id, step, facts, turn, asked_at FROM dialogues;
DROP TABLE dialogues;
ALTER TABLE conversations RENAME TO dialogues;
"""


def _list(names: type[StrEnum]) -> str:
    return ", ".join(f"'{name.value}'" for name in names)


def _run(db: Database, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m001_initial(db: Database) -> None:
    _run(db, SCHEMA.format(statuses=_list(Status), sorts=_list(Sort), states=_list(State)))


@migrations()
def m002_clinicians(db: Database) -> None:
    _run(db, CLINICIANS.format(roles=_list(Role), opens=_list(Opens)))
    for (treatment_id,) in db.execute("SELECT id FROM treatments").fetchall():
        db.execute("UPDATE treatments SET code = ? WHERE id = ?", [new_code(), treatment_id])


def unknown_migrations(db: Database) -> list[str]:
    """Migrations the file has seen and this program has not: the file is newer than the program."""
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001  (no public list of all)
    return [applied.name for applied in migrations.applied(db) if applied.name not in known]
