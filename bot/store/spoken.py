"""What a chat was told, or is owed, of one kind."""

from collections.abc import Collection
from datetime import datetime

from bot.model import Outgoing
from bot.store.outbox import message_of
from bot.store.tx import Tx, dump, instant, stamp

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


def newest_with(
    tx: Tx, chat_id: int, fact: str, keys: Collection[str], *, since: datetime
) -> Outgoing | None:
    """The newest message of these kinds after that instant in which that fact is told."""
    row = tx.one(
        """SELECT * FROM outbox WHERE chat_id = :chat AND due_at > :since AND state <> 'cancelled'
           AND key IN (SELECT value FROM json_each(:keys)) AND facts ->> ('$.' || :fact) IS NOT NULL
           ORDER BY id DESC LIMIT 1""",
        chat=chat_id,
        since=stamp(since),
        keys=dump(list(keys)),
        fact=fact,
    )
    return message_of(row) if row else None


def all_of(tx: Tx, chat_id: int, key: str, *, since: datetime) -> list[Outgoing]:
    """All messages of a kind that a chat was owed after that instant, the newest first."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE chat_id = :chat AND key = :key AND due_at > :since
           AND state <> 'cancelled' ORDER BY id DESC""",
        chat=chat_id,
        key=key,
        since=stamp(since),
    )
    return [message_of(row) for row in rows]


def unanswered(tx: Tx, chat_id: int, *keys: str, since: datetime) -> Outgoing | None:
    """The newest of these that has no answer yet."""
    row = tx.one(
        """SELECT * FROM outbox WHERE chat_id = :chat AND due_at > :since AND state <> 'cancelled'
           AND answered IS NULL AND key IN (SELECT value FROM json_each(:keys)) ORDER BY id DESC LIMIT 1""",
        chat=chat_id,
        keys=dump(keys),
        since=stamp(since),
    )
    return message_of(row) if row else None


def owed(
    tx: Tx, chat_id: int, key: str, language: str = "", patient_id: int | None = None
) -> Outgoing | None:
    """Such a message that waits to be sent to the chat, in that language and about that patient if named."""
    row = tx.one(
        """SELECT * FROM outbox WHERE chat_id = :chat AND key = :key AND state = 'due'
           AND :language IN ('', language) AND (:patient IS NULL OR patient_id = :patient)
           ORDER BY id LIMIT 1""",
        patient=patient_id,
        chat=chat_id,
        key=key,
        language=language,
    )
    return message_of(row) if row else None


def holds(tx: Tx, chat_id: int, key: str, *, nonce: str, since: datetime) -> bool:
    """Whether a chat was told, or is owed, such a message with that link in it."""
    found = tx.one(
        """SELECT 1 FROM outbox WHERE chat_id = :chat AND due_at >= :since AND key = :key
           AND facts ->> '$.nonce' = :nonce LIMIT 1""",
        chat=chat_id,
        since=stamp(since),
        key=key,
        nonce=nonce,
    )
    return found is not None


def is_unanswered(tx: Tx, chat_id: int, key: str) -> bool:
    """Whether the newest such message to a chat waits for an answer still."""
    answered = tx.one(
        "SELECT answered FROM outbox WHERE chat_id = :chat AND key = :key ORDER BY id DESC LIMIT 1",
        chat=chat_id,
        key=key,
    )
    return answered is not None and answered["answered"] is None


def said_lately(tx: Tx, chat_id: int, key: str, *, now: datetime, within: int = SAME_BREATH) -> bool:
    """Whether the chat was owed the same words within so many seconds."""
    found = tx.value(
        "SELECT 1 FROM outbox WHERE chat_id = :chat AND key = :key AND due_at > :since LIMIT 1",
        chat=chat_id,
        key=key,
        since=stamp(now) - within,
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


def owed_at(tx: Tx, chat_id: int, key: str, *, from_: datetime, until: datetime) -> datetime | None:
    """When such a message, still to be filled, falls due for the chat in that time: the first of them."""
    seconds = tx.value(
        """SELECT min(due_at) FROM outbox WHERE chat_id = :chat AND key = :key AND state = 'due'
           AND facts = '{}' AND due_at BETWEEN :from_ AND :until""",
        chat=chat_id,
        key=key,
        from_=stamp(from_),
        until=stamp(until),
    )
    return instant(seconds) if seconds is not None else None


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
