"""Warning signs without an answer: who of the clinic was told of that, and whether anybody saw it."""

from collections.abc import Collection
from datetime import datetime

from bot.model import Outgoing
from bot.store.outbox import message_of
from bot.store.tx import Tx, dump, stamp

SEEN, ALARMED = "seen", "alarmed"  # how it was settled without a word of the patient
KINDS = "('staff.signs_silent', 'staff.signs_silent_carer')"
# Somebody was told of a patient (`about_id`), and it is not settled.
SILENT = f"""about_id IS NOT NULL AND key IN {KINDS} AND state NOT IN ('due', 'cancelled')
  AND answered IS NULL AND facts ->> '$.raised' IS NOT NULL"""


def is_silent(patient: str) -> str:
    """Whether the clinic was told so of a patient, by their id, and nobody has seen it or answered since."""
    return f"EXISTS (SELECT 1 FROM outbox WHERE about_id = {patient} AND {SILENT})"


def told(tx: Tx, about_id: int, key: str) -> list[Outgoing]:
    """What anybody was told or is owed of a patient that the patient has not answered, seen or not."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE about_id = :about AND key = :key AND state <> 'cancelled'
           AND (answered IS NULL OR answered = :seen) ORDER BY id""",
        about=about_id,
        key=key,
        seen=SEEN,
    )
    return [message_of(row) for row in rows]


def stands(tx: Tx, patient_id: int) -> bool:
    return bool(tx.value(f"SELECT {is_silent(':patient')}", patient=patient_id))


def told_to(tx: Tx, chat_id: int) -> list[Outgoing]:
    """What a chat was told of this, and is not settled; the newest last."""
    rows = tx.all(f"SELECT * FROM outbox WHERE chat_id = :chat AND {SILENT} ORDER BY id", chat=chat_id)
    return [message_of(row) for row in rows]


def about(tx: Tx, message_id: int) -> int | None:
    """The patient whom what somebody of the clinic was told is about, if any."""
    found: int | None = tx.value("SELECT about_id FROM outbox WHERE id = :id", id=message_id)
    return found


def settle(tx: Tx, about_ids: Collection[int], key: str, how: str, *, now: datetime) -> list[int]:
    """It is told no further, as it was seen or has become an alarm; the chats that had been told."""
    among = "key = :key AND about_id IN (SELECT value FROM json_each(:about))"
    values = {"key": key, "about": dump(list(about_ids)), "now": stamp(now)}
    tx.run(
        f"UPDATE outbox SET state = 'cancelled', settled_at = :now WHERE {among} AND state = 'due'",
        **values,
    )
    rows = tx.all(
        f"""UPDATE outbox SET answered = :how, answered_at = :now
            WHERE {among} AND state <> 'cancelled' AND answered IS NULL RETURNING chat_id""",
        how=how,
        **values,
    )
    return list(dict.fromkeys(row["chat_id"] for row in rows))
