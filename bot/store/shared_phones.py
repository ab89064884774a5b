"""One phone may serve several people: about whom something was said, asked or tapped there."""

from datetime import datetime

from bot.store.tx import Tx, stamp


def tapped(tx: Tx, chat_id: int, telegram_id: int) -> int | None:
    """About whom the message is under which somebody tapped; by Telegram's number of it.

    One whose number is not known yet, or never came to be known, is taken for the newest such message.
    """
    row = tx.one(
        """SELECT patient_id FROM outbox WHERE chat_id = :chat AND patient_id IS NOT NULL
           AND (message_id = :number OR message_id IS NULL AND state IN ('sending', 'unknown'))
           ORDER BY message_id IS NULL, id DESC LIMIT 1""",
        chat=chat_id,
        number=telegram_id,
    )
    return row["patient_id"] if row else None


def told_last(tx: Tx, chat_id: int, *, now: datetime) -> int | None:
    """Whom the newest message to a chat is about, of those that are about anybody."""
    found: int | None = tx.value(
        """SELECT patient_id FROM outbox WHERE chat_id = :chat AND due_at <= :now
           AND patient_id IS NOT NULL AND state NOT IN ('cancelled', 'expired', 'merged')
           ORDER BY due_at DESC, id DESC LIMIT 1""",
        chat=chat_id,
        now=stamp(now),
    )
    return found


def rang_for_others(tx: Tx, chat_id: int, patient_id: int) -> int | None:
    """When the bot last began something there about somebody else, in whole seconds; None for never."""
    found: int | None = tx.value(
        """SELECT max(claimed_at) FROM outbox WHERE chat_id = :chat AND unprompted = 1
           AND patient_id <> :patient AND state IN ('sending', 'sent', 'unknown')""",
        chat=chat_id,
        patient=patient_id,
    )
    return found


def asked_of(tx: Tx, chat_id: int, key: str, *, since: datetime) -> set[int]:
    """About whom such a message went to a chat after that instant that nobody has answered."""
    rows = tx.all(
        """SELECT DISTINCT patient_id FROM outbox WHERE chat_id = :chat AND key = :key AND due_at > :since
           AND patient_id IS NOT NULL AND answered IS NULL
           AND state IN ('due', 'sending', 'sent', 'unknown')""",
        chat=chat_id,
        key=key,
        since=stamp(since),
    )
    return {row["patient_id"] for row in rows}
