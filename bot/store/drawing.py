"""What is kept of one session from its end on: messages, whoever they went to, and alerts."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Alert, Outgoing, Patient, Treatment
from bot.store import patients
from bot.store.alerts import alert_of
from bot.store.outbox import message_of
from bot.store.scope import ABOUT
from bot.store.treatments import treatment_of
from bot.store.tx import Row, Tx, instant, stamp

MOST_SESSIONS = 50


@dataclass(frozen=True)
class Despatch:
    """A message of the outbox, with when it was taken to be sent, when that was over, and what was tapped."""

    message: Outgoing
    claimed: datetime | None
    settled: datetime | None
    answer: str | None = None


def newest(tx: Tx) -> list[tuple[Treatment, Patient]]:
    """Sessions of whatever patient, the one registered last first: for who may see all of them."""
    rows = tx.all("SELECT * FROM treatments ORDER BY id DESC LIMIT :most", most=MOST_SESSIONS)
    known = ((row, patients.by_id(tx, row["patient_id"])) for row in rows)
    return [(treatment_of(row), patient) for row, patient in known if patient]


def registered(tx: Tx, treatment_id: int) -> datetime:
    """When a session came to be known."""
    return instant(tx.value("SELECT registered_at FROM treatments WHERE id = :id", id=treatment_id))


def despatches(tx: Tx, treatment: Treatment, until: datetime) -> tuple[Despatch, ...]:
    """Every step of a session, and until then what else was said to the patient, or of them to the clinic."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE treatment_id = :treatment AND step IS NOT NULL
           OR (treatment_id = :treatment OR treatment_id IS NULL AND :patient IN (patient_id, about_id))
             AND step IS NULL AND coalesce(claimed_at, due_at) BETWEEN :since AND :until
           ORDER BY coalesce(claimed_at, due_at), id""",
        treatment=treatment.id,
        patient=treatment.patient_id,
        since=stamp(treatment.treated_at),
        until=stamp(until),
    )
    return tuple(_despatch(row) for row in rows)


def alerts(tx: Tx, treatment: Treatment, until: datetime) -> tuple[Alert, ...]:
    """The alerts about the patient from the end of a session until then, in order."""
    rows = tx.all(
        f"SELECT * FROM alerts WHERE {ABOUT} AND raised_at BETWEEN :since AND :until ORDER BY raised_at, id",
        patient=treatment.patient_id,
        since=stamp(treatment.treated_at),
        until=stamp(until),
    )
    return tuple(alert_of(row) for row in rows)


def members(tx: Tx) -> list[tuple[int, int, str]]:
    """Whoever belongs to the clinic, or did: their number, their chat, and what they are called."""
    rows = tx.all("SELECT id, chat_id, coalesce(nullif(name, ''), code) AS name FROM staff ORDER BY id")
    return [(row["id"], row["chat_id"], row["name"]) for row in rows]


def _despatch(row: Row) -> Despatch:
    claimed, settled = (
        instant(row[at]) if row[at] is not None else None for at in ("claimed_at", "settled_at")
    )
    return Despatch(message_of(row), claimed, settled, row["answered"])
