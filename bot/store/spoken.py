"""What a chat was told, or is owed, of one kind."""

from datetime import datetime

from bot.store.tx import Tx, stamp

SAME_BREATH = 30  # seconds


def newest_key(tx: Tx, chat_id: int, *, now: datetime, since: datetime) -> str | None:
    """What was said to a chat last, after that instant; what is planned does not count."""
    key: str | None = tx.value(
        """SELECT key FROM outbox WHERE chat_id = :chat AND due_at <= :now AND due_at > :since
           ORDER BY due_at DESC, id DESC LIMIT 1""",
        chat=chat_id,
        now=stamp(now),
        since=stamp(since),
    )
    return key


def said_lately(tx: Tx, chat_id: int, key: str, *, now: datetime) -> bool:
    """Whether the chat was owed the same words in the last half minute."""
    found = tx.value(
        "SELECT 1 FROM outbox WHERE chat_id = :chat AND key = :key AND due_at > :since LIMIT 1",
        chat=chat_id,
        key=key,
        since=stamp(now) - SAME_BREATH,
    )
    return found is not None


def is_owed(tx: Tx, chat_id: int, key: str, *, from_: datetime, until: datetime) -> bool:
    """Whether the chat is owed such a message, still to be filled, that falls due in that time."""
    found = tx.value(
        """SELECT 1 FROM outbox WHERE chat_id = :chat AND key = :key AND state = 'due' AND facts = '{}'
           AND due_at BETWEEN :from_ AND :until LIMIT 1""",
        chat=chat_id,
        key=key,
        from_=stamp(from_),
        until=stamp(until),
    )
    return found is not None


def withdraw(tx: Tx, chat_id: int, key: str, *, now: datetime) -> None:
    """Cancel what a chat is still owed of that kind."""
    tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE chat_id = :chat AND key = :key AND state = 'due'""",
        chat=chat_id,
        key=key,
        now=stamp(now),
    )


def withdraw_about(tx: Tx, chat_id: int, patient_id: int, *, now: datetime) -> None:
    """Cancel what a member of the clinic is still owed about a patient and can wait."""
    tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE chat_id = :chat AND about_id = :patient AND sort = 'notice' AND state = 'due'""",
        chat=chat_id,
        patient=patient_id,
        now=stamp(now),
    )


def prune_strangers(tx: Tx, before: datetime) -> None:
    """Forget what was said to people who never consented."""
    tx.run(
        "DELETE FROM outbox WHERE patient_id IS NULL AND state <> 'due' AND due_at < :before",
        before=stamp(before),
    )
