ALTER TABLE patients ADD COLUMN first_name TEXT NOT NULL DEFAULT '';
ALTER TABLE patients ADD COLUMN known_as TEXT;
ALTER TABLE alerts ADD COLUMN about TEXT;

CREATE TABLE rated (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    treatment_id INTEGER NOT NULL REFERENCES treatments ON DELETE CASCADE,
    step TEXT,
    ask TEXT NOT NULL,
    value INTEGER NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT;
INSERT INTO rated SELECT id, patient_id, treatment_id, step, ask, value, answered_at FROM answers;
DROP TABLE answers;
ALTER TABLE rated RENAME TO answers;
CREATE UNIQUE INDEX answers_once ON answers (treatment_id, step, ask) WHERE step IS NOT NULL;
CREATE INDEX answers_of_treatment ON answers (treatment_id, ask, answered_at);
CREATE INDEX answers_of_patient ON answers (patient_id);
