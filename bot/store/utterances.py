"""What was written in a chat a moment ago, for as long as it may belong to what is written next."""

from datetime import datetime, timedelta

from bot.store.tx import Tx, stamp

MOMENT = timedelta(seconds=90)
MOST = 12  # that are looked at together
LONGEST = 500  # characters kept of each


def add(tx: Tx, chat_id: int, words: str, *, now: datetime) -> None:
    """Keep it for a moment; what is older goes."""
    prune(tx, now - MOMENT)
    tx.insert("utterances", chat_id=chat_id, words=words[:LONGEST], said_at=stamp(now))


def lately(tx: Tx, chat_id: int, *, now: datetime) -> tuple[str, ...]:
    """What was written in the last moment, the oldest first."""
    rows = tx.all(
        """SELECT words FROM utterances WHERE chat_id = :chat AND said_at > :since
           ORDER BY id DESC LIMIT :most""",
        chat=chat_id,
        since=stamp(now - MOMENT),
        most=MOST,
    )
    return tuple(row["words"] for row in reversed(rows))


def forget(tx: Tx, chat_id: int) -> None:
    tx.run("DELETE FROM utterances WHERE chat_id = :chat", chat=chat_id)


def prune(tx: Tx, before: datetime) -> None:
    tx.run("DELETE FROM utterances WHERE said_at <= :before", before=stamp(before))
