"""What a member of the clinic may see: every query takes the actor, and finds nothing outside their scope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.model import Clinician, Patient, Treatment
from bot.store.patients import patient_of
from bot.store.treatments import treatment_of
from bot.store.tx import Row, Tx, stamp
from schedules.clinical import CLINICAL

SCOPE = "(:all OR t.clinician_id = :actor)"  # of any query that joins `treatments t`
OF_PATIENTS = f"(:all OR patient_id IN (SELECT t.patient_id FROM treatments t WHERE {SCOPE}))"  # of any other


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


def who(actor: Clinician) -> dict[str, object]:
    """What a condition on scope asks of the actor."""
    return {"all": int(actor.is_owner), "actor": actor.id}


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

    `query` is a part of a label, or a whole code; `` finds all. `number` counts from 0.
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
    return "AND (instr(t.search, :label) OR p.code = :code)" if query else ""


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


def timeline(tx: Tx, actor: Clinician, code: str) -> list[Row]:
    """What happened in a treatment: messages that were or may have been sent, answers and worries, in order.

    Rows of `at`, `what` (`sent`, `answer` or `worry`), `key`, `state` and `value`.
    """
    values: dict[str, Any] = {"code": code, **who(actor)}
    return tx.all(
        f"""SELECT * FROM (
              SELECT coalesce(o.claimed_at, o.due_at) AS at, 'sent' AS what, o.key, o.state, NULL AS value
              FROM outbox o JOIN treatments t ON t.id = o.treatment_id
              WHERE t.code = :code AND {SCOPE} AND o.state NOT IN ('due', 'cancelled', 'merged')
            UNION ALL
              SELECT a.answered_at, 'answer', a.ask, '', a.value
              FROM answers a JOIN treatments t ON t.id = a.treatment_id WHERE t.code = :code AND {SCOPE}
            UNION ALL
              SELECT w.raised_at, 'worry', '', '', NULL
              FROM worries w JOIN treatments t ON t.id = w.treatment_id WHERE t.code = :code AND {SCOPE}
            ) ORDER BY at""",
        **values,
    )


def red_flags(tx: Tx, actor: Clinician, code: str) -> list[Row]:
    """The alerts since a treatment was registered, and older ones that nobody has seen, in order.

    Rows of `at`, `what` (`alert`), `key` (the tier), `words`, `seen`, `name` (who saw it) and `false_alarm`.
    """
    return tx.all(
        f"""SELECT l.raised_at AS at, 'alert' AS what, l.tier AS key, l.seen_at AS seen, l.false_alarm,
              coalesce(nullif(s.name, ''), s.code) AS name,
              (SELECT group_concat(said.words, char(10)) FROM (
                 SELECT words FROM alert_words WHERE alert_id = l.id ORDER BY id) AS said) AS words
            FROM alerts l JOIN treatments t ON t.patient_id = l.patient_id
            LEFT JOIN staff s ON s.id = l.seen_by
            WHERE t.code = :code AND {SCOPE} AND (l.raised_at >= t.registered_at OR l.seen_at IS NULL)
            ORDER BY l.raised_at, l.id""",
        code=code,
        **who(actor),
    )


def week(tx: Tx, actor: Clinician, *, since: datetime) -> Row:
    """How a week went, counted over the treatments that the actor follows."""
    row = tx.one(
        f"""SELECT count(*) AS sessions, coalesce(sum(answered), 0) AS answered,
              coalesce(sum(asked), 0) AS asked, coalesce(sum(severe), 0) AS severe,
              coalesce(sum(worried), 0) AS worried, coalesce(sum(gone), 0) AS gone
            FROM (SELECT
              (SELECT count(*) FROM answers a WHERE a.treatment_id = t.id AND a.ask = 'soreness') AS answered,
              (SELECT count(*) FROM outbox o WHERE o.treatment_id = t.id AND o.sort = 'question'
                 AND o.round = 0 AND o.state IN ('sent', 'unknown')) AS asked,
              EXISTS (SELECT 1 FROM answers a WHERE a.treatment_id = t.id AND a.ask = 'soreness'
                 AND a.value >= :severe) AS severe,
              EXISTS (SELECT 1 FROM worries w WHERE w.treatment_id = t.id) AS worried,
              p.status IN ('unreachable', 'silent') AS gone
              FROM treatments t JOIN patients p ON p.id = t.patient_id
              WHERE {SCOPE} AND t.treated_at > :since)""",
        since=stamp(since),
        severe=CLINICAL.severe,
        **who(actor),
    )
    return row or {}
