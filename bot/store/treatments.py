"""Treatments, and what patients answered and worried about after them."""

from datetime import datetime

from bot.model import Treatment
from bot.store.tx import Row, Tx, instant, stamp


def add(
    tx: Tx, *, patient_id: int, protocol: str, digest: str, treated_at: datetime, now: datetime
) -> Treatment:
    treatment_id = tx.insert(
        "treatments",
        patient_id=patient_id,
        protocol=protocol,
        digest=digest,
        treated_at=stamp(treated_at),
        registered_at=stamp(now),
    )
    return Treatment(treatment_id, patient_id, protocol, digest, instant(stamp(treated_at)))


def latest(tx: Tx, patient_id: int) -> Treatment | None:
    """The treatment the patient is accompanied after, if any was registered."""
    row = tx.one(
        """SELECT * FROM treatments WHERE patient_id = :patient AND replaced_at IS NULL
           ORDER BY id DESC LIMIT 1""",
        patient=patient_id,
    )
    return _treatment(row) if row else None


def by_id(tx: Tx, treatment_id: int) -> Treatment | None:
    row = tx.one("SELECT * FROM treatments WHERE id = :id", id=treatment_id)
    return _treatment(row) if row else None


def changed_protocols(tx: Tx, name: str, digest: str, since: datetime) -> list[Treatment]:
    """Treatments after that instant whose plan was built from another version of protocol `name`."""
    rows = tx.all(
        """SELECT * FROM treatments WHERE protocol = :name AND digest <> :digest
           AND treated_at > :since AND replaced_at IS NULL""",
        name=name,
        digest=digest,
        since=stamp(since),
    )
    return [_treatment(row) for row in rows]


def correct(tx: Tx, treatment_id: int, treated_at: datetime) -> None:
    tx.run("UPDATE treatments SET treated_at = :at WHERE id = :id", at=stamp(treated_at), id=treatment_id)


def set_digest(tx: Tx, treatment_id: int, digest: str) -> None:
    tx.run("UPDATE treatments SET digest = :digest WHERE id = :id", digest=digest, id=treatment_id)


def replace(tx: Tx, treatment_id: int, now: datetime) -> None:
    tx.run("UPDATE treatments SET replaced_at = :now WHERE id = :id", now=stamp(now), id=treatment_id)


def answer(tx: Tx, treatment: Treatment, *, step: str, ask: str, value: int, now: datetime) -> None:
    """Record an answer; a second one to the same question takes the first one's place."""
    tx.run(
        """INSERT INTO answers (patient_id, treatment_id, step, ask, value, answered_at)
           VALUES (:patient, :treatment, :step, :ask, :value, :now)
           ON CONFLICT (treatment_id, step, ask)
           DO UPDATE SET value = excluded.value, answered_at = excluded.answered_at""",
        patient=treatment.patient_id,
        treatment=treatment.id,
        step=step,
        ask=ask,
        value=value,
        now=stamp(now),
    )


def answers(tx: Tx, treatment_id: int, ask: str) -> dict[str, int]:
    """The answers to one kind of question: step → value."""
    rows = tx.all(
        "SELECT step, value FROM answers WHERE treatment_id = :treatment AND ask = :ask",
        treatment=treatment_id,
        ask=ask,
    )
    return {row["step"]: row["value"] for row in rows}


def worry(tx: Tx, *, patient_id: int, treatment_id: int | None, now: datetime) -> None:
    tx.insert("worries", patient_id=patient_id, treatment_id=treatment_id, raised_at=stamp(now))


def worried(tx: Tx, treatment_id: int, *, since: datetime | None = None) -> bool:
    found = tx.value(
        "SELECT 1 FROM worries WHERE treatment_id = :id AND raised_at >= :since LIMIT 1",
        id=treatment_id,
        since=stamp(since) if since else 0,
    )
    return found is not None


def _treatment(row: Row) -> Treatment:
    return Treatment(
        id=row["id"],
        patient_id=row["patient_id"],
        protocol=row["protocol"],
        digest=row["digest"],
        treated_at=instant(row["treated_at"]),
        replaced=row["replaced_at"] is not None,
    )
