"""Updates and messages by their numbers, for whoever counts them at Telegram's side as well."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.store.tx import Tx


@dataclass(frozen=True)
class Tallied:
    """`updates` that came, and whether each has had its effect; `sent` are chats, and Telegram's numbers."""

    updates: Mapping[int, bool]
    sent: frozenset[tuple[int, int]]
    owed: int
    unknown: int


def tallied(tx: Tx) -> Tallied:
    """`owed` are messages that are planned, due or on their way."""
    sent = "SELECT chat_id, message_id FROM outbox WHERE state = 'sent' AND message_id IS NOT NULL"
    return Tallied(
        updates={
            row["update_id"]: row["state"] == "done" for row in tx.all("SELECT update_id, state FROM inbox")
        },
        sent=frozenset((row["chat_id"], row["message_id"]) for row in tx.all(sent)),
        owed=int(tx.value("SELECT count(*) FROM outbox WHERE state IN ('due', 'sending')")),
        unknown=int(tx.value("SELECT count(*) FROM outbox WHERE state = 'unknown'")),
    )
