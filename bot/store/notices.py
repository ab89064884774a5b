"""What a clinician is to be told and can wait for working hours, until it is told."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.tx import Row, Tx, instant, stamp


@dataclass(frozen=True)
class Notice:
    """Something to tell a member of the clinic, about a patient, a treatment or a link."""

    id: int
    key: str
    raised: datetime
    patient_id: int | None
    treatment_id: int | None
    invitation_id: int | None


def add(
    tx: Tx,
    staff_id: int,
    key: str,
    *,
    raised: datetime,
    patient_id: int | None = None,
    treatment_id: int | None = None,
    invitation_id: int | None = None,
) -> None:
    """`raised` may lie ahead: a reminder to look whether something has happened by then."""
    tx.insert(
        "notices",
        staff_id=staff_id,
        key=key,
        patient_id=patient_id,
        treatment_id=treatment_id,
        invitation_id=invitation_id,
        raised_at=stamp(raised),
    )


def waiting(tx: Tx, chat_id: int, *, now: datetime) -> list[Notice]:
    """What there is to tell the member with that chat by now, the oldest first."""
    rows = tx.all(
        """SELECT n.* FROM notices n JOIN staff s ON s.id = n.staff_id
           WHERE s.chat_id = :chat AND s.revoked_at IS NULL AND n.told_at IS NULL AND n.raised_at <= :now
           ORDER BY n.raised_at, n.id""",
        chat=chat_id,
        now=stamp(now),
    )
    return [_notice(row) for row in rows]


def told(tx: Tx, notice_id: int, *, now: datetime) -> None:
    tx.run("UPDATE notices SET told_at = :now WHERE id = :id", now=stamp(now), id=notice_id)


def hand_over(tx: Tx, treatment_id: int, staff_id: int) -> list[datetime]:
    """What is still to be told about a treatment is somebody else's to hear; when each was raised."""
    rows = tx.all(
        """UPDATE notices SET staff_id = :staff WHERE treatment_id = :treatment AND told_at IS NULL
           RETURNING raised_at""",
        staff=staff_id,
        treatment=treatment_id,
    )
    return [instant(row["raised_at"]) for row in rows]


def of_former(tx: Tx, staff_id: int) -> list[datetime]:
    """The same for all that those who belong to the clinic no more were still to be told."""
    rows = tx.all(
        """UPDATE notices SET staff_id = :staff WHERE told_at IS NULL
           AND staff_id IN (SELECT id FROM staff WHERE revoked_at IS NOT NULL) RETURNING raised_at""",
        staff=staff_id,
    )
    return [instant(row["raised_at"]) for row in rows]


def prune(tx: Tx, before: datetime) -> None:
    tx.run("DELETE FROM notices WHERE told_at < :before", before=stamp(before))


def _notice(row: Row) -> Notice:
    return Notice(
        row["id"],
        row["key"],
        instant(row["raised_at"]),
        row["patient_id"],
        row["treatment_id"],
        row["invitation_id"],
    )
