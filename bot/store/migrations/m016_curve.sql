ALTER TABLE answers ADD COLUMN way TEXT NOT NULL DEFAULT 'unknown';

CREATE TABLE former_answers (
    id INTEGER PRIMARY KEY,
    answer_id INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE,
    value INTEGER NOT NULL,
    way TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL
) STRICT;
CREATE INDEX former_of_answer ON former_answers (answer_id, replaced_at);

CREATE TABLE helped (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    treatment_id INTEGER NOT NULL REFERENCES treatments ON DELETE CASCADE,
    words TEXT NOT NULL,
    said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX helped_of_patient ON helped (patient_id);
CREATE INDEX helped_of_treatment ON helped (treatment_id);

CREATE TABLE counts (
    month INTEGER NOT NULL,
    what TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (month, what)
) STRICT;
