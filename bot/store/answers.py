"""What patients answered, when and how: to a step of their plan, or of their own accord."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model import Treatment
from bot.store.tx import Row, Tx, instant, stamp

_NEWEST = 2**62  # the place of what stands now, behind all that a correction has replaced
# Every value that an answer ever had, as it was said, and in the order of its places.
SAID = f"""(SELECT id AS answer_id, value, way, {_NEWEST} AS place,
             coalesce((SELECT max(replaced_at) FROM former_answers WHERE answer_id = answers.id), answered_at)
               AS said_at FROM answers
           UNION ALL SELECT answer_id, value, way, id, said_at FROM former_answers)"""


class Way(StrEnum):
    """How an answer was given."""

    TAPPED = "tapped"
    TYPED = "typed"
    UNKNOWN = "unknown"  # by an earlier release


@dataclass(frozen=True)
class Given:
    """An answer of a treatment; `step` is None where no step has asked for it."""

    id: int
    step: str | None
    value: int
    at: datetime
    way: Way = Way.UNKNOWN


@dataclass(frozen=True)
class Stated:
    """One value of an answer, as it was given then; `instead` of what was said before, where it corrects."""

    value: int
    at: datetime
    way: Way
    instead: int | None = None


def answer(tx: Tx, treatment: Treatment, *, step: str, ask: str, value: int, way: Way, now: datetime) -> None:
    """Record an answer; a second one to the same question takes the first one's place, and its time."""
    before = tx.value(
        "SELECT id FROM answers WHERE treatment_id = :treatment AND step = :step AND ask = :ask",
        treatment=treatment.id,
        step=step,
        ask=ask,
    )
    if before is None:
        add(tx, treatment, ask=ask, value=value, way=way, now=now, step=step)
    else:
        correct(tx, before, value, way=way, now=now)


def add(
    tx: Tx, treatment: Treatment, *, ask: str, value: int, way: Way, now: datetime, step: str | None = None
) -> int:
    """Record what a patient says, of their own accord unless a step asked; its number, to correct it by."""
    return tx.insert(
        "answers",
        patient_id=treatment.patient_id,
        treatment_id=treatment.id,
        step=step,
        ask=ask,
        value=value,
        answered_at=stamp(now),
        way=way.value,
    )


def correct(tx: Tx, answer_id: int, value: int, *, way: Way, now: datetime) -> None:
    """Another value takes the place of an answer; the former one is kept beside it."""
    tx.run(
        f"""INSERT INTO former_answers (answer_id, value, way, said_at, replaced_at)
            SELECT answer_id, value, way, said_at, max(:now, said_at) FROM {SAID}
            WHERE answer_id = :id AND place = {_NEWEST} AND value <> :value""",
        id=answer_id,
        value=value,
        now=stamp(now),
    )
    tx.run(
        "UPDATE answers SET value = :value, way = :way WHERE id = :id AND value <> :value",
        value=value,
        way=way.value,
        id=answer_id,
    )


def history(tx: Tx, answer_id: int) -> list[Stated]:
    """Every value that an answer has had, the first one first."""
    rows = tx.all(
        f"""SELECT value, said_at, way, lag(value) OVER (ORDER BY place) AS instead FROM {SAID}
            WHERE answer_id = :id ORDER BY place""",
        id=answer_id,
    )
    return [Stated(row["value"], instant(row["said_at"]), Way(row["way"]), row["instead"]) for row in rows]


def to_steps(tx: Tx, treatment_id: int, ask: str) -> dict[str, int]:
    """The answers to one kind of question of the plan: step → value."""
    return {one.step: one.value for one in series(tx, treatment_id, ask) if one.step is not None}


def series(tx: Tx, treatment_id: int, ask: str) -> list[Given]:
    """Every answer of one kind, asked for or not, the oldest first."""
    rows = tx.all(
        """SELECT id, step, value, answered_at, way FROM answers
           WHERE treatment_id = :treatment AND ask = :ask ORDER BY answered_at, id""",
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
    return Given(row["id"], row["step"], row["value"], instant(row["answered_at"]), Way(row["way"]))
