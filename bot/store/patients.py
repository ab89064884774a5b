"""Patients and their consent."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.model import Patient, Status
from bot.store import alert_people, dialogues, erasures, presence, utterances
from bot.store.tx import Row, Tx, instant, stamp


class By(StrEnum):
    """Who has consented to keep a patient company."""

    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"


def of_chat(tx: Tx, chat_id: int) -> list[Patient]:
    """Everybody whom a phone serves, who came first before the others."""
    rows = tx.all("SELECT * FROM patients WHERE chat_id = :chat ORDER BY id", chat=chat_id)
    return [patient_of(row) for row in rows]


def count(tx: Tx) -> int:
    return int(tx.value("SELECT count(*) FROM patients"))


def by_chat(tx: Tx, chat_id: int) -> Patient | None:
    """The one whom a phone serves; of several, who came first."""
    return next(iter(of_chat(tx, chat_id)), None)


def by_id(tx: Tx, patient_id: int) -> Patient | None:
    row = tx.one("SELECT * FROM patients WHERE id = :id", id=patient_id)
    return patient_of(row) if row else None


def consent(tx: Tx, patient_id: int, wording: str, now: datetime, *, by: By = By.SELF) -> None:
    """One more thing that was agreed to, and by whom; `wording` names its text."""
    tx.insert("consents", patient_id=patient_id, wording=wording, given_at=stamp(now), given_by=by.value)


def consented_by(tx: Tx, patient_id: int) -> By:
    """Who said yes for a patient when they came."""
    given = tx.value(
        "SELECT given_by FROM consents WHERE patient_id = :id ORDER BY id LIMIT 1", id=patient_id
    )
    return By(given or By.SELF)


HANDED = "welcome_another/"  # begins the wording that somebody read on the phone of somebody else
MINE = "mine"  # the wording under which they have said since that the phone is their own


def holds_phone(tx: Tx, patient_id: int) -> bool:
    """Whether somebody has said yes for themselves, and on their own phone."""
    rows = tx.all("SELECT given_by, wording FROM consents WHERE patient_id = :id ORDER BY id", id=patient_id)
    first = rows[0] if rows else None
    own = first is None or (first["given_by"] == By.SELF and not first["wording"].startswith(HANDED))
    return own or any(row["wording"].split("/")[0] == MINE for row in rows)


def add(
    tx: Tx,
    *,
    code: str,
    chat_id: int,
    language: str,
    wording: str,
    now: datetime,
    first_name: str = "",
    by: By = By.SELF,
    zone: ZoneInfo | None = None,
) -> Patient:
    """A new patient with the consent that makes keeping anything lawful; `wording` names its text.

    `zone` is where others are whom the same phone serves.
    """
    patient_id = tx.insert(
        "patients",
        code=code,
        chat_id=chat_id,
        language=language,
        status=Status.ACTIVE.value,
        created_at=stamp(now),
        first_name=first_name,
        zone=zone.key if zone else None,
    )
    consent(tx, patient_id, wording, now, by=by)
    return Patient(patient_id, code, chat_id, language, zone, Status.ACTIVE, first_name=first_name)


def set_called(tx: Tx, patient_id: int, name: str) -> None:
    """What their phone calls them; empty where somebody was asked and has not said."""
    tx.run("UPDATE patients SET called = :name WHERE id = :id", name=name, id=patient_id)


def set_known_as(tx: Tx, patient_id: int, name: str) -> None:
    """The name that the clinic knows them by; empty where they were asked and have not said."""
    tx.run("UPDATE patients SET known_as = :name WHERE id = :id", name=name, id=patient_id)


def set_zone(tx: Tx, chat_id: int, zone: ZoneInfo) -> None:
    """Where a phone is, and so everybody whom it serves."""
    tx.run("UPDATE patients SET zone = :zone WHERE chat_id = :chat", zone=zone.key, chat=chat_id)


def set_status(tx: Tx, patient_id: int, status: Status) -> None:
    """How they stand by a word of theirs or the clinic's; what rests by an alert is noted after this."""
    alert_people.rest_by_none(tx, patient_id)
    tx.run("UPDATE patients SET status = :status WHERE id = :id", status=status.value, id=patient_id)


def out_of_reach(tx: Tx, patient_id: int, now: datetime) -> bool:
    """Telegram took nothing for them; False where that is known already."""
    changed = tx.run(
        "UPDATE patients SET unreachable_at = :now WHERE id = :id AND unreachable_at IS NULL",
        now=stamp(now),
        id=patient_id,
    )
    return changed == 1


def unreachable_since(tx: Tx, patient_id: int) -> datetime | None:
    seconds = tx.value("SELECT unreachable_at FROM patients WHERE id = :id", id=patient_id)
    return instant(seconds) if seconds is not None else None


def within_reach(tx: Tx, chat_id: int) -> list[tuple[int, datetime]]:
    """They were heard from, or a message came to them; whose silence that ended, and since when it was."""
    rows = tx.all(
        "SELECT id, unreachable_at FROM patients WHERE chat_id = :chat AND unreachable_at IS NOT NULL",
        chat=chat_id,
    )
    if rows:
        tx.run("UPDATE patients SET unreachable_at = NULL WHERE chat_id = :chat", chat=chat_id)
    return [(row["id"], instant(row["unreachable_at"])) for row in rows]


def forget(tx: Tx, patient_id: int) -> None:
    """Delete the patient and everything about them: by the foreign keys, but for their conversation."""
    patient = by_id(tx, patient_id)
    if patient is None:
        return
    chat = patient.chat_id
    tx.erased.append(erasures.of_patient(patient.code, chat))
    if len(of_chat(tx, chat)) > 1:
        dialogues.end_about(tx, chat, patient_id)  # the turn stays, so that old buttons stay old
    else:
        tx.run("DELETE FROM dialogues WHERE chat_id = :chat AND room = 'patient'", chat=chat)
        presence.forget(tx, chat)
    tx.run("DELETE FROM guesses WHERE chat_id = :chat", chat=chat)
    utterances.forget(tx, chat)
    tx.run(
        """DELETE FROM outbox WHERE chat_id = :chat AND patient_id IS NULL AND key NOT LIKE 'staff.%'
           AND state NOT IN ('due', 'sending')""",
        chat=chat,
    )
    forget_lists(tx)
    alert_people.leave(tx, patient_id)
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
        called=row["called"],
    )
