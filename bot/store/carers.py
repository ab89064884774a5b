"""Whose phone hears along for a patient, from the link that lets it to the end of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.store import erasures
from bot.store.codes import new_code
from bot.store.tx import Row, Tx, stamp


@dataclass(frozen=True)
class Carer:
    """A phone that hears along, or may; only a fingerprint of what its link holds is kept."""

    id: int
    code: str
    patient_id: int
    chat_id: int | None  # that opened the link
    name: str
    language: str
    agreed: bool


def add(tx: Tx, *, patient_id: int, hash: str, nonce: str, expires: datetime) -> None:  # noqa: A002
    """A link for one phone; `hash` is the column's name."""
    tx.insert(
        "carers",
        code=new_code(),
        patient_id=patient_id,
        hash=hash,
        nonce=nonce,
        expires_at=stamp(expires),
    )


def open_one(tx: Tx, hash: str, chat_id: int, *, now: datetime) -> Carer | None:  # noqa: A002
    """Take an open link for a chat: of two who come at once, one gets it; no patient takes their own."""
    rows = tx.all(
        """UPDATE carers SET opened_by = :chat WHERE hash = :hash AND agreed_at IS NULL AND expires_at > :now
           AND coalesce(opened_by, :chat) = :chat
           AND patient_id NOT IN (SELECT id FROM patients WHERE chat_id = :chat) RETURNING *""",
        hash=hash,
        chat=chat_id,
        now=stamp(now),
    )
    return carer_of(rows[0]) if rows else None


def agree(tx: Tx, carer_id: int, *, name: str, language: str, wording: str, now: datetime) -> bool:
    """That phone hears along from here on; False where it does already."""
    changed = tx.run(
        """UPDATE carers SET agreed_at = :now, name = :name, language = :language, wording = :wording
           WHERE id = :id AND agreed_at IS NULL""",
        id=carer_id,
        name=name,
        language=language,
        wording=wording,
        now=stamp(now),
    )
    return changed == 1


def by_code(tx: Tx, code: str) -> Carer | None:
    row = tx.one("SELECT * FROM carers WHERE code = :code", code=code)
    return carer_of(row) if row else None


def of_patient(tx: Tx, patient_id: int) -> list[Carer]:
    """Whose phones hear along for a patient."""
    rows = tx.all(
        "SELECT * FROM carers WHERE patient_id = :id AND agreed_at IS NOT NULL ORDER BY id", id=patient_id
    )
    return [carer_of(row) for row in rows]


def of_chat(tx: Tx, chat_id: int) -> list[Carer]:
    """For whom a phone hears along."""
    rows = tx.all(
        "SELECT * FROM carers WHERE opened_by = :chat AND agreed_at IS NOT NULL ORDER BY id", chat=chat_id
    )
    return [carer_of(row) for row in rows]


def end(tx: Tx, carer_id: int) -> None:
    """That phone hears nothing more, and nothing is kept of it; nor does its link open anything."""
    if held := tx.value("SELECT hash FROM carers WHERE id = :id", id=carer_id):
        tx.erased.append(erasures.of_link(held))
    tx.run("DELETE FROM carers WHERE id = :id", id=carer_id)


def prune(tx: Tx, before: datetime) -> None:
    """Forget links that expired before that instant, and that nobody agreed to."""
    tx.run("DELETE FROM carers WHERE agreed_at IS NULL AND expires_at < :before", before=stamp(before))


def carer_of(row: Row) -> Carer:
    return Carer(
        id=row["id"],
        code=row["code"],
        patient_id=row["patient_id"],
        chat_id=row["opened_by"],
        name=row["name"],
        language=row["language"],
        agreed=row["agreed_at"] is not None,
    )
