CREATE INDEX outbox_unknown ON outbox (settled_at) WHERE state = 'unknown';
