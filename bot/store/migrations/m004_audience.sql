ALTER TABLE outbox ADD COLUMN audience TEXT NOT NULL DEFAULT 'patient' CHECK (audience IN ('patient', 'staff'));
UPDATE outbox SET audience = 'staff' WHERE key LIKE 'staff.%';
