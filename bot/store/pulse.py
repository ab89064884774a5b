"""What the tables and their disk say of how the bot is: the end of each pipe, not its beginning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import AGREED
from bot.model import Priority
from bot.store import alerts, disk, inbox, vitals
from bot.store.tx import Tx, instant, stamp

SOON, PATIENT = 60, 300  # seconds that a reply and a reminder may be late
STUCK = 120  # seconds; no sending takes that long
INSISTING = 4  # tries; about half a minute
LATELY, A_DAY = 60, 86_400  # seconds
A_LITTLE = timedelta(seconds=5)  # that a clock may be off


@dataclass(frozen=True)
class Pulse:
    """Instants are aware, UTC, by the time that the bot goes by: the machine's clock is `off` from it.

    `doubted` is for how long that time has been in doubt, where it is.
    `waits_since` is the oldest update without effect, `late_since` the oldest message that should have left.
    `refused` are urgent ones that Telegram does not take, `unclear` those of the last minute of which nobody
    knows whether they arrived, `unclear_today` those of the last day. `owed` are all that are planned, `due`
    those that should go now. `unseen` are alerts that no person has seen, `unseen_since` is when the oldest
    was raised. `free` and `size` are bytes: of the disk, and of the database on it.
    """

    signs: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    unreached: int = 0
    set_aside: int = 0
    waits_since: datetime | None = None
    late_since: datetime | None = None
    refused: int = 0
    unclear: int = 0
    unclear_today: int = 0
    waiting: int = 0
    owed: int = 0
    due: int = 0
    unseen: int = 0
    unseen_since: datetime | None = None
    free: int | None = None
    size: int | None = None
    off: timedelta = timedelta()
    doubted: timedelta | None = None


def look(tx: Tx, now: datetime) -> Pulse:
    """`now` is by the machine's clock, aware, UTC."""
    signs = vitals.all_of_them(tx)
    off, doubted = _off(signs), _doubted(signs)
    now -= off
    unseen, unseen_since = alerts.unseen_by_all(tx)
    file = Path(str(tx.all("PRAGMA database_list")[0]["file"]))
    return Pulse(
        signs=signs,
        unreached=alerts.unreached(tx),
        set_aside=inbox.count_set_aside(tx),
        waits_since=inbox.waits_since(tx),
        late_since=_late_since(tx, stamp(now), held=doubted is not None and doubted < AGREED),
        refused=_refused(tx),
        unclear=_unclear(tx, stamp(now), LATELY),
        unclear_today=_unclear(tx, stamp(now), A_DAY),
        waiting=inbox.waiting(tx),
        owed=_owed(tx, until=None),
        due=_owed(tx, until=stamp(now)),
        unseen=unseen,
        unseen_since=unseen_since,
        free=disk.free(file),
        size=disk.size(file),
        off=off,
        doubted=doubted,
    )


def numbers(tx: Tx) -> tuple[int, int]:
    """How many patients have a plan that is running, and how many messages are owed."""
    planned = tx.value(
        "SELECT count(DISTINCT patient_id) FROM outbox WHERE state = 'due' AND step IS NOT NULL"
    )
    return int(planned), _owed(tx, until=None)


def _off(signs: Mapping[str, tuple[str, datetime]]) -> timedelta:
    """How far the machine's clock was off when the bot last looked; a little is no matter."""
    off = timedelta(seconds=int(signs[vitals.CLOCK][0])) if vitals.CLOCK in signs else timedelta()
    return off if abs(off) > A_LITTLE else timedelta()


def _doubted(signs: Mapping[str, tuple[str, datetime]]) -> timedelta | None:
    seconds = signs[vitals.DOUBT][0] if vitals.DOUBT in signs else ""
    return timedelta(seconds=int(seconds)) if seconds else None


def _late_since(tx: Tx, now: int, *, held: bool) -> datetime | None:
    """Where they are `held` back for a doubt, nobody knows which reminders are late."""
    due = """SELECT min(due_at) FROM outbox WHERE state = 'due' AND priority = :priority
             AND due_at < :now - :late"""
    late = {Priority.ALERT: SOON, Priority.REPLY: SOON, Priority.REMINDER: PATIENT}
    if held:
        del late[Priority.REMINDER]
    found = [tx.value(due, priority=one.value, now=now, late=seconds) for one, seconds in late.items()]
    stuck = "SELECT min(claimed_at) FROM outbox WHERE state = 'sending' AND claimed_at < :now - :stuck"
    found.append(tx.value(stuck, now=now, stuck=STUCK))
    return min((instant(seconds) for seconds in found if seconds is not None), default=None)


def _refused(tx: Tx) -> int:
    found = tx.value(
        """SELECT count(*) FROM outbox WHERE priority = :alert AND state IN ('due', 'sending')
           AND tries >= :insisting""",
        alert=Priority.ALERT.value,
        insisting=INSISTING,
    )
    return int(found)


def _unclear(tx: Tx, now: int, within: int) -> int:
    found = tx.value(
        """SELECT count(*) FROM outbox WHERE state = 'unknown' AND settled_at > :now - :within
           AND settled_at <= :now""",
        now=now,
        within=within,
    )
    return int(found)


def _owed(tx: Tx, *, until: int | None) -> int:
    found = tx.value(
        """SELECT count(*) FROM outbox WHERE state = 'due' AND priority IN (0, 1, 2)
           AND (:until IS NULL OR due_at <= :until)""",
        until=until,
    )
    return int(found)
