"""Updates as Telegram gave them, until their effect is committed."""

from datetime import datetime

from bot.store.tx import Tx, stamp


def keep(tx: Tx, update_id: int, raw: str, sender: int | None, now: datetime) -> bool:
    """Put an update on disk; False where it is there already."""
    changed = tx.run(
        """INSERT OR IGNORE INTO inbox (update_id, raw, sender, received_at)
           VALUES (:id, :raw, :sender, :now)""",
        sender=sender,
        id=update_id,
        raw=raw,
        now=stamp(now),
    )
    return changed == 1


def waiting(tx: Tx) -> list[str]:
    """What was received and not yet done, oldest first."""
    rows = tx.all("SELECT raw FROM inbox WHERE state = 'waiting' ORDER BY update_id")
    return [row["raw"] for row in rows]


def is_waiting(tx: Tx, update_id: int) -> bool:
    state = tx.value("SELECT state FROM inbox WHERE update_id = :id", id=update_id)
    return bool(state == "waiting")


def done(tx: Tx, update_id: int) -> None:
    """The update has had its effect; its text is kept no longer."""
    tx.run("UPDATE inbox SET state = 'done', raw = NULL, sender = NULL WHERE update_id = :id", id=update_id)


def tried(tx: Tx, update_id: int) -> int:
    """Count a failed try; how many there were."""
    tries = tx.value("UPDATE inbox SET tries = tries + 1 WHERE update_id = :id RETURNING tries", id=update_id)
    return int(tries or 0)


def failed(tx: Tx, update_id: int) -> None:
    """Give up on an update; it stays readable for whoever mends the cause."""
    tx.run("UPDATE inbox SET state = 'failed' WHERE update_id = :id", id=update_id)


def forget(tx: Tx, sender: int) -> None:
    """Erase what failed of somebody's updates; what still waits is theirs to be dealt with."""
    tx.run(
        "UPDATE inbox SET raw = NULL, sender = NULL WHERE sender = :sender AND state = 'failed'",
        sender=sender,
    )


def prune(tx: Tx, before: datetime) -> None:
    """Forget that old updates were done; Telegram offers none again after a day."""
    tx.run("DELETE FROM inbox WHERE state <> 'waiting' AND received_at < :before", before=stamp(before))
