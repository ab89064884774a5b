"""What patients answered, and when: to a step of their plan, or of their own accord."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Treatment
from bot.store.tx import Row, Tx, instant, stamp


@dataclass(frozen=True)
class Given:
    """An answer of a treatment; `step` is None where no step has asked for it."""

    id: int
    step: str | None
    value: int
    at: datetime


def answer(tx: Tx, treatment: Treatment, *, step: str, ask: str, value: int, now: datetime) -> None:
    """Record an answer; a second one to the same question takes the first one's place, and its time."""
    tx.run(
        """INSERT INTO answers (patient_id, treatment_id, step, ask, value, answered_at)
           VALUES (:patient, :treatment, :step, :ask, :value, :now)
           ON CONFLICT (treatment_id, step, ask) WHERE step IS NOT NULL
           DO UPDATE SET value = excluded.value""",
        patient=treatment.patient_id,
        treatment=treatment.id,
        step=step,
        ask=ask,
        value=value,
        now=stamp(now),
    )


def add(tx: Tx, treatment: Treatment, *, ask: str, value: int, now: datetime) -> int:
    """Record what a patient says of their own accord; its number, by which it can be corrected."""
    return tx.insert(
        "answers",
        patient_id=treatment.patient_id,
        treatment_id=treatment.id,
        step=None,
        ask=ask,
        value=value,
        answered_at=stamp(now),
    )


def correct(tx: Tx, answer_id: int, value: int) -> None:
    tx.run("UPDATE answers SET value = :value WHERE id = :id", value=value, id=answer_id)


def to_steps(tx: Tx, treatment_id: int, ask: str) -> dict[str, int]:
    """The answers to one kind of question of the plan: step → value."""
    return {one.step: one.value for one in series(tx, treatment_id, ask) if one.step is not None}


def series(tx: Tx, treatment_id: int, ask: str) -> list[Given]:
    """Every answer of one kind, asked for or not, the oldest first."""
    rows = tx.all(
        """SELECT id, step, value, answered_at FROM answers WHERE treatment_id = :treatment AND ask = :ask
           ORDER BY answered_at, id""",
        treatment=treatment_id,
        ask=ask,
    )
    return [_given(row) for row in rows]


def own(tx: Tx, patient_id: int, answer_id: int) -> tuple[int, Given] | None:
    """What a patient had said of their own accord, and about which treatment."""
    row = tx.one(
        "SELECT * FROM answers WHERE id = :id AND patient_id = :patient AND step IS NULL",
        id=answer_id,
        patient=patient_id,
    )
    return (row["treatment_id"], _given(row)) if row else None


def _given(row: Row) -> Given:
    return Given(row["id"], row["step"], row["value"], instant(row["answered_at"]))
