"""What waits for chats that were just written to, and rest a moment."""

from collections.abc import Collection
from datetime import datetime

from bot.model import Outgoing
from bot.store.outbox import message_of
from bot.store.tx import Tx, dump, stamp


def with_fact(tx: Tx, fact: str, chats: Collection[int], *, now: datetime) -> list[Outgoing]:
    """The messages to these chats that are due and have a fact of that name, the first owed first."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE state = 'due' AND due_at <= :now
           AND chat_id IN (SELECT value FROM json_each(:chats))
           AND json_type(facts, '$.' || :fact) IS NOT NULL ORDER BY due_at, id""",
        now=stamp(now),
        chats=dump(sorted(chats)),
        fact=fact,
    )
    return [message_of(row) for row in rows]
