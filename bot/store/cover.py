"""Which alerts a member may see: of their own patients, and by cover, which ends when the alert is closed."""

from datetime import datetime

from bot.model import Alert, Clinician
from bot.store.alerts import alert_of
from bot.store.cases import Case, case_of
from bot.store.courses import same_person
from bot.store.rota import AWAY
from bot.store.scope import IS_COVERED, OF_ALERTS, OF_PATIENTS, who
from bot.store.tx import Tx, stamp


def alert(tx: Tx, actor: Clinician, code: str, *, since: datetime) -> Alert | None:
    """An alert about a patient whom the actor may see, or one that they cover (see `scope`)."""
    row = tx.one(
        f"SELECT * FROM alerts WHERE code = :code AND ({OF_ALERTS} OR {IS_COVERED})",
        code=code,
        since=stamp(since),
        **who(actor),
    )
    return alert_of(row) if row else None


def open_alerts(tx: Tx, actor: Clinician, *, now: datetime) -> list[Alert]:
    """What nobody has seen, the most urgent and oldest first: of the actor's patients, on duty of all."""
    here = f"revoked_at IS NULL AND covers AND NOT {AWAY}"
    rows = tx.all(
        f"""SELECT * FROM alerts WHERE seen_at IS NULL AND (
              {OF_ALERTS} OR EXISTS (SELECT 1 FROM staff WHERE staff.id = :actor AND {here}
                AND chat_id <> (SELECT chat_id FROM patients WHERE patients.id = alerts.patient_id))
              OR EXISTS (SELECT 1 FROM cover WHERE cover.alert_id = alerts.id AND cover.staff_id = :actor))
            ORDER BY tier = 'emergency' DESC, tier = 'same_day' DESC, raised_at, id""",
        now=stamp(now),
        **who(actor),
    )
    return [alert_of(row) for row in rows]


def sees(tx: Tx, member: Clinician, patient_id: int) -> bool:
    """Whether a patient is a member's to see without any cover."""
    found = tx.value(
        f"SELECT 1 FROM (SELECT :patient AS patient_id) WHERE {OF_PATIENTS}",
        patient=patient_id,
        **who(member),
    )
    return found is not None


def grant(tx: Tx, alert_id: int, member: Clinician, *, now: datetime) -> bool:
    """The alert is theirs to see from here on; False where it was already."""
    added = tx.run(
        "INSERT INTO cover (alert_id, staff_id, since) VALUES (:alert, :staff, :now) ON CONFLICT DO NOTHING",
        alert=alert_id,
        staff=member.id,
        now=stamp(now),
    )
    return added == 1


def end_of(tx: Tx, staff_id: int) -> None:
    """A member covers nothing any more."""
    tx.run("DELETE FROM cover WHERE staff_id = :staff", staff=staff_id)


def case_under(tx: Tx, actor: Clinician, code: str, *, since: datetime) -> Case | None:
    """The treatment of that code, where an alert about that person is the actor's to see by cover."""
    row = tx.one(
        f"""SELECT t.* FROM treatments t WHERE t.code = :code AND EXISTS (
              SELECT 1 FROM alerts WHERE {IS_COVERED} AND (alerts.patient_id = t.patient_id OR EXISTS (
                SELECT 1 FROM alert_people p WHERE p.alert_id = alerts.id AND p.ruled_out = 0
                AND p.patient_id = t.patient_id))
              AND (alerts.about IS NULL OR EXISTS (
                SELECT 1 FROM treatments a WHERE a.code = alerts.about AND {same_person("a", "t")})))""",
        code=code,
        since=stamp(since),
        **who(actor),
    )
    return case_of(tx, row) if row else None


def covers(tx: Tx, actor: Clinician, alert_id: int, *, since: datetime) -> bool:
    """Whether an alert was brought to the actor as who covers, and is still theirs to see by that."""
    found = tx.value(
        f"SELECT 1 FROM alerts WHERE id = :id AND {IS_COVERED}",
        id=alert_id,
        since=stamp(since),
        actor=actor.id,
    )
    return found is not None


def is_covered(tx: Tx, actor: Clinician, alert_id: int, *, since: datetime) -> bool:
    """Whether an alert is the actor's to see by cover alone."""
    found = tx.value(
        f"SELECT 1 FROM alerts WHERE id = :id AND {IS_COVERED} AND NOT {OF_ALERTS}",
        id=alert_id,
        since=stamp(since),
        **who(actor),
    )
    return found is not None
