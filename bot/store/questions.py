"""What patients asked that nothing answers, until the clinic has dealt with it or its time is over."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Clinician
from bot.store.codes import new_code
from bot.store.scope import OF_PATIENTS, who
from bot.store.tx import Row, Tx, instant, stamp

SILENT, NONE = "silent", "none"
# Whether a question brought up the warning signs, and whether they have an answer.
SIGNS = f"""(SELECT CASE WHEN o.answered IS NULL THEN '{SILENT}' ELSE '{NONE}' END FROM outbox o
  WHERE o.patient_id = questions.patient_id AND o.key = 'bot.screen'
  AND json_extract(o.facts, '$.question') = questions.code ORDER BY o.id DESC LIMIT 1)"""


@dataclass(frozen=True)
class Question:
    """What a patient asked and the words have no answer to."""

    id: int
    code: str
    patient_id: int
    words: str
    asked: datetime
    entry: str | None = None  # the topic it was taken for
    passed: bool = False  # the patient wants the clinic to have it
    unsure: bool = False  # whom it is about
    signs: str = ""  # it brought up the warning signs: SILENT, or answered with none of them


def add(
    tx: Tx, *, patient_id: int, words: str, entry: str | None, now: datetime, unsure: bool = False
) -> Question:
    """Keep a question; no clinician sees one while it is `unsure` whom of several it is about."""
    code = new_code()
    question_id = tx.insert(
        "questions",
        code=code,
        patient_id=patient_id,
        words=words,
        entry=entry,
        asked_at=stamp(now),
        unsure=int(unsure),
    )
    return Question(question_id, code, patient_id, words, now, entry, unsure=unsure)


def settle(tx: Tx, question_id: int, patient_id: int) -> None:
    """It is about this one of several."""
    tx.run(
        "UPDATE questions SET patient_id = :patient, unsure = 0 WHERE id = :id",
        patient=patient_id,
        id=question_id,
    )


def of_patient(tx: Tx, patient_id: int, code: str) -> Question | None:
    """A question that this very patient asked."""
    row = tx.one(
        "SELECT * FROM questions WHERE code = :code AND patient_id = :patient", code=code, patient=patient_id
    )
    return _question(row) if row else None


def pass_on(tx: Tx, question_id: int, *, now: datetime) -> bool:
    """The patient wants the clinic to have it, also what was left or answered; False where it has it."""
    changed = tx.run(
        """UPDATE questions SET passed_at = :now, closed_at = NULL
           WHERE id = :id AND (passed_at IS NULL OR closed_at IS NOT NULL)""",
        now=stamp(now),
        id=question_id,
    )
    return changed == 1


def any_passed(tx: Tx, patient_id: int) -> bool:
    """Whether something that the patient passed on is still open."""
    found = tx.value(
        """SELECT 1 FROM questions WHERE patient_id = :patient AND passed_at IS NOT NULL
           AND closed_at IS NULL LIMIT 1""",
        patient=patient_id,
    )
    return found is not None


def close(tx: Tx, question_id: int, *, now: datetime) -> None:
    tx.run("UPDATE questions SET closed_at = :now WHERE id = :id", now=stamp(now), id=question_id)


def by_code(tx: Tx, actor: Clinician, code: str) -> Question | None:
    """An open question of a patient whom the actor may see."""
    row = tx.one(
        f"""SELECT * FROM questions WHERE code = :code AND closed_at IS NULL
            AND (unsure = 0 OR :all) AND {OF_PATIENTS}""",
        code=code,
        **who(actor),
    )
    return _question(row) if row else None


def is_theirs(tx: Tx, actor: Clinician, code: str) -> bool:
    """Whether a question is of a patient whom the actor may see, open or not."""
    found = tx.value(
        f"SELECT 1 FROM questions WHERE code = :code AND (unsure = 0 OR :all) AND {OF_PATIENTS}",
        code=code,
        **who(actor),
    )
    return found is not None


def open_ones(tx: Tx, actor: Clinician, *, most: int) -> list[Question]:
    """What is unanswered of the actor's patients, the gravest first.

    That is what brought up the warning signs and has no answer about them; then what was passed on, and the
    newest.
    """
    rows = tx.all(
        f"""SELECT *, {SIGNS} AS signs FROM questions
            WHERE closed_at IS NULL AND (unsure = 0 OR :all) AND {OF_PATIENTS}
            ORDER BY CASE signs WHEN '{SILENT}' THEN 0 WHEN '{NONE}' THEN 1 ELSE 2 END,
              passed_at IS NULL, asked_at DESC, id DESC LIMIT :most""",
        most=most,
        **who(actor),
    )
    return [_question(row) for row in rows]


def _question(row: Row) -> Question:
    return Question(
        id=row["id"],
        code=row["code"],
        patient_id=row["patient_id"],
        words=row["words"],
        asked=instant(row["asked_at"]),
        entry=row["entry"],
        passed=row["passed_at"] is not None,
        unsure=bool(row["unsure"]),
        signs=row.get("signs") or "",
    )
