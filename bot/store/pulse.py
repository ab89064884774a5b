"""What the tables say of how the bot is: the end of each pipe, not its beginning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import AGREED
from bot.model import Priority
from bot.store import alerts, inbox, vitals
from bot.store.tx import Tx, instant, stamp

SOON, PATIENT = 60, 300  # seconds that a reply and a reminder may be late
STUCK = 120  # seconds; no sending takes that long
INSISTING = 4  # tries; about half a minute
LATELY = 60  # seconds
A_LITTLE = timedelta(seconds=5)  # that a clock may be off


@dataclass(frozen=True)
class Pulse:
    """Instants are aware, UTC, by the time that the bot goes by: the machine's clock is `off` from it.

    `doubted` is for how long that time has been in doubt, where it is.
    `waits_since` is the oldest update without effect, `late_since` the oldest message that should have left.
    `refused` are urgent ones that Telegram does not take, `unclear` those of the last minute of which nobody
    knows whether they arrived.
    """

    signs: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    unreached: int = 0
    set_aside: int = 0
    waits_since: datetime | None = None
    late_since: datetime | None = None
    refused: int = 0
    unclear: int = 0
    off: timedelta = timedelta()
    doubted: timedelta | None = None


def look(tx: Tx, now: datetime) -> Pulse:
    """`now` is by the machine's clock, aware, UTC."""
    signs = vitals.all_of_them(tx)
    off, doubted = _off(signs), _doubted(signs)
    now -= off
    return Pulse(
        signs=signs,
        unreached=alerts.unreached(tx),
        set_aside=inbox.count_set_aside(tx),
        waits_since=inbox.waits_since(tx),
        late_since=_late_since(tx, stamp(now), held=doubted is not None and doubted < AGREED),
        refused=_refused(tx),
        unclear=_unclear(tx, stamp(now)),
        off=off,
        doubted=doubted,
    )


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


def _unclear(tx: Tx, now: int) -> int:
    found = tx.value(
        """SELECT count(*) FROM outbox WHERE state = 'unknown' AND settled_at > :now - :lately
           AND settled_at <= :now""",
        now=now,
        lately=LATELY,
    )
    return int(found)
