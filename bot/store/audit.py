"""Who did what to whose record, when: rows that are only ever added, each sealed with the one before."""

import hashlib
import json
from datetime import datetime

from bot.store.tx import Row, Tx, stamp

BEGINNING = "0" * 64
MADE_LINK, OPENED_LINK, REVOKED_LINK = "made a link", "opened a link", "revoked a link"
LINK_FOR = "enrolled for clinic:"  # and behind it the code of whom it was made for


def add(tx: Tx, *, actor: str, action: str, subject: str, now: datetime) -> None:
    """Add an entry. Actor and subject are codes, so that an entry names nobody once a record is erased."""
    last = tx.one("SELECT hash FROM audit ORDER BY id DESC LIMIT 1")
    before = last["hash"] if last else BEGINNING
    row = {"at": stamp(now), "actor": actor, "action": action, "subject": subject, "before": before}
    tx.insert("audit", **row, hash=seal(row))


def seal(row: Row) -> str:
    """SHA-256 over an entry and the seal of the one before it."""
    parts = [row[name] for name in ("before", "at", "actor", "action", "subject")]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def entries(tx: Tx) -> list[Row]:
    """Every entry, the oldest first."""
    return tx.all("SELECT * FROM audit ORDER BY id")


def first_broken(rows: list[Row]) -> int | None:
    """The id of the first entry that was changed, or before which one was taken out; None where all hold."""
    before = BEGINNING
    for row in rows:
        if row["before"] != before or row["hash"] != seal(row):
            return int(row["id"])
        before = row["hash"]
    return None
