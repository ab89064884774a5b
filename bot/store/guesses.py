"""Links that opened nothing, so that nobody can try many."""

from datetime import datetime

from bot.store.tx import Tx, stamp


def add(tx: Tx, chat_id: int, *, now: datetime) -> None:
    tx.insert("guesses", chat_id=chat_id, guessed_at=stamp(now))


def count(tx: Tx, chat_id: int, *, since: datetime) -> int:
    """How many links that open nothing a chat has tried since then."""
    found = tx.value(
        "SELECT count(*) FROM guesses WHERE chat_id = :chat AND guessed_at > :since",
        chat=chat_id,
        since=stamp(since),
    )
    return int(found)


def prune(tx: Tx, before: datetime) -> None:
    tx.run("DELETE FROM guesses WHERE guessed_at < :before", before=stamp(before))
