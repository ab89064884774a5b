ALTER TABLE patients ADD COLUMN called TEXT;
CREATE INDEX patients_of_chat ON patients (chat_id);
ALTER TABLE consents ADD COLUMN given_by TEXT NOT NULL DEFAULT 'self' CHECK (given_by IN ('self', 'parent', 'guardian'));
ALTER TABLE dialogues ADD COLUMN patient_id INTEGER REFERENCES patients ON DELETE SET NULL;
CREATE INDEX dialogues_of_patient ON dialogues (patient_id);
ALTER TABLE questions ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;

CREATE TABLE alert_people (
    alert_id INTEGER NOT NULL REFERENCES alerts ON DELETE CASCADE,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    rested INTEGER NOT NULL DEFAULT 0,
    ruled_out INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (alert_id, patient_id)
) STRICT;
CREATE INDEX alert_people_of_patient ON alert_people (patient_id);

CREATE TABLE carers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    hash TEXT NOT NULL UNIQUE,
    nonce TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    opened_by INTEGER,
    agreed_at INTEGER,
    wording TEXT,
    name TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX carers_of_patient ON carers (patient_id);
CREATE INDEX carers_of_chat ON carers (opened_by);
