CREATE TABLE staff (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    chat_id INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('clinician', 'owner')),
    configured INTEGER NOT NULL DEFAULT 0,
    weekly INTEGER NOT NULL DEFAULT 0,
    menu TEXT,
    joined_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    opens TEXT NOT NULL CHECK (opens IN ('patient', 'clinician', 'owner')),
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
    chat_id INTEGER NOT NULL,
    room TEXT NOT NULL CHECK (room IN ('patient', 'staff')),
    step TEXT NOT NULL,
    facts TEXT NOT NULL CHECK (json_valid(facts)),
    turn INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, room)
) STRICT;
INSERT INTO conversations SELECT chat_id, 'patient', step, facts, turn, asked_at FROM dialogues;
DROP TABLE dialogues;
ALTER TABLE conversations RENAME TO dialogues;
