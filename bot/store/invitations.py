"""Links for one person each; a fingerprint of what a link holds, never that itself."""

from datetime import datetime

from bot.model import Clinician, Invitation, Opens
from bot.store import erasures
from bot.store.codes import new_code
from bot.store.scope import OF_LINKS, whose_links
from bot.store.tx import Row, Tx, instant, stamp
from schedules.clinical import CLINICAL

OPEN = "ended_at IS NULL AND patient_id IS NULL AND expires_at > :now"
# Whoever opened it in time may take as long to agree as any question is open (`stands`).
TAKEN = "ended_at IS NULL AND patient_id IS NULL AND expires_at > :stands"


def add(
    tx: Tx,
    *,
    opens: Opens,
    hash: str,  # noqa: A002  (the column's name)
    nonce: str,
    staff_id: int | None,
    label: str,
    now: datetime,
    expires: datetime,
    treated_at: datetime | None = None,
    region: str | None = None,
    protocol: str = "",
    patient_id: int | None = None,
    follows: int | None = None,
    made_by: int | None = None,
) -> Invitation:
    """A new link; with a patient it is the next session of theirs, which `follows` a treatment."""
    code = new_code()
    invitation_id = tx.insert(
        "invitations",
        code=code,
        opens=opens.value,
        hash=hash,
        nonce=nonce,
        staff_id=staff_id,
        label=label,
        treated_at=stamp(treated_at) if treated_at else None,
        region=region,
        protocol=protocol,
        made_by=made_by,
        created_at=stamp(now),
        expires_at=stamp(expires),
        patient_id=patient_id,
        follows=follows,
    )
    return Invitation(
        invitation_id,
        code,
        opens,
        nonce,
        staff_id,
        label,
        now,
        expires,
        treated_at=treated_at,
        region=region,
        protocol=protocol,
        patient_id=patient_id,
        follows=follows,
        made_by=made_by,
    )


def open_one(tx: Tx, hash: str, chat_id: int, *, now: datetime) -> Invitation | None:  # noqa: A002
    """Take an open link for a chat in one statement: of two who come at once, one gets it.

    Whoever has taken it may come again until they have consented or declined.
    """
    rows = tx.all(
        f"""UPDATE invitations SET opened_by = :chat, opened_at = coalesce(opened_at, :now)
            WHERE hash = :hash AND ({OPEN} AND opened_by IS NULL OR {TAKEN} AND opened_by = :chat)
            RETURNING *""",
        hash=hash,
        chat=chat_id,
        now=stamp(now),
        stands=stamp(now - CLINICAL.question_open),
    )
    return invitation_of(rows[0]) if rows else None


def peek(tx: Tx, hash: str) -> Invitation | None:  # noqa: A002
    """A link in whatever state, without taking it."""
    row = tx.one("SELECT * FROM invitations WHERE hash = :hash AND ended_at IS NULL", hash=hash)
    return invitation_of(row) if row else None


def taken_by(tx: Tx, chat_id: int, *, now: datetime) -> list[Invitation]:
    """The links that a chat has opened and not answered yet, the newest first."""
    rows = tx.all(
        f"""SELECT * FROM invitations WHERE opened_by = :chat AND {TAKEN} AND opens = 'patient'
            ORDER BY opened_at DESC, id DESC""",
        chat=chat_id,
        stands=stamp(now - CLINICAL.question_open),
    )
    return [invitation_of(row) for row in rows]


def release(tx: Tx, invitation_id: int) -> None:
    """Whoever had opened it said no; they, or somebody else, may open it again."""
    tx.run(
        """UPDATE invitations SET opened_by = NULL, opened_at = NULL
           WHERE id = :id AND patient_id IS NULL AND ended_at IS NULL""",
        id=invitation_id,
    )


def accept(tx: Tx, invitation_id: int, patient_id: int, *, now: datetime) -> None:
    """The person has consented: the link is used, and its treatment waits to be registered."""
    tx.run(
        "UPDATE invitations SET patient_id = :patient, opened_at = :now WHERE id = :id",
        patient=patient_id,
        now=stamp(now),
        id=invitation_id,
    )


def pending(tx: Tx, patient_id: int, *, now: datetime) -> Invitation | None:
    """What a patient has agreed to and not registered yet: the newest; no next session that is not over."""
    row = tx.one(
        """SELECT * FROM invitations WHERE patient_id = :patient AND treatment_id IS NULL AND ended_at IS NULL
           AND (follows IS NULL OR coalesce(treated_at, 0) <= :now) ORDER BY id DESC LIMIT 1""",
        patient=patient_id,
        now=stamp(now),
    )
    return invitation_of(row) if row else None


def unregistered(tx: Tx, patient_id: int) -> list[Invitation]:
    """What a patient has agreed to and not registered yet, the newest first."""
    rows = tx.all(
        """SELECT * FROM invitations WHERE patient_id = :patient AND treatment_id IS NULL
           AND ended_at IS NULL ORDER BY id DESC""",
        patient=patient_id,
    )
    return [invitation_of(row) for row in rows]


def registered(tx: Tx, invitation_id: int, treatment_id: int) -> None:
    tx.run(
        "UPDATE invitations SET treatment_id = :treatment WHERE id = :id",
        treatment=treatment_id,
        id=invitation_id,
    )


def not_held(tx: Tx, invitation_id: int) -> None:
    """The session that was noted did not take place; when it will is not known."""
    tx.run("UPDATE invitations SET treated_at = NULL WHERE id = :id", id=invitation_id)


def used(tx: Tx, invitation_id: int, *, now: datetime) -> None:
    """End a colleague's link, or one that was revoked; a patient's ends with their record."""
    tx.run("UPDATE invitations SET ended_at = :now WHERE id = :id", now=stamp(now), id=invitation_id)


def forget(tx: Tx, invitation_id: int) -> None:
    if held := tx.value("SELECT hash FROM invitations WHERE id = :id", id=invitation_id):
        tx.erased.append(erasures.of_link(held))
    tx.run("DELETE FROM invitations WHERE id = :id", id=invitation_id)


def by_code(tx: Tx, code: str, actor: Clinician) -> Invitation | None:
    """A patient's link that is the actor's to see (see `scope`); none that was ended."""
    row = tx.one(
        f"""SELECT * FROM invitations WHERE code = :code AND opens = 'patient' AND ended_at IS NULL
            AND {OF_LINKS}""",
        code=code,
        **whose_links(actor),
    )
    return invitation_of(row) if row else None


def by_id(tx: Tx, invitation_id: int) -> Invitation | None:
    row = tx.one("SELECT * FROM invitations WHERE id = :id AND ended_at IS NULL", id=invitation_id)
    return invitation_of(row) if row else None


def change(
    tx: Tx,
    invitation: Invitation,
    *,
    label: str,
    treated_at: datetime | None,
    region: str | None,
    protocol: str,
) -> None:
    tx.run(
        """UPDATE invitations SET label = :label, treated_at = :at, region = :region, protocol = :protocol
           WHERE id = :id AND patient_id IS NULL""",
        label=label,
        at=stamp(treated_at) if treated_at else None,
        region=region,
        protocol=protocol,
        id=invitation.id,
    )


def prune(tx: Tx, ended: datetime) -> None:
    """Forget links that ended or expired before that instant, and were never used."""
    tx.run(
        """DELETE FROM invitations WHERE patient_id IS NULL
           AND (expires_at < :ended OR coalesce(ended_at, :ended) < :ended)""",
        ended=stamp(ended),
    )


def invitation_of(row: Row) -> Invitation:
    return Invitation(
        id=row["id"],
        code=row["code"],
        opens=Opens(row["opens"]),
        nonce=row["nonce"],
        staff_id=row["staff_id"],
        label=row["label"],
        created=instant(row["created_at"]),
        expires=instant(row["expires_at"]),
        treated_at=instant(row["treated_at"]) if row["treated_at"] is not None else None,
        region=row["region"],
        protocol=row["protocol"],
        opened_by=row["opened_by"],
        patient_id=row["patient_id"],
        treatment_id=row["treatment_id"],
        follows=row["follows"],
        made_by=row["made_by"],
    )
