ALTER TABLE invitations ADD COLUMN follows INTEGER REFERENCES treatments ON DELETE CASCADE;
CREATE INDEX invitations_follow ON invitations (follows) WHERE follows IS NOT NULL;
CREATE TABLE phones (
    patient_id INTEGER PRIMARY KEY REFERENCES patients ON DELETE CASCADE,
    offered_at INTEGER NOT NULL,
    number TEXT,
    given_at INTEGER
) STRICT;
CREATE TABLE presence (
    chat_id INTEGER PRIMARY KEY,
    heard_at INTEGER NOT NULL
) STRICT;
