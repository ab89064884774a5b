"""The number that a patient has left, by which the clinic may call them if something seems wrong."""

from datetime import datetime

from bot.store import erasures
from bot.store.tx import Tx, stamp


def offered(tx: Tx, patient_id: int, *, now: datetime) -> bool:
    """They are asked whether they want to leave one; False where they had been."""
    changed = tx.run(
        "INSERT OR IGNORE INTO phones (patient_id, offered_at) VALUES (:patient, :now)",
        patient=patient_id,
        now=stamp(now),
    )
    return changed == 1


def leave(tx: Tx, patient_id: int, number: str, *, now: datetime) -> None:
    """The number they have left, in the place of an earlier one."""
    tx.run(
        """INSERT INTO phones (patient_id, offered_at, number, given_at)
           VALUES (:patient, :now, :number, :now)
           ON CONFLICT (patient_id) DO UPDATE SET number = excluded.number, given_at = excluded.given_at""",
        patient=patient_id,
        number=number,
        now=stamp(now),
    )


def number(tx: Tx, patient_id: int) -> str:
    """What can be dialled; empty where they have left nothing."""
    return str(tx.value("SELECT number FROM phones WHERE patient_id = :id", id=patient_id) or "")


def erase(tx: Tx, patient_id: int) -> bool:
    """Erase it, also from what the clinic was told; False where there was none."""
    code = tx.value("SELECT code FROM patients WHERE id = :id", id=patient_id)
    held = number(tx, patient_id)
    changed = tx.run(
        "UPDATE phones SET number = NULL, given_at = NULL WHERE patient_id = :id AND number IS NOT NULL",
        id=patient_id,
    )
    tx.run(
        """UPDATE outbox SET facts = json_remove(facts, '$.call_on')
           WHERE json_extract(facts, '$.call_on') IS NOT NULL AND (about_id = :id OR about_id IN (
             SELECT o.id FROM patients o JOIN patients p ON p.chat_id = o.chat_id WHERE p.id = :id)
             AND json_extract(facts, '$.call_on') = :number)""",
        id=patient_id,
        number=held,
    )
    if changed:
        tx.erased.append(erasures.of_phone(str(code)))
    return changed == 1


def past_watch(tx: Tx, before: datetime) -> list[int]:
    """Patients with a number whose last session, or where there is none the number, is older than that."""
    rows = tx.all(
        """SELECT n.patient_id AS id FROM phones n LEFT JOIN treatments t ON t.patient_id = n.patient_id
           WHERE n.number IS NOT NULL
           GROUP BY n.patient_id HAVING coalesce(max(t.treated_at), n.given_at) < :before""",
        before=stamp(before),
    )
    return [row["id"] for row in rows]
