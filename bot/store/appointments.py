"""Links and the sessions that they stand for, as the front desk sees them: nothing that a patient says."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Clinician
from bot.store.scope import whose_links
from bot.store.tx import Row, Tx, instant, stamp

# A session that was handed over is its new follower's to see.
OF_ACTOR = "(:all OR :desk OR coalesce(t.clinician_id, i.staff_id) = :actor OR i.made_by = :actor)"
LISTED = f"""FROM invitations i LEFT JOIN treatments t ON t.id = i.treatment_id
  LEFT JOIN staff s ON s.id = coalesce(t.clinician_id, i.staff_id)
  WHERE i.opens = 'patient' AND i.ended_at IS NULL AND i.created_at > :since AND {OF_ACTOR}"""

SELECTED = f"""SELECT i.*, coalesce(t.treated_at, i.treated_at, i.created_at) AS at,
  coalesce(nullif(s.name, ''), s.code, '') AS follower, s.id = :actor AS is_own {LISTED}"""


@dataclass(frozen=True)
class Appointment:
    """A link by its code: whom it is for, when the session ended (UTC), who follows it, how far it got."""

    code: str
    label: str
    at: datetime
    follower: str
    is_own: bool  # the actor follows it
    state: str  # unsettled, unopened, opened, unfinished, next, registered or expired


def page(
    tx: Tx, actor: Clinician, *, since: datetime, now: datetime, size: int, number: int
) -> list[Appointment]:
    """One page of the links made after that instant, the newest first; `number` counts from 0."""
    rows = tx.all(
        f"{SELECTED} ORDER BY i.id DESC LIMIT :size OFFSET :skip",
        since=stamp(since),
        size=size,
        skip=size * number,
        **whose_links(actor),
    )
    return [_appointment(row, now) for row in rows]


def labelled(
    tx: Tx, actor: Clinician, query: str, *, since: datetime, now: datetime, most: int
) -> list[Appointment]:
    """The newest of those whose label holds a text, in any case."""
    rows = tx.all(f"{SELECTED} ORDER BY i.id DESC", since=stamp(since), **whose_links(actor))
    found = [row for row in rows if query.casefold() in str(row["label"]).casefold()]
    return [_appointment(row, now) for row in found[:most]]


def _appointment(row: Row, now: datetime) -> Appointment:
    state, is_own = _state(row, now), bool(row["is_own"])
    return Appointment(row["code"], row["label"], instant(row["at"]), row["follower"], is_own, state)


def count(tx: Tx, actor: Clinician, *, since: datetime) -> int:
    return int(tx.value(f"SELECT count(*) {LISTED}", since=stamp(since), **whose_links(actor)))


def _state(row: Row, now: datetime) -> str:
    if row["treatment_id"] is not None:
        return "registered"
    if row["patient_id"] is not None:
        return "unfinished" if row["follows"] is None else "next"
    if row["expires_at"] <= stamp(now):
        return "expired"
    if row["treated_at"] is None and row["opened_by"] is None:
        return "unsettled"
    return "unopened" if row["opened_by"] is None else "opened"
