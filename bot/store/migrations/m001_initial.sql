CREATE TABLE patients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    chat_id INTEGER NOT NULL UNIQUE,
    language TEXT NOT NULL,
    zone TEXT,
    status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'stopped', 'silent', 'unreachable')),
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
    sort TEXT NOT NULL CHECK (sort IN ('urgent', 'alert', 'reply', 'notice', 'question', 'reminder')),
    priority INTEGER NOT NULL,
    unprompted INTEGER NOT NULL,
    key TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    language TEXT NOT NULL,
    step TEXT,
    round INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    expires_at INTEGER,
    state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sending', 'sent', 'unknown', 'expired', 'merged', 'cancelled', 'blocked', 'failed')),
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
