CREATE TABLE utterances (
    id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL,
    words TEXT NOT NULL,
    said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX utterances_of_chat ON utterances (chat_id, said_at);
CREATE INDEX utterances_by_age ON utterances (said_at);
ALTER TABLE alerts ADD COLUMN mistaken_at INTEGER;
ALTER TABLE alerts ADD COLUMN helped_at INTEGER;
ALTER TABLE alerts ADD COLUMN closed_at INTEGER;
