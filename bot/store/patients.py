"""Patients and their consent."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model import Patient, Status
from bot.store import erasures, utterances
from bot.store.tx import Row, Tx, stamp


def by_chat(tx: Tx, chat_id: int) -> Patient | None:
    row = tx.one("SELECT * FROM patients WHERE chat_id = :chat", chat=chat_id)
    return patient_of(row) if row else None


def by_id(tx: Tx, patient_id: int) -> Patient | None:
    row = tx.one("SELECT * FROM patients WHERE id = :id", id=patient_id)
    return patient_of(row) if row else None


def consent(tx: Tx, patient_id: int, wording: str, now: datetime) -> None:
    """One more thing that the patient has agreed to; `wording` names its text."""
    tx.insert("consents", patient_id=patient_id, wording=wording, given_at=stamp(now))


def add(
    tx: Tx, *, code: str, chat_id: int, language: str, wording: str, now: datetime, first_name: str = ""
) -> Patient:
    """A new patient with the consent that makes keeping anything lawful; `wording` names its text."""
    patient_id = tx.insert(
        "patients",
        code=code,
        chat_id=chat_id,
        language=language,
        status=Status.ACTIVE.value,
        created_at=stamp(now),
        first_name=first_name,
    )
    consent(tx, patient_id, wording, now)
    return Patient(patient_id, code, chat_id, language, None, Status.ACTIVE, first_name=first_name)


def set_known_as(tx: Tx, patient_id: int, name: str) -> None:
    """The name that the clinic knows them by; empty where they were asked and have not said."""
    tx.run("UPDATE patients SET known_as = :name WHERE id = :id", name=name, id=patient_id)


def set_zone(tx: Tx, patient_id: int, zone: ZoneInfo) -> None:
    tx.run("UPDATE patients SET zone = :zone WHERE id = :id", zone=zone.key, id=patient_id)


def set_status(tx: Tx, patient_id: int, status: Status) -> None:
    tx.run("UPDATE patients SET status = :status WHERE id = :id", status=status.value, id=patient_id)


def out_of_reach(tx: Tx, patient_id: int, now: datetime) -> bool:
    """Telegram took nothing for them; False where that is known already."""
    changed = tx.run(
        "UPDATE patients SET unreachable_at = :now WHERE id = :id AND unreachable_at IS NULL",
        now=stamp(now),
        id=patient_id,
    )
    return changed == 1


def within_reach(tx: Tx, chat_id: int) -> None:
    """They were heard from, or a message came to them."""
    tx.run(
        "UPDATE patients SET unreachable_at = NULL WHERE chat_id = :chat AND unreachable_at IS NOT NULL",
        chat=chat_id,
    )


def forget(tx: Tx, patient_id: int) -> None:
    """Delete the patient and everything about them: by the foreign keys, but for their conversation."""
    patient = by_id(tx, patient_id)
    if patient is None:
        return
    chat = patient.chat_id
    tx.erased.append(erasures.of_patient(patient.code, chat))
    tx.run("DELETE FROM dialogues WHERE chat_id = :chat AND room = 'patient'", chat=chat)
    tx.run("DELETE FROM guesses WHERE chat_id = :chat", chat=chat)
    utterances.forget(tx, chat)
    tx.run(
        """DELETE FROM outbox WHERE chat_id = :chat AND patient_id IS NULL AND key NOT LIKE 'staff.%'
           AND state NOT IN ('due', 'sending')""",
        chat=chat,
    )
    forget_lists(tx)
    tx.run("DELETE FROM patients WHERE id = :id", id=patient_id)


def forget_lists(tx: Tx) -> None:
    """Drop what the clinic was told, which may name anybody; only alerts are needed once they were said."""
    tx.run(
        """DELETE FROM outbox WHERE key LIKE 'staff.%' AND sort <> 'alert'
           AND state NOT IN ('due', 'sending')"""
    )


def forget_talk(tx: Tx, patient_id: int) -> None:
    """Drop what was said to a patient and belongs to no session, which may name one that is erased."""
    tx.run(
        """DELETE FROM outbox WHERE patient_id = :id AND treatment_id IS NULL AND sort = 'reply'
           AND state NOT IN ('due', 'sending')""",
        id=patient_id,
    )
    forget_lists(tx)


def active(tx: Tx) -> list[Patient]:
    """Who gets reminders."""
    return [patient_of(row) for row in tx.all("SELECT * FROM patients WHERE status = 'active' ORDER BY id")]


def past_retention(tx: Tx, before: datetime) -> list[int]:
    """Patients whose last treatment, or whose consent where there was none, lies before that instant."""
    rows = tx.all(
        """SELECT p.id FROM patients p LEFT JOIN treatments t ON t.patient_id = p.id
           GROUP BY p.id HAVING coalesce(max(t.treated_at), p.created_at) < :before""",
        before=stamp(before),
    )
    return [row["id"] for row in rows]


def patient_of(row: Row) -> Patient:
    return Patient(
        id=row["id"],
        code=row["code"],
        chat_id=row["chat_id"],
        language=row["language"],
        zone=ZoneInfo(row["zone"]) if row["zone"] else None,
        status=Status(row["status"]),
        out_of_reach=row["unreachable_at"] is not None,
        first_name=row["first_name"],
        known_as=row["known_as"],
    )
