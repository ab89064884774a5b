CREATE TABLE adverse_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    patient_id INTEGER NOT NULL REFERENCES patients ON DELETE CASCADE,
    treatment_id INTEGER NOT NULL REFERENCES treatments ON DELETE CASCADE,
    kind TEXT NOT NULL,
    gravity TEXT NOT NULL,
    alert_id INTEGER REFERENCES alerts ON DELETE SET NULL,
    noted_by INTEGER NOT NULL REFERENCES staff,
    noted_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX adverse_events_once ON adverse_events (treatment_id, kind);
CREATE INDEX adverse_events_of_patient ON adverse_events (patient_id);
CREATE INDEX adverse_events_of_alert ON adverse_events (alert_id) WHERE alert_id IS NOT NULL;
