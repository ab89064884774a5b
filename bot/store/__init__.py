"""The only SQL: an encrypted SQLite file, one connection, one thread, one transaction at a time."""
