"""Treatments, and what patients answered and worried about after them."""

from dataclasses import replace
from datetime import datetime

from bot.model import Treatment
from bot.store import erasures
from bot.store.tx import Row, Tx, instant, stamp


def add(tx: Tx, treatment: Treatment, *, now: datetime) -> Treatment:
    """Keep a new treatment; it as it is kept, with its id."""
    treatment_id = tx.insert(
        "treatments",
        code=treatment.code,
        patient_id=treatment.patient_id,
        protocol=treatment.protocol,
        digest=treatment.digest,
        treated_at=stamp(treatment.treated_at),
        registered_at=stamp(now),
        clinician_id=treatment.clinician_id,
        label=treatment.label,
        search=treatment.label.casefold(),
        region=treatment.region,
    )
    return replace(treatment, id=treatment_id, treated_at=instant(stamp(treatment.treated_at)))


def of_patient(tx: Tx, patient_id: int) -> list[Treatment]:
    """The treatments that the patient is accompanied after, the newest first."""
    rows = tx.all(
        """SELECT * FROM treatments WHERE patient_id = :patient AND ended_at IS NULL
           ORDER BY id DESC""",
        patient=patient_id,
    )
    return [treatment_of(row) for row in rows]


def all_of(tx: Tx, patient_id: int) -> list[Treatment]:
    """All treatments of a patient, also ended ones, the newest first."""
    rows = tx.all(
        "SELECT * FROM treatments WHERE patient_id = :patient ORDER BY treated_at DESC, id DESC",
        patient=patient_id,
    )
    return [treatment_of(row) for row in rows]


def last_ended(tx: Tx, patient_id: int) -> list[Treatment]:
    """The newest treatment that is accompanied no further, if there is one."""
    rows = tx.all(
        """SELECT * FROM treatments WHERE patient_id = :patient AND ended_at IS NOT NULL
           ORDER BY treated_at DESC, id DESC LIMIT 1""",
        patient=patient_id,
    )
    return [treatment_of(row) for row in rows]


def count(tx: Tx, patient_id: int) -> int:
    """How many treatments of a patient there are, also ended ones."""
    return int(tx.value("SELECT count(*) FROM treatments WHERE patient_id = :patient", patient=patient_id))


def by_id(tx: Tx, treatment_id: int) -> Treatment | None:
    row = tx.one("SELECT * FROM treatments WHERE id = :id", id=treatment_id)
    return treatment_of(row) if row else None


def changed_protocols(tx: Tx, name: str, digest: str, since: datetime) -> list[Treatment]:
    """Treatments after that instant whose plan was built from another version of protocol `name`."""
    rows = tx.all(
        """SELECT * FROM treatments WHERE protocol = :name AND digest <> :digest
           AND treated_at > :since AND ended_at IS NULL""",
        name=name,
        digest=digest,
        since=stamp(since),
    )
    return [treatment_of(row) for row in rows]


def correct(tx: Tx, treatment_id: int, treated_at: datetime) -> None:
    tx.run("UPDATE treatments SET treated_at = :at WHERE id = :id", at=stamp(treated_at), id=treatment_id)


def set_digest(tx: Tx, treatment_id: int, digest: str) -> None:
    tx.run("UPDATE treatments SET digest = :digest WHERE id = :id", digest=digest, id=treatment_id)


def set_protocol(tx: Tx, treatment_id: int, protocol: str, digest: str) -> None:
    tx.run(
        "UPDATE treatments SET protocol = :protocol, digest = :digest WHERE id = :id",
        protocol=protocol,
        digest=digest,
        id=treatment_id,
    )


def release(tx: Tx, clinician_id: int) -> None:
    """Nobody follows these any more but the owners."""
    tx.run("UPDATE treatments SET clinician_id = NULL WHERE clinician_id = :staff", staff=clinician_id)


def take_over(tx: Tx, treatment: Treatment) -> None:
    """A session that the patient had registered alone is followed by the clinic from here on."""
    tx.run(
        """UPDATE treatments SET clinician_id = :staff, label = :label, search = :search, region = :region,
             protocol = :protocol, digest = :digest, treated_at = :at WHERE id = :id""",
        staff=treatment.clinician_id,
        label=treatment.label,
        search=treatment.label.casefold(),
        region=treatment.region,
        protocol=treatment.protocol,
        digest=treatment.digest,
        at=stamp(treatment.treated_at),
        id=treatment.id,
    )


def end(tx: Tx, treatment_id: int, now: datetime) -> None:
    """It is accompanied no further."""
    tx.run("UPDATE treatments SET ended_at = :now WHERE id = :id", now=stamp(now), id=treatment_id)


def reopen(tx: Tx, treatment_id: int) -> None:
    """That it was ended is taken back."""
    tx.run("UPDATE treatments SET ended_at = NULL WHERE id = :id", id=treatment_id)


def forget(tx: Tx, treatment_id: int) -> None:
    """Delete a treatment and, by the foreign keys, everything about it."""
    found = tx.one(
        """SELECT t.code, p.code AS patient FROM treatments t JOIN patients p ON p.id = t.patient_id
           WHERE t.id = :id""",
        id=treatment_id,
    )
    if found:
        tx.erased.append(erasures.of_session(found["code"], found["patient"]))
    tx.run("DELETE FROM treatments WHERE id = :id", id=treatment_id)


def worry(tx: Tx, *, patient_id: int, treatment_id: int | None, now: datetime) -> None:
    tx.insert("worries", patient_id=patient_id, treatment_id=treatment_id, raised_at=stamp(now))


def worried(tx: Tx, treatment_id: int, *, since: datetime | None = None) -> bool:
    found = tx.value(
        "SELECT 1 FROM worries WHERE treatment_id = :id AND raised_at >= :since LIMIT 1",
        id=treatment_id,
        since=stamp(since) if since else 0,
    )
    return found is not None


def treatment_of(row: Row) -> Treatment:
    return Treatment(
        id=row["id"],
        code=row["code"],
        patient_id=row["patient_id"],
        protocol=row["protocol"],
        digest=row["digest"],
        treated_at=instant(row["treated_at"]),
        clinician_id=row["clinician_id"],
        label=row["label"],
        region=row["region"],
        ended=row["ended_at"] is not None,
    )
