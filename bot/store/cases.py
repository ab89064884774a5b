"""Whom a clinician follows: every query takes the actor, and finds nothing outside their scope."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Clinician, Patient, Treatment
from bot.store import courses
from bot.store.courses import NEWEST, same_person, scoped
from bot.store.patients import patient_of
from bot.store.scope import ABOUT, SCOPE, gravest_unseen, is_standing, who
from bot.store.silences import is_silent
from bot.store.treatments import treatment_of
from bot.store.tx import Row, Tx, instant, stamp

MOST_WITHOUT = 10  # patients without a session, in one message
# What there is to look at of a treatment by the alias `t`: the last rating, questions since that, a worry,
# and how urgent the gravest alert is that nobody has seen.
LOOKED_AT = f"""
  (SELECT value FROM answers WHERE treatment_id = t.id AND ask = 'soreness'
   ORDER BY answered_at DESC, id DESC LIMIT 1) AS soreness,
  (SELECT count(*) FROM outbox o WHERE o.treatment_id = t.id AND o.sort = 'question' AND o.round = 0
   AND o.state IN ('sent', 'unknown') AND o.claimed_at > coalesce(
     (SELECT max(answered_at) FROM answers WHERE treatment_id = t.id AND ask = 'soreness'), 0)) AS unanswered,
  EXISTS (SELECT 1 FROM worries WHERE treatment_id = t.id) AS worried,
  {gravest_unseen("t.patient_id")} AS alert, {is_silent("t.patient_id")} AS signs"""
EVER = f"SELECT EXISTS (SELECT 1 FROM alerts WHERE {ABOUT}) AS alarmed, {is_standing(':patient')} AS standing"


@dataclass(frozen=True)
class Case:
    """A treatment and its patient, as somebody who may see both sees them."""

    treatment: Treatment
    patient: Patient


@dataclass(frozen=True)
class Line:
    """A person in the list, by their newest session: is it under way, the last rating, what to look at."""

    case: Case
    active: bool
    soreness: int | None
    unanswered: int  # questions since the last answer
    worried: bool
    alert: bool  # one that nobody has seen
    sessions: int = 1  # of the person, as far as the actor may see them
    unconfirmed: bool = False  # a next session that waits for their yes
    labels: tuple[str, ...] = ()  # all that the actor may see, the newest first
    standing: bool = False  # an alert since that session that somebody has seen and nobody has closed
    alarmed: bool = False  # whether there was ever one
    signs: bool = False  # no answer came about warning signs, and nobody has seen that


def case(tx: Tx, actor: Clinician, code: str) -> Case | None:
    """The treatment of that code, where the actor may see it."""
    row = tx.one(f"SELECT t.* FROM treatments t WHERE t.code = :code AND {SCOPE}", code=code, **who(actor))
    return case_of(tx, row) if row else None


def invited(tx: Tx, actor: Clinician, code: str) -> Case | None:
    """The session that a link of that code stands for, of whoever has agreed to it and not confirmed it yet.

    For whoever made the link, and owners. It is no treatment yet, and has no number of one.
    """
    row = tx.one(
        """SELECT * FROM invitations WHERE code = :code AND (:all OR staff_id = :actor)
           AND patient_id IS NOT NULL AND treatment_id IS NULL AND ended_at IS NULL""",
        code=code,
        **who(actor),
    )
    patient = tx.one("SELECT * FROM patients WHERE id = :id", id=row["patient_id"]) if row else None
    if row is None or patient is None:
        return None
    ended = instant(row["created_at"] if row["treated_at"] is None else row["treated_at"])
    about = {"clinician_id": row["staff_id"], "label": row["label"], "region": row["region"]}
    expected = Treatment(0, code, row["patient_id"], row["protocol"], "", ended, **about)
    return Case(expected, patient_of(patient))


def cases_of(tx: Tx, actor: Clinician, patient_code: str) -> list[Case]:
    """What the actor may see of the patient of that code, the newest treatment first."""
    rows = tx.all(
        f"""SELECT t.* FROM treatments t JOIN patients p ON p.id = t.patient_id
            WHERE p.code = :code AND {SCOPE} ORDER BY t.treated_at DESC, t.id DESC""",
        code=patient_code,
        **who(actor),
    )
    return [found for row in rows if (found := case_of(tx, row))]


def newest_of(tx: Tx, actor: Clinician, patient_code: str) -> list[Case]:
    """The newest session that the actor may see of each person on the phone of the patient of that code."""
    rows = tx.all(
        f"""SELECT t.* FROM treatments t JOIN patients p ON p.id = t.patient_id
            WHERE p.code = :code AND {SCOPE} AND {NEWEST} ORDER BY t.treated_at DESC, t.id DESC""",
        code=patient_code,
        **who(actor),
    )
    return [found for row in rows if (found := case_of(tx, row))]


def labelled(tx: Tx, actor: Clinician, label: str) -> list[Case]:
    """What the actor may see under exactly this label, however it is written; the newest treatment first."""
    rows = tx.all(
        f"""SELECT t.* FROM treatments t WHERE t.search = :label AND {SCOPE}
            ORDER BY t.treated_at DESC, t.id DESC""",
        label=label.casefold(),
        **who(actor),
    )
    return [found for row in rows if (found := case_of(tx, row))]


def page(
    tx: Tx, actor: Clinician, *, query: str, active_since: datetime, size: int, number: int
) -> list[Line]:
    """One page of the people whom the actor follows: those under way first, the newest first of each.

    `query` is part of a label or of the name a patient gave, or a code; `` finds all. `number` counts from 0.
    """
    values = {"since": stamp(active_since), **who(actor), **_values(query)}
    under_way, others = (
        _people(query, f"{so} (t.ended_at IS NULL AND t.treated_at > :since)") for so in ("", "NOT")
    )
    newest = "ORDER BY t.treated_at DESC, t.id DESC LIMIT :size OFFSET :skip"
    skip = number * size
    found = tx.all(f"SELECT t.*, 1 AS active {under_way} {newest}", size=size, skip=skip, **values)
    if len(found) < size:  # two looks, each in the order of an index: all need not be sorted for one page
        before = int(tx.value(f"SELECT count(*) {under_way}", **values))
        found += tx.all(
            f"SELECT t.*, 0 AS active {others} {newest}",
            size=size - len(found),
            skip=max(0, skip - before),
            **values,
        )
    return [line_of(tx, actor, row) for row in found]


def count(tx: Tx, actor: Clinician, query: str = "") -> int:
    """How many people the actor follows who match."""
    sql = f"SELECT count(*) {_people(query)}" if query else courses.PEOPLE
    return int(tx.value(sql, **who(actor), **_values(query)))


def _people(query: str, condition: str = "1") -> str:
    """The newest session of each whom the actor follows."""
    named = "JOIN patients p ON p.id = t.patient_id" if query else ""
    return f"FROM treatments t {named} WHERE {SCOPE} AND {condition} AND {NEWEST} {_matching(query)}"


def without_session(tx: Tx, actor: Clinician, query: str = "") -> list[Patient]:
    """Who has agreed and has no session yet, the newest first: alone, for owners; of a link, whoever made it.

    Of a link only where an alert is about them: else they stand among the links.
    """
    link = "EXISTS (SELECT 1 FROM invitations i WHERE i.patient_id = p.id AND i.ended_at IS NULL"
    label = f"{link} AND instr(lower(i.label), :label))"
    named = f"AND (instr(lower(p.known_as), :label) OR p.code = :code OR {label})" if query else ""
    rows = tx.all(
        f"""SELECT p.* FROM patients p WHERE 1 {named}
            AND NOT EXISTS (SELECT 1 FROM treatments t WHERE t.patient_id = p.id)
            AND ((:all AND NOT {link})) OR {link} AND (:all OR i.staff_id = :actor))
                 AND EXISTS (SELECT 1 FROM alerts a WHERE a.patient_id = p.id OR a.id IN
                   (SELECT alert_id FROM alert_people WHERE patient_id = p.id AND ruled_out = 0)))
            ORDER BY p.id DESC LIMIT :most""",
        most=MOST_WITHOUT,
        **who(actor),
        **_values(query),
    )
    return [patient_of(row) for row in rows]


def count_running(tx: Tx, staff_id: int, *, since: datetime) -> int:
    """How many treatments after that instant somebody follows that have not been ended."""
    sql = """SELECT count(*) FROM treatments
             WHERE clinician_id = :staff AND treated_at > :since AND ended_at IS NULL"""
    return int(tx.value(sql, staff=staff_id, since=stamp(since)))


def _matching(query: str) -> str:
    named = f"""EXISTS (SELECT 1 FROM treatments n WHERE {same_person("n", "t")} AND {scoped("n")}
                  AND instr(n.search, :label)) OR instr(lower(p.known_as), :label)"""
    return f"AND ({named} OR p.code = :code)" if query else ""


def _values(query: str) -> dict[str, object]:
    return {"label": query.casefold(), "code": query.upper()} if query else {}


def case_of(tx: Tx, row: Row) -> Case | None:
    patient = tx.one("SELECT * FROM patients WHERE id = :id", id=row["patient_id"])
    return Case(treatment_of(row), patient_of(patient)) if patient else None


def alarms_of(tx: Tx, patient_id: int) -> Row:
    """Of a patient: whether an alert of theirs waits to be seen (`unseen`), stands, and was ever one."""
    (ever,) = tx.all(EVER, patient=patient_id, since=0)
    waits = tx.value(f"SELECT 1 FROM alerts WHERE {ABOUT} AND seen_at IS NULL LIMIT 1", patient=patient_id)
    return {**ever, "unseen": waits is not None}


def line_of(tx: Tx, actor: Clinician, row: Row) -> Line:
    """A person in a list, by the row of their newest session, with whether that is `active`."""
    patient = tx.all("SELECT * FROM patients WHERE id = :id", id=row["patient_id"])[0]
    made = Case(treatment_of(row), patient_of(patient))
    seen = tx.all(f"SELECT {LOOKED_AT} FROM treatments t WHERE t.id = :id", id=row["id"])[0]
    ever = tx.all(EVER, patient=row["patient_id"], since=row["treated_at"])[0]
    sessions = courses.sessions(tx, actor, row["id"])
    labels = dict.fromkeys(one.treatment.label for one in reversed(sessions) if one.treatment.label)
    return Line(
        made,
        bool(row["active"]),
        seen["soreness"],
        seen["unanswered"],
        bool(seen["worried"]),
        seen["alert"] is not None,
        len(sessions),
        bool(courses.offered(tx, made.treatment)),
        tuple(labels),
        bool(ever["standing"]),
        bool(ever["alarmed"]),
        bool(seen["signs"]),
    )
