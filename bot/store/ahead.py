"""Messages that were owed at a time that was wrong, and lie ahead now that the clock is right."""

from datetime import datetime

from bot.model import Priority
from bot.store.tx import Tx, stamp


def bring_back(tx: Tx, now: datetime) -> int:
    """Replies and alerts are due at once again; how many there were. What has its moment keeps it."""
    return tx.run(
        """UPDATE outbox SET due_at = :now WHERE state = 'due' AND due_at > :now
           AND priority IN (:alert, :reply)""",
        now=stamp(now),
        alert=Priority.ALERT.value,
        reply=Priority.REPLY.value,
    )
