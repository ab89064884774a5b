CREATE TABLE advice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    asks TEXT NOT NULL,
    not_parts TEXT NOT NULL,
    not_protocols TEXT NOT NULL,
    signed_by INTEGER NOT NULL REFERENCES staff,
    signed_at INTEGER NOT NULL,
    review_at INTEGER NOT NULL,
    seconded_by INTEGER REFERENCES staff,
    seconded_at INTEGER,
    replaces INTEGER REFERENCES advice ON DELETE SET NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX advice_current ON advice (language, topic) WHERE ended_at IS NULL;
CREATE INDEX advice_replaced ON advice (replaces);

CREATE TABLE topics_asked (
    topic TEXT NOT NULL,
    day INTEGER NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (topic, day)
) STRICT;
