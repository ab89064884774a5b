"""About whom an alert may be, where one phone serves several people, until it is said who."""

from collections.abc import Iterable
from datetime import datetime

from bot.model import Alert
from bot.store.tx import Tx, stamp


def put(tx: Tx, alert_id: int, patient_ids: Iterable[int]) -> None:
    """It may be about any of these; who was ruled out and is among them may be meant again."""
    for patient_id in patient_ids:
        tx.run(
            """INSERT INTO alert_people (alert_id, patient_id) VALUES (:alert, :patient)
               ON CONFLICT (alert_id, patient_id) DO UPDATE SET ruled_out = 0""",
            alert=alert_id,
            patient=patient_id,
        )


def of(tx: Tx, alert_id: int) -> list[int]:
    """Who may be meant, where they are several; who is meant alone is here only if their reminders rest."""
    rows = tx.all(
        "SELECT patient_id FROM alert_people WHERE alert_id = :id AND ruled_out = 0 ORDER BY patient_id",
        id=alert_id,
    )
    return [row["patient_id"] for row in rows]


def all_of(tx: Tx, alert_id: int) -> list[int]:
    """The same, with whoever was ruled out since."""
    rows = tx.all("SELECT patient_id FROM alert_people WHERE alert_id = :id ORDER BY patient_id", id=alert_id)
    return [row["patient_id"] for row in rows]


def is_settled(tx: Tx, alert_id: int) -> bool:
    """Whether it was said whom of several it is about."""
    found = tx.value("SELECT 1 FROM alert_people WHERE alert_id = :id AND ruled_out = 1 LIMIT 1", id=alert_id)
    return found is not None


def choose(tx: Tx, alert_id: int, patient_id: int) -> None:
    """It is about this one of them, as was said; that can be corrected."""
    tx.run("UPDATE alerts SET patient_id = :patient WHERE id = :id", id=alert_id, patient=patient_id)
    tx.run(
        "UPDATE alert_people SET ruled_out = (patient_id <> :patient) WHERE alert_id = :id",
        id=alert_id,
        patient=patient_id,
    )


def set_rests(tx: Tx, alert_id: int, patient_id: int, *, rests: bool) -> None:
    """Whether somebody's reminders rest because of it."""
    tx.run(
        """INSERT INTO alert_people (alert_id, patient_id, rested) VALUES (:alert, :patient, :so)
           ON CONFLICT (alert_id, patient_id) DO UPDATE SET rested = :so""",
        so=int(rests),
        alert=alert_id,
        patient=patient_id,
    )


def rest_by_none(tx: Tx, patient_id: int) -> None:
    """Somebody's reminders go on, end or rest by a word since: no alert is why they rest."""
    tx.run("UPDATE alert_people SET rested = 0 WHERE patient_id = :id AND rested = 1", id=patient_id)


def at_rest(tx: Tx, alert: Alert) -> list[int]:
    """Whose reminders rest by this alert alone, or by one that is over with it and that was seen before."""
    rows = tx.all(
        """SELECT DISTINCT p.patient_id FROM alert_people p JOIN alerts a ON a.id = p.alert_id
           WHERE p.rested = 1 AND (a.id = :id OR a.patient_id = :patient AND a.id < :id
             AND a.seen_at IS NOT NULL AND a.closed_at IS NULL)
           ORDER BY p.patient_id""",
        id=alert.id,
        patient=alert.patient_id,
    )
    return [row["patient_id"] for row in rows]


def ruled_out_at_rest(tx: Tx, alert_id: int) -> list[int]:
    """Whose reminders rest because of an alert that is about somebody else."""
    rows = tx.all(
        "SELECT patient_id FROM alert_people WHERE alert_id = :id AND ruled_out = 1 AND rested = 1",
        id=alert_id,
    )
    return [row["patient_id"] for row in rows]


def copy(tx: Tx, alert_id: int, to: int) -> None:
    """What was parted from an alert may be about the same people."""
    tx.run(
        """INSERT INTO alert_people (alert_id, patient_id, rested, ruled_out)
           SELECT :new, patient_id, rested, ruled_out FROM alert_people WHERE alert_id = :old""",
        new=to,
        old=alert_id,
    )


def leave(tx: Tx, patient_id: int) -> None:
    """Somebody is about to be erased: what may be about another stays, and is told anew without them."""
    mine = "SELECT alert_id FROM alert_people WHERE patient_id = :patient"
    tx.run(f"DELETE FROM outbox WHERE alert_id IN ({mine})", patient=patient_id)
    tx.run(
        f"""UPDATE alerts SET about = NULL, next_at = CASE WHEN seen_at IS NULL THEN raised_at END,
              patient_id = CASE WHEN patient_id <> :patient THEN patient_id ELSE coalesce(
                (SELECT min(p.patient_id) FROM alert_people p WHERE p.alert_id = alerts.id
                 AND p.patient_id <> :patient AND p.ruled_out = 0), patient_id) END
            WHERE id IN ({mine})""",
        patient=patient_id,
    )


def hurry_followed(tx: Tx, staff_id: int, *, now: datetime, opening: datetime) -> None:
    """Tell the others at once what a member was told, or is to be, of the patients they follow.

    What can wait is told when the clinic is open.
    """
    tx.run(
        """UPDATE alerts SET next_at = CASE WHEN tier = 'clinician' THEN :opening ELSE :now END
           WHERE seen_at IS NULL AND (
             patient_id IN (SELECT patient_id FROM treatments WHERE clinician_id = :staff)
             OR id IN (SELECT p.alert_id FROM alert_people p JOIN treatments t ON t.patient_id = p.patient_id
                       WHERE t.clinician_id = :staff AND p.ruled_out = 0))""",
        now=stamp(now),
        opening=stamp(opening),
        staff=staff_id,
    )
