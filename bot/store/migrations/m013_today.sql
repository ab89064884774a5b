ALTER TABLE patients ADD COLUMN by_label INTEGER NOT NULL DEFAULT 0;
UPDATE patients SET by_label = 1 WHERE id IN (
    SELECT patient_id FROM treatments WHERE search <> '' GROUP BY patient_id HAVING count(DISTINCT search) > 1);
CREATE INDEX patients_by_label ON patients (id) WHERE by_label = 1;
CREATE INDEX invitations_waiting ON invitations (created_at)
    WHERE opens = 'patient' AND treatment_id IS NULL AND ended_at IS NULL;
CREATE INDEX outbox_questions ON outbox (treatment_id, claimed_at)
    WHERE sort = 'question' AND round = 0 AND state IN ('sent', 'unknown');
