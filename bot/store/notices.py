"""What a clinician is to be told and can wait for working hours, until it is told."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.tx import Row, Tx, instant, stamp
from schedules.clinical import CLINICAL


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


def is_raised(tx: Tx, patient_id: int, key: str) -> bool:
    """Whether that is still to be told about a patient, to anybody."""
    found = tx.value(
        "SELECT 1 FROM notices WHERE patient_id = :id AND key = :key AND told_at IS NULL LIMIT 1",
        id=patient_id,
        key=key,
    )
    return found is not None


def was_raised(tx: Tx, patient_id: int, key: str, *, since: datetime) -> bool:
    """Whether that was raised about a patient after that instant, told or not."""
    found = tx.value(
        "SELECT 1 FROM notices WHERE patient_id = :id AND key = :key AND raised_at > :since LIMIT 1",
        id=patient_id,
        key=key,
        since=stamp(since),
    )
    return found is not None


def told_since(tx: Tx, patient_id: int, key: str, *, since: datetime) -> list[int]:
    """The treatments about which a member was told that of a patient, from that instant on."""
    rows = tx.all(
        """SELECT DISTINCT treatment_id FROM notices WHERE patient_id = :id AND key = :key
           AND treatment_id IS NOT NULL AND told_at >= :since ORDER BY treatment_id""",
        id=patient_id,
        key=key,
        since=stamp(since),
    )
    return [row["treatment_id"] for row in rows]


def last_told(tx: Tx, patient_id: int, key: str) -> datetime | None:
    """When that was last told of a patient."""
    sql = "SELECT max(told_at) FROM notices WHERE patient_id = :id AND key = :key"
    seconds = tx.value(sql, id=patient_id, key=key)
    return instant(seconds) if seconds is not None else None


def waiting(tx: Tx, staff_id: int, *, now: datetime) -> list[Notice]:
    """What there is to tell a member by now, the oldest first."""
    rows = tx.all(
        """SELECT * FROM notices WHERE staff_id = :staff AND told_at IS NULL AND raised_at <= :now
           ORDER BY raised_at, id""",
        staff=staff_id,
        now=stamp(now),
    )
    return [_notice(row) for row in rows]


def of_member(tx: Tx, staff_id: int) -> list[Notice]:
    """All that a member is still to be told, also what is raised later."""
    rows = tx.all(
        "SELECT * FROM notices WHERE staff_id = :staff AND told_at IS NULL ORDER BY raised_at, id",
        staff=staff_id,
    )
    return [_notice(row) for row in rows]


def next_raised(tx: Tx, staff_id: int) -> datetime | None:
    """When the next thing that a member is still to be told is raised, which may be past."""
    seconds = tx.value(
        "SELECT min(raised_at) FROM notices WHERE staff_id = :staff AND told_at IS NULL", staff=staff_id
    )
    return instant(seconds) if seconds is not None else None


def untold(tx: Tx, notice_id: int) -> None:
    tx.run("UPDATE notices SET told_at = NULL WHERE id = :id", id=notice_id)


def heard_by_others(tx: Tx, staff_id: int, key: str) -> list[Notice]:
    """What was told to others since a member went away, of patients whom they follow themselves."""
    rows = tx.all(
        """SELECT n.* FROM notices n JOIN treatments t ON t.id = n.treatment_id
           WHERE n.key = :key AND n.staff_id <> :staff AND t.clinician_id = :staff
           AND n.told_at >= (SELECT away_at FROM staff WHERE id = :staff)
           GROUP BY n.treatment_id ORDER BY n.raised_at, n.id""",
        key=key,
        staff=staff_id,
    )
    return [_notice(row) for row in rows]


def copy_to(tx: Tx, notice_id: int, staff_id: int) -> None:
    """Tell another member the same."""
    tx.run(
        """INSERT INTO notices (staff_id, key, patient_id, treatment_id, invitation_id, raised_at)
           SELECT :staff, key, patient_id, treatment_id, invitation_id, raised_at
           FROM notices WHERE id = :id""",
        staff=staff_id,
        id=notice_id,
    )


def is_silent(tx: Tx, treatment_id: int) -> bool:
    """Whether the last few questions of a treatment that went out have no answer."""
    rows = tx.all(
        """SELECT EXISTS (SELECT 1 FROM answers a WHERE a.treatment_id = o.treatment_id AND a.step = o.step)
             AS answered
           FROM outbox o WHERE o.treatment_id = :id AND o.sort = 'question' AND o.round = 0
             AND o.state IN ('sent', 'unknown') ORDER BY o.due_at DESC LIMIT :most""",
        id=treatment_id,
        most=CLINICAL.silent,
    )
    return len(rows) == CLINICAL.silent and not any(row["answered"] for row in rows)


def told(tx: Tx, notice_id: int, *, now: datetime) -> None:
    tx.run("UPDATE notices SET told_at = :now WHERE id = :id", now=stamp(now), id=notice_id)


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
