"""When patients and colleagues were heard from last: somebody who is there can be told at once."""

from datetime import datetime

from bot.store.tx import Tx, stamp


def heard(tx: Tx, chat_id: int, *, now: datetime) -> None:
    """They wrote or tapped; nothing is kept of whoever is neither a patient nor of the clinic."""
    tx.run(
        """INSERT INTO presence (chat_id, heard_at) SELECT :chat, :now
           WHERE EXISTS (SELECT 1 FROM patients WHERE chat_id = :chat)
              OR EXISTS (SELECT 1 FROM staff WHERE chat_id = :chat AND revoked_at IS NULL)
           ON CONFLICT (chat_id) DO UPDATE SET heard_at = excluded.heard_at""",
        chat=chat_id,
        now=stamp(now),
    )


def is_since(tx: Tx, chat_id: int, since: datetime) -> bool:
    """Whether they were heard from after that instant."""
    found = tx.value(
        "SELECT 1 FROM presence WHERE chat_id = :chat AND heard_at > :since", chat=chat_id, since=stamp(since)
    )
    return found is not None


def prune(tx: Tx, before: datetime) -> None:
    tx.run("DELETE FROM presence WHERE heard_at < :before", before=stamp(before))


def forget(tx: Tx, chat_id: int) -> None:
    tx.run("DELETE FROM presence WHERE chat_id = :chat", chat=chat_id)
