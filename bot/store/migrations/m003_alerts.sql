CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    tier TEXT NOT NULL CHECK (tier IN ('emergency', 'same_day', 'clinician')),
    raised_at INTEGER NOT NULL,
    rung INTEGER NOT NULL DEFAULT 0,
    told_at INTEGER,
    next_at INTEGER,
    seen_at INTEGER,
    seen_by INTEGER REFERENCES staff,
    unreached INTEGER NOT NULL DEFAULT 0,
    false_alarm INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX alerts_of_patient ON alerts (patient_id);
CREATE INDEX alerts_open ON alerts (next_at) WHERE seen_at IS NULL;

CREATE TABLE alert_words (
    id INTEGER PRIMARY KEY,
    alert_id INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    words TEXT NOT NULL,
    said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX words_of_alert ON alert_words (alert_id);

ALTER TABLE outbox ADD COLUMN alert_id INTEGER REFERENCES alerts ON DELETE CASCADE;
CREATE INDEX outbox_of_alert ON outbox (alert_id) WHERE alert_id IS NOT NULL;

CREATE TABLE questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    words TEXT NOT NULL,
    entry TEXT,
    asked_at INTEGER NOT NULL,
    passed_at INTEGER,
    closed_at INTEGER
) STRICT;
CREATE INDEX questions_of_patient ON questions (patient_id);
CREATE INDEX questions_open ON questions (asked_at) WHERE closed_at IS NULL;

ALTER TABLE staff ADD COLUMN unreachable_at INTEGER;

CREATE TABLE vitals (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
