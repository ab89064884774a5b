"""What helped, in patients' own words; the clinic reads it on the card."""

from datetime import datetime

from bot.model import Treatment
from bot.store.tx import Tx, stamp


def add(tx: Tx, treatment: Treatment, words: str, *, now: datetime) -> None:
    tx.insert(
        "helped",
        patient_id=treatment.patient_id,
        treatment_id=treatment.id,
        words=words,
        said_at=stamp(now),
    )


def prune(tx: Tx, before: datetime) -> int:
    return tx.run("DELETE FROM helped WHERE said_at < :before", before=stamp(before))
