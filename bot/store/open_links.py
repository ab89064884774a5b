"""Links that nobody has used yet, and their end."""

from datetime import datetime

from bot.model import Clinician, Invitation, Opens
from bot.store.invitations import OPEN, invitation_of
from bot.store.tx import Tx, stamp


def unopened(tx: Tx, actor: Clinician, *, now: datetime) -> list[Invitation]:
    """The actor's links for patients that wait to be opened or finished, the newest first."""
    rows = tx.all(
        """SELECT * FROM invitations WHERE opens = 'patient' AND ended_at IS NULL AND treatment_id IS NULL
           AND (patient_id IS NOT NULL OR expires_at > :now) AND (:all OR staff_id = :actor)
           ORDER BY id DESC""",
        all=int(actor.is_owner),
        actor=actor.id,
        now=stamp(now),
    )
    return [invitation_of(row) for row in rows]


def count_open(tx: Tx, staff_id: int, *, now: datetime) -> int:
    found = tx.value(
        f"SELECT count(*) FROM invitations WHERE staff_id = :staff AND {OPEN}", staff=staff_id, now=stamp(now)
    )
    return int(found)


def count_unopened(tx: Tx, actor: Clinician, *, now: datetime) -> int:
    """How many links `unopened` would give."""
    found = tx.value(
        """SELECT count(*) FROM invitations WHERE opens = 'patient' AND ended_at IS NULL
           AND treatment_id IS NULL AND (patient_id IS NOT NULL OR expires_at > :now)
           AND (:all OR staff_id = :actor)""",
        all=int(actor.is_owner),
        actor=actor.id,
        now=stamp(now),
    )
    return int(found)


def of_colleagues(tx: Tx, *, now: datetime) -> list[Invitation]:
    """The links for colleagues that nobody has opened yet."""
    rows = tx.all(
        f"SELECT * FROM invitations WHERE opens = 'clinician' AND {OPEN} ORDER BY id", now=stamp(now)
    )
    return [invitation_of(row) for row in rows]


def revoke_named(tx: Tx, name: str, *, now: datetime) -> None:
    """End what else was made for a colleague of that name, so that a spare link lets nobody back in."""
    tx.run(
        """UPDATE invitations SET ended_at = :now WHERE opens = 'clinician' AND label = :name
           AND ended_at IS NULL""",
        now=stamp(now),
        name=name,
    )


def revoke_all(tx: Tx, *, opens: Opens, now: datetime, staff_id: int | None = None) -> None:
    """End every unused link of a kind; those of one member where one is named."""
    tx.run(
        """UPDATE invitations SET ended_at = :now WHERE ended_at IS NULL AND patient_id IS NULL
           AND opens = :opens AND (:staff IS NULL OR staff_id = :staff)""",
        now=stamp(now),
        opens=opens.value,
        staff=staff_id,
    )
