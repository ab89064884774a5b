CREATE TABLE inbox_of_bytes (
    update_id INTEGER PRIMARY KEY,
    raw BLOB,
    sender INTEGER,
    grave INTEGER NOT NULL DEFAULT 0,
    words INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'quarantined')),
    tries INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL,
    kind TEXT,
    reason TEXT,
    set_aside_at INTEGER,
    told_at INTEGER
) STRICT;
INSERT INTO inbox_of_bytes (update_id, raw, sender, state, tries, received_at, kind, reason, set_aside_at, told_at)
    SELECT update_id, CAST(raw AS BLOB), sender,
        CASE state WHEN 'failed' THEN 'quarantined' ELSE state END,
        tries, received_at,
        CASE state WHEN 'failed' THEN 'update' END,
        CASE state WHEN 'failed' THEN 'before this was noted' END,
        CASE state WHEN 'failed' THEN received_at END,
        NULL
    FROM inbox;
DROP TABLE inbox;
ALTER TABLE inbox_of_bytes RENAME TO inbox;
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'waiting';
CREATE INDEX inbox_grave ON inbox (update_id) WHERE state = 'waiting' AND grave = 1;
CREATE INDEX inbox_set_aside ON inbox (kind, reason) WHERE state = 'quarantined';
