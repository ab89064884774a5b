"""What a chat was owed and is not told any more."""

from collections.abc import Collection
from datetime import datetime

from bot.store.tx import Tx, dump, stamp


def withdraw(
    tx: Tx,
    chat_id: int,
    *keys: str,
    now: datetime,
    due_after: datetime | None = None,
    patient_id: int | None = None,
) -> None:
    """Cancel what a chat is still owed of these kinds; or only what is not due until after that instant.

    Of a phone of several people, only what one of them is owed.
    """
    for key in keys:
        tx.run(
            """UPDATE outbox SET state = 'cancelled', settled_at = :now
               WHERE chat_id = :chat AND key = :key AND state = 'due' AND due_at > :after
               AND (:patient IS NULL OR patient_id = :patient)""",
            chat=chat_id,
            key=key,
            patient=patient_id,
            now=stamp(now),
            after=stamp(due_after) if due_after else 0,
        )


def withdraw_naming(tx: Tx, key: str, code: str, *, now: datetime) -> list[int]:
    """Cancel what anybody is still owed of a kind that names a colleague by that code; their chats."""
    rows = tx.all(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE key = :key AND state = 'due' AND json_extract(facts, '$.code') = :code RETURNING chat_id""",
        now=stamp(now),
        key=key,
        code=code,
    )
    return [row["chat_id"] for row in rows]


def withdraw_of_link(tx: Tx, patient_id: int, code: str, *, now: datetime) -> None:
    """Cancel what a patient is still to be asked about what was noted under that code."""
    tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE patient_id = :patient AND state = 'due' AND json_extract(facts, '$.link') = :code""",
        now=stamp(now),
        patient=patient_id,
        code=code,
    )


def withdraw_of_session(tx: Tx, treatment_id: int, keys: Collection[str], *, now: datetime) -> bool:
    """Cancel what is still to be said of these kinds about a session; False where nothing is."""
    changed = tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE treatment_id = :treatment AND state = 'due'
           AND key IN (SELECT value FROM json_each(:keys))""",
        now=stamp(now),
        treatment=treatment_id,
        keys=dump(list(keys)),
    )
    return changed > 0


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


def withdraw_about(tx: Tx, about_id: int, key: str, *, now: datetime) -> None:
    """Cancel what anybody of the clinic is still owed of that kind about a patient."""
    tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE about_id = :about AND key = :key AND state = 'due'""",
        about=about_id,
        key=key,
        now=stamp(now),
    )


def say_instead_of_advice(tx: Tx, key: str, code: str, other: str) -> None:
    """What patients are still owed of that kind and that advice becomes a message of another kind."""
    tx.run(
        """UPDATE outbox SET key = :other, facts = json_remove(
             facts, '$.advice', '$.title', '$.line', '$.name', '$.topic', '$.text')
           WHERE key = :key AND state = 'due' AND facts ->> '$.advice' = :code""",
        key=key,
        code=code,
        other=other,
    )
