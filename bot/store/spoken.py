"""What a chat was told, or is owed, of one kind."""

from collections.abc import Collection
from datetime import datetime

from bot.model import Outgoing
from bot.store.outbox import message_of
from bot.store.tx import Tx, dump, stamp

SAME_BREATH = 30  # seconds


def newest(
    tx: Tx, chat_id: int, *, now: datetime, since: datetime | None = None, but: Collection[str] = ()
) -> Outgoing | None:
    """What was said to a chat last, after that instant or ever; what is planned or was never said is not.

    Messages of the kinds `but` are looked past.
    """
    row = tx.one(
        """SELECT * FROM outbox WHERE chat_id = :chat AND due_at <= :now AND due_at > :since
           AND state NOT IN ('cancelled', 'expired', 'merged')
           AND key NOT IN (SELECT value FROM json_each(:but)) ORDER BY due_at DESC, id DESC LIMIT 1""",
        chat=chat_id,
        but=dump(list(but)),
        now=stamp(now),
        since=stamp(since) if since else 0,
    )
    return message_of(row) if row else None


def newest_of(tx: Tx, chat_id: int, *keys: str, since: datetime) -> Outgoing | None:
    """The newest message of these kinds that a chat was owed after that instant."""
    row = tx.one(
        """SELECT * FROM outbox WHERE chat_id = :chat AND due_at > :since AND state <> 'cancelled'
           AND key IN (SELECT value FROM json_each(:keys)) ORDER BY id DESC LIMIT 1""",
        chat=chat_id,
        keys=dump(keys),
        since=stamp(since),
    )
    return message_of(row) if row else None


def owed(tx: Tx, chat_id: int, key: str, language: str = "") -> Outgoing | None:
    """Such a message that waits to be sent to the chat, in that language if one is named."""
    row = tx.one(
        """SELECT * FROM outbox WHERE chat_id = :chat AND key = :key AND state = 'due'
           AND :language IN ('', language) ORDER BY id LIMIT 1""",
        chat=chat_id,
        key=key,
        language=language,
    )
    return message_of(row) if row else None


def is_unanswered(tx: Tx, chat_id: int, key: str) -> bool:
    """Whether the newest such message to a chat waits for an answer still."""
    answered = tx.one(
        "SELECT answered FROM outbox WHERE chat_id = :chat AND key = :key ORDER BY id DESC LIMIT 1",
        chat=chat_id,
        key=key,
    )
    return answered is not None and answered["answered"] is None


def said_lately(tx: Tx, chat_id: int, key: str, *, now: datetime) -> bool:
    """Whether the chat was owed the same words in the last half minute."""
    found = tx.value(
        "SELECT 1 FROM outbox WHERE chat_id = :chat AND key = :key AND due_at > :since LIMIT 1",
        chat=chat_id,
        key=key,
        since=stamp(now) - SAME_BREATH,
    )
    return found is not None


def is_owed(tx: Tx, chat_id: int, key: str, *, from_: datetime, until: datetime, but: int = 0) -> bool:
    """Whether the chat is owed such a message, still to be filled, that falls due in that time."""
    found = tx.value(
        """SELECT 1 FROM outbox WHERE chat_id = :chat AND key = :key AND state = 'due'
           AND facts = '{}' AND id <> :but AND due_at BETWEEN :from_ AND :until LIMIT 1""",
        chat=chat_id,
        key=key,
        but=but,
        from_=stamp(from_),
        until=stamp(until),
    )
    return found is not None


def withdraw(tx: Tx, chat_id: int, *keys: str, now: datetime, due_after: datetime | None = None) -> None:
    """Cancel what a chat is still owed of these kinds; or only what is not due until after that instant."""
    for key in keys:
        tx.run(
            """UPDATE outbox SET state = 'cancelled', settled_at = :now
               WHERE chat_id = :chat AND key = :key AND state = 'due' AND due_at > :after""",
            chat=chat_id,
            key=key,
            now=stamp(now),
            after=stamp(due_after) if due_after else 0,
        )


def withdraw_from_staff(tx: Tx, chat_id: int, *, now: datetime, about_id: int | None = None) -> None:
    """Cancel what a chat is still owed as one of the clinic's: all of it, or what is about one patient."""
    tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE chat_id = :chat AND state = 'due' AND audience = 'staff'
           AND (:about IS NULL OR about_id = :about)""",
        now=stamp(now),
        chat=chat_id,
        about=about_id,
    )


def any_untapped(tx: Tx, about_id: int, key: str, *, since: datetime) -> bool:
    """Whether such a message about a patient went to somebody after that instant, who tapped nothing yet."""
    found = tx.value(
        """SELECT 1 FROM outbox WHERE about_id = :about AND key = :key AND due_at > :since
           AND state IN ('sending', 'sent', 'unknown') AND answered IS NULL LIMIT 1""",
        about=about_id,
        key=key,
        since=stamp(since),
    )
    return found is not None


def about_line(tx: Tx, chat_id: int, key: str, line_id: int) -> list[Outgoing]:
    """What a chat was told of a line that is the message of that number."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE chat_id = :chat AND key = :key AND answered IS NULL
           AND json_extract(facts, '$.line') = :line ORDER BY id""",
        chat=chat_id,
        key=key,
        line=line_id,
    )
    return [message_of(row) for row in rows]


def about(tx: Tx, about_id: int, key: str) -> list[Outgoing]:
    """What anybody of the clinic was told of a patient, or is owed, and has settled nothing by."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE about_id = :about AND key = :key AND state <> 'cancelled'
           AND answered IS NULL ORDER BY id""",
        about=about_id,
        key=key,
    )
    return [message_of(row) for row in rows]


def withdraw_about(tx: Tx, about_id: int, key: str, *, now: datetime) -> None:
    """Cancel what anybody of the clinic is still owed of that kind about a patient."""
    tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE about_id = :about AND key = :key AND state = 'due'""",
        about=about_id,
        key=key,
        now=stamp(now),
    )


def by_id(tx: Tx, message_id: int) -> Outgoing | None:
    """A message of any chat: for who is shown to have a right to it."""
    row = tx.one("SELECT * FROM outbox WHERE id = :id", id=message_id)
    return message_of(row) if row else None


def prune_strangers(tx: Tx, before: datetime) -> None:
    """Forget what was said to people who never consented."""
    tx.run(
        "DELETE FROM outbox WHERE patient_id IS NULL AND state <> 'due' AND due_at < :before",
        before=stamp(before),
    )
