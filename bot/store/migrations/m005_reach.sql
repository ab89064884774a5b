ALTER TABLE patients ADD COLUMN unreachable_at INTEGER;
UPDATE patients SET unreachable_at = created_at, status = 'stopped' WHERE status = 'unreachable';
