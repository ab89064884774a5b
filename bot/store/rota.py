"""Who is on duty: who is away and until when, and in which order the others cover."""

from dataclasses import dataclass
from datetime import datetime

from bot.model import Clinician
from bot.store.staff import clinician_of
from bot.store.tx import Row, Tx, instant, stamp

# True or false, never NULL, of which the contrary is as unknown.
AWAY = "(away_at IS NOT NULL AND away_at <= :now AND (away_until IS NULL OR away_until > :now))"
ORDER = "ORDER BY place IS NULL, place, role <> 'owner', name, id"


@dataclass(frozen=True)
class Absence:
    """From an instant (UTC) on, until another, or until they say that they are back."""

    begins: datetime
    until: datetime | None


@dataclass(frozen=True)
class OnRota:
    """Somebody in the order of cover: whether they cover for others at all, and whether they are away.

    `until` is an instant (UTC); None where they are not away, or have not said until when. `ahead` is an
    absence that has not begun.
    """

    member: Clinician
    covers: bool
    away: bool
    until: datetime | None = None
    ahead: Absence | None = None


def order(tx: Tx, *, now: datetime) -> list[OnRota]:
    """Everybody who may follow patients, in the order in which they cover."""
    rows = tx.all(
        f"""SELECT *, {AWAY} AS away FROM staff
            WHERE revoked_at IS NULL AND role <> 'receptionist' {ORDER}""",
        now=stamp(now),
    )
    return [_on_rota(row, now) for row in rows]


def on_duty(tx: Tx, *, now: datetime) -> list[Clinician]:
    """Who covers for others at that instant, in their order."""
    return [one.member for one in order(tx, now=now) if one.covers and not one.away]


def standing(tx: Tx, staff_id: int, *, now: datetime) -> OnRota | None:
    """How one of them stands; None for who may follow nobody."""
    return next((one for one in order(tx, now=now) if one.member.id == staff_id), None)


def is_away(tx: Tx, staff_id: int, *, now: datetime) -> bool:
    found = tx.value(f"SELECT 1 FROM staff WHERE id = :id AND {AWAY}", id=staff_id, now=stamp(now))
    return found is not None


def absence(tx: Tx, staff_id: int) -> Absence | None:
    """The one that a member has noted, also where it lies ahead, or has run out and is not concluded."""
    row = tx.one("SELECT away_at, away_until FROM staff WHERE id = :id AND away_at IS NOT NULL", id=staff_id)
    return _absence(row) if row else None


def set_away(tx: Tx, staff_id: int, noted: Absence) -> None:
    """It takes the place of any other that a member has noted."""
    tx.run(
        "UPDATE staff SET away_at = :begins, away_until = :until WHERE id = :id",
        begins=stamp(noted.begins),
        until=stamp(noted.until) if noted.until else None,
        id=staff_id,
    )


def set_back(tx: Tx, staff_id: int) -> None:
    tx.run("UPDATE staff SET away_at = NULL, away_until = NULL WHERE id = :id", id=staff_id)


def set_covers(tx: Tx, staff_id: int, *, wanted: bool) -> bool:
    """Whether they cover for others; False where that is so already."""
    sql = "UPDATE staff SET covers = :so WHERE id = :id AND covers <> :so"
    return tx.run(sql, so=int(wanted), id=staff_id) == 1


def move_up(tx: Tx, staff_id: int, *, now: datetime) -> bool:
    """One place further up in the order; False for the first."""
    ids = [one.member.id for one in order(tx, now=now)]
    if staff_id not in ids[1:]:
        return False
    place = ids.index(staff_id)
    ids[place - 1], ids[place] = ids[place], ids[place - 1]
    for number, one in enumerate(ids, start=1):
        tx.run("UPDATE staff SET place = :place WHERE id = :id", place=number, id=one)
    return True


def _on_rota(row: Row, now: datetime) -> OnRota:
    noted = _absence(row) if row["away_at"] is not None else None
    until = noted.until if noted and row["away"] else None
    ahead = noted if noted and noted.begins > now else None
    return OnRota(clinician_of(row), bool(row["covers"]), bool(row["away"]), until, ahead)


def _absence(row: Row) -> Absence:
    until = row["away_until"]
    return Absence(instant(row["away_at"]), instant(until) if until is not None else None)
