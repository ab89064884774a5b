"""Adverse events that somebody of the clinic has noted of a session, each kind once."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Clinician, Treatment
from bot.store.codes import new_code
from bot.store.scope import SCOPE, who
from bot.store.tx import Row, Tx, instant, stamp


@dataclass(frozen=True)
class AdverseEvent:
    """What it was and how grave, who noted it last and when; `words` say it where no kind does."""

    id: int
    code: str
    session: str  # the code of it
    kind: str
    gravity: str
    by: str
    at: datetime
    words: str = ""


_ALL = f"""SELECT e.*, t.code AS session, coalesce(nullif(s.name, ''), s.code) AS name FROM adverse_events e
  JOIN treatments t ON t.id = e.treatment_id JOIN staff s ON s.id = e.noted_by WHERE {SCOPE}"""


def note(
    tx: Tx,
    treatment: Treatment,
    actor: Clinician,
    *,
    kind: str,
    gravity: str,
    alert: str | None,
    now: datetime,
) -> str:
    """Note it, after that alert of theirs if after one; noted again it is corrected. Its code."""
    tx.run(
        """INSERT INTO adverse_events
             (code, patient_id, treatment_id, kind, gravity, alert_id, noted_by, noted_at)
           VALUES (:code, :patient, :treatment, :kind, :gravity,
             (SELECT id FROM alerts WHERE code = :alert AND patient_id = :patient), :by, :at)
           ON CONFLICT (treatment_id, kind) DO UPDATE SET gravity = excluded.gravity,
             alert_id = coalesce(excluded.alert_id, alert_id), noted_by = excluded.noted_by,
             noted_at = excluded.noted_at""",
        code=new_code(),
        patient=treatment.patient_id,
        treatment=treatment.id,
        kind=kind,
        gravity=gravity,
        alert=alert,
        by=actor.id,
        at=stamp(now),
    )
    code = "SELECT code FROM adverse_events WHERE treatment_id = :treatment AND kind = :kind"
    return str(tx.value(code, treatment=treatment.id, kind=kind))


def by_code(tx: Tx, actor: Clinician, code: str) -> AdverseEvent | None:
    """The one of that code, where the actor may see its session."""
    row = tx.one(f"{_ALL} AND e.code = :code", code=code, **who(actor))
    return _event(row) if row else None


def of_treatment(tx: Tx, actor: Clinician, treatment_id: int) -> list[AdverseEvent]:
    """In the order in which they were noted."""
    rows = tx.all(
        f"{_ALL} AND e.treatment_id = :treatment ORDER BY e.noted_at, e.id",
        treatment=treatment_id,
        **who(actor),
    )
    return [_event(row) for row in rows]


def say_what(tx: Tx, event: AdverseEvent, words: str) -> None:
    """What it was, in the words of whoever noted it; said again they take the place of those before."""
    tx.run("UPDATE adverse_events SET words = :words WHERE id = :id", id=event.id, words=words)


def take_back(tx: Tx, event: AdverseEvent) -> None:
    tx.run("DELETE FROM adverse_events WHERE id = :id", id=event.id)


def _event(row: Row) -> AdverseEvent:
    return AdverseEvent(
        id=row["id"],
        code=row["code"],
        session=row["session"],
        kind=row["kind"],
        gravity=row["gravity"],
        by=row["name"],
        at=instant(row["noted_at"]),
        words=row["words"],
    )
