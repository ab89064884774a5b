"""Links that nobody has used yet, and their end."""

from datetime import datetime

from bot.model import Clinician, Invitation
from bot.store.invitations import OPEN, invitation_of
from bot.store.scope import OF_LINKS, whose_links
from bot.store.tx import Tx, stamp

OF_COLLEAGUES = "opens <> 'patient' AND staff_id IS NOT NULL"


def unopened(tx: Tx, actor: Clinician, *, now: datetime) -> list[Invitation]:
    """The actor's links for patients that wait to be opened or finished, the newest first."""
    rows = tx.all(
        f"""SELECT * FROM invitations WHERE opens = 'patient' AND ended_at IS NULL AND treatment_id IS NULL
            AND (patient_id IS NOT NULL OR expires_at > :now) AND {OF_LINKS} ORDER BY id DESC""",
        now=stamp(now),
        **whose_links(actor),
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
        f"""SELECT count(*) FROM invitations WHERE opens = 'patient' AND ended_at IS NULL
            AND treatment_id IS NULL AND (patient_id IS NOT NULL OR expires_at > :now) AND {OF_LINKS}""",
        now=stamp(now),
        **whose_links(actor),
    )
    return int(found)


def is_label_used(tx: Tx, staff_id: int, label: str, *, since: datetime, but: int) -> bool:
    """Whether another link of theirs, made since then and not ended, has that label in any case."""
    rows = tx.all(
        """SELECT label FROM invitations WHERE staff_id = :staff AND opens = 'patient' AND id <> :but
           AND created_at >= :since AND ended_at IS NULL""",
        staff=staff_id,
        but=but,
        since=stamp(since),
    )
    return any(str(row["label"]).casefold() == label.casefold() for row in rows)


def of_label(tx: Tx, staff_id: int, label: str, *, since: datetime) -> Invitation | None:
    """The newest link of theirs, made since then and not ended, that has the label in any case."""
    rows = tx.all(
        """SELECT * FROM invitations WHERE staff_id = :staff AND opens = 'patient' AND created_at >= :since
           AND ended_at IS NULL ORDER BY id DESC""",
        staff=staff_id,
        since=stamp(since),
    )
    found = (row for row in rows if str(row["label"]).casefold() == label.casefold())
    return next((invitation_of(row) for row in found), None)


def of_colleagues(tx: Tx, *, now: datetime) -> list[Invitation]:
    """The links for colleagues that nobody has opened yet."""
    rows = tx.all(f"SELECT * FROM invitations WHERE {OF_COLLEAGUES} AND {OPEN} ORDER BY id", now=stamp(now))
    return [invitation_of(row) for row in rows]


def revoke_named(tx: Tx, name: str, *, now: datetime) -> None:
    """End what else was made for a colleague of that name, so that a spare link lets nobody back in."""
    tx.run(
        f"""UPDATE invitations SET ended_at = :now
            WHERE {OF_COLLEAGUES} AND label = :name AND ended_at IS NULL""",
        now=stamp(now),
        name=name,
    )


def is_claim(tx: Tx, hash: str, *, now: datetime) -> bool:  # noqa: A002  (the column's name)
    """Whether that is an unused link that makes a first owner."""
    found = tx.value(
        f"""SELECT 1 FROM invitations WHERE hash = :hash AND opens = 'owner' AND staff_id IS NULL
            AND opened_by IS NULL AND {OPEN}""",
        hash=hash,
        now=stamp(now),
    )
    return found is not None


def revoke_claims(tx: Tx, *, now: datetime) -> None:
    """End every unused link that makes a first owner, which nobody of the clinic has made."""
    tx.run(
        """UPDATE invitations SET ended_at = :now
           WHERE ended_at IS NULL AND opens = 'owner' AND staff_id IS NULL""",
        now=stamp(now),
    )


def revoke_of(tx: Tx, staff_id: int, *, now: datetime) -> None:
    """End every unused link that a member made, or that was made for their patients."""
    tx.run(
        """UPDATE invitations SET ended_at = :now WHERE ended_at IS NULL AND patient_id IS NULL
           AND (staff_id = :staff OR made_by = :staff)""",
        now=stamp(now),
        staff=staff_id,
    )
