"""Whom a clinician follows: every query takes the actor, and finds nothing outside their scope."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Clinician, Patient, Treatment
from bot.store.patients import patient_of
from bot.store.scope import SCOPE, who
from bot.store.treatments import treatment_of
from bot.store.tx import Row, Tx, stamp


@dataclass(frozen=True)
class Case:
    """A treatment and its patient, as somebody who may see both sees them."""

    treatment: Treatment
    patient: Patient


@dataclass(frozen=True)
class Line:
    """A treatment in the list: whether it is under way, the last rating, and what should be looked at."""

    case: Case
    active: bool
    soreness: int | None
    unanswered: int  # questions since the last answer
    worried: bool
    alert: bool  # one that nobody has seen


def case(tx: Tx, actor: Clinician, code: str) -> Case | None:
    """The treatment of that code, where the actor may see it."""
    row = tx.one(f"SELECT t.* FROM treatments t WHERE t.code = :code AND {SCOPE}", code=code, **who(actor))
    return _case(tx, row) if row else None


def cases_of(tx: Tx, actor: Clinician, patient_code: str) -> list[Case]:
    """What the actor may see of the patient of that code, the newest treatment first."""
    rows = tx.all(
        f"""SELECT t.* FROM treatments t JOIN patients p ON p.id = t.patient_id
            WHERE p.code = :code AND {SCOPE} ORDER BY t.treated_at DESC, t.id DESC""",
        code=patient_code,
        **who(actor),
    )
    return [found for row in rows if (found := _case(tx, row))]


def page(
    tx: Tx, actor: Clinician, *, query: str, active_since: datetime, size: int, number: int
) -> list[Line]:
    """One page of the treatments that the actor follows: those under way first, the newest first of each.

    `query` is part of a label or of the name a patient gave, or a code; `` finds all. `number` counts from 0.
    """
    found = tx.all(
        f"""SELECT t.*, t.ended_at IS NULL AND t.treated_at > :since AS active
            FROM treatments t JOIN patients p ON p.id = t.patient_id WHERE {SCOPE} {_matching(query)}
            ORDER BY active DESC, t.treated_at DESC, t.id DESC LIMIT :size OFFSET :skip""",
        since=stamp(active_since),
        size=size,
        skip=number * size,
        **who(actor),
        **_values(query),
    )
    return [_line(tx, row, made) for row in found if (made := _case(tx, row))]


def count(tx: Tx, actor: Clinician, query: str = "") -> int:
    """How many treatments the actor follows that match."""
    sql = f"""SELECT count(*) FROM treatments t JOIN patients p ON p.id = t.patient_id
              WHERE {SCOPE} {_matching(query)}"""
    return int(tx.value(sql, **who(actor), **_values(query)))


def count_running(tx: Tx, staff_id: int, *, since: datetime) -> int:
    """How many treatments after that instant somebody follows that have not been ended."""
    sql = """SELECT count(*) FROM treatments
             WHERE clinician_id = :staff AND treated_at > :since AND ended_at IS NULL"""
    return int(tx.value(sql, staff=staff_id, since=stamp(since)))


def _matching(query: str) -> str:
    named = "instr(t.search, :label) OR instr(lower(p.known_as), :label)"
    return f"AND ({named} OR p.code = :code)" if query else ""


def _values(query: str) -> dict[str, object]:
    return {"label": query.casefold(), "code": query.upper()} if query else {}


def _case(tx: Tx, row: Row) -> Case | None:
    patient = tx.one("SELECT * FROM patients WHERE id = :id", id=row["patient_id"])
    return Case(treatment_of(row), patient_of(patient)) if patient else None


def _line(tx: Tx, row: Row, made: Case) -> Line:
    soreness = tx.value(
        """SELECT value FROM answers WHERE treatment_id = :id AND ask = 'soreness'
           ORDER BY answered_at DESC, id DESC LIMIT 1""",
        id=row["id"],
    )
    unanswered = tx.value(
        """SELECT count(*) FROM outbox o WHERE o.treatment_id = :id AND o.sort = 'question' AND o.round = 0
           AND o.state IN ('sent', 'unknown') AND o.claimed_at > coalesce(
             (SELECT max(answered_at) FROM answers WHERE treatment_id = :id AND ask = 'soreness'), 0)""",
        id=row["id"],
    )
    worried = tx.value("SELECT 1 FROM worries WHERE treatment_id = :id LIMIT 1", id=row["id"])
    alert = tx.value(
        "SELECT 1 FROM alerts WHERE patient_id = :id AND seen_at IS NULL LIMIT 1", id=row["patient_id"]
    )
    return Line(made, bool(row["active"]), soreness, unanswered, worried is not None, alert is not None)
