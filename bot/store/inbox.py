"""Updates as the bytes that Telegram gave, until their effect is committed or they are set aside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.tx import Row, Tx, dump, instant, stamp

MOST_AT_ONCE = 500  # that are looked at for whose turn it is
NOTED = timedelta(days=82)  # how much longer than its words it is noted that an update was set aside


@dataclass(frozen=True)
class Kept:
    """An update on disk; a negative number is ours, as the update gave none that could be read."""

    update_id: int
    raw: bytes
    sender: int | None = None  # where it can be told
    grave: bool = False  # a text that is a red flag
    words: bool = False  # a text that is no command


@dataclass(frozen=True)
class UpdateSetAside:
    """An update that had no effect: its kind, and the kind of error that stands in its way.

    `raw` is None where its words are erased; `received` and `since` are aware UTC instants.
    """

    update_id: int
    kind: str
    reason: str
    tries: int
    received: datetime
    since: datetime
    raw: bytes | None

    @property
    def key(self) -> str:
        """How a person names it: its number, or `x` and ours."""
        return str(self.update_id) if self.update_id > 0 else f"x{-self.update_id}"


def keep(tx: Tx, arrived: Sequence[Kept], now: datetime) -> int:
    """Put updates on disk; how many were not there yet."""
    return sum(
        tx.run(
            """INSERT OR IGNORE INTO inbox (update_id, raw, sender, grave, words, received_at)
               VALUES (:id, :raw, :sender, :grave, :words, :now)""",
            id=one.update_id,
            raw=one.raw,
            sender=one.sender,
            grave=int(one.grave),
            words=int(one.words),
            now=stamp(now),
        )
        for one in arrived
    )


def waiting_ones(tx: Tx, *, resting: Collection[int] = ()) -> list[Kept]:
    """The oldest updates that have had no effect yet, and the oldest grave one, without their bytes.

    Those that are `resting` are tried again later.
    """
    here = "SELECT update_id, sender, grave, words FROM inbox WHERE state = 'waiting' AND update_id NOT IN"
    rows = tx.all(
        f"""SELECT * FROM ({here} (SELECT value FROM json_each(:resting)) ORDER BY update_id LIMIT :most)
            UNION SELECT * FROM (
              {here} (SELECT value FROM json_each(:resting)) AND grave = 1 ORDER BY update_id LIMIT 1)
            ORDER BY update_id""",
        resting=dump(sorted(resting)),
        most=MOST_AT_ONCE,
    )
    return [_kept(row, b"") for row in rows]


def get(tx: Tx, update_id: int) -> Kept:
    """A waiting update, with its bytes. Raises KeyError where there is none."""
    row = tx.one("SELECT * FROM inbox WHERE update_id = :id AND state = 'waiting'", id=update_id)
    if row is None:
        raise KeyError(update_id)
    return _kept(row, row["raw"] or b"")


def _kept(row: Row, raw: bytes) -> Kept:
    return Kept(row["update_id"], raw, row["sender"], bool(row["grave"]), bool(row["words"]))


def waiting(tx: Tx) -> int:
    """How many updates have had no effect yet."""
    return int(tx.value("SELECT count(*) FROM inbox WHERE state = 'waiting'"))


def waits_since(tx: Tx) -> datetime | None:
    """When the update came that has waited longest (UTC)."""
    seconds = tx.value("SELECT min(received_at) FROM inbox WHERE state = 'waiting'")
    return instant(seconds) if seconds is not None else None


def is_waiting(tx: Tx, update_id: int) -> bool:
    state = tx.value("SELECT state FROM inbox WHERE update_id = :id", id=update_id)
    return bool(state == "waiting")


def received(tx: Tx, update_id: int) -> datetime | None:
    """When an update was on disk (UTC)."""
    seconds = tx.value("SELECT received_at FROM inbox WHERE update_id = :id", id=update_id)
    return instant(seconds) if seconds is not None else None


def done(tx: Tx, update_id: int) -> None:
    """The update has had its effect; its text is kept no longer."""
    tx.run("UPDATE inbox SET state = 'done', raw = NULL, sender = NULL WHERE update_id = :id", id=update_id)


def done_of(tx: Tx, sender: int) -> None:
    """The same of all that came from somebody, whatever became of it."""
    tx.run("UPDATE inbox SET state = 'done', raw = NULL, sender = NULL WHERE sender = :sender", sender=sender)


def tried(tx: Tx, update_id: int) -> int:
    """Count a failed try; how many there were."""
    tries = tx.value("UPDATE inbox SET tries = tries + 1 WHERE update_id = :id RETURNING tries", id=update_id)
    return int(tries or 0)


def set_aside(tx: Tx, update_id: int, *, kind: str, reason: str, sender: int | None, now: datetime) -> None:
    """Give up on an update for now; it stays readable for whoever mends the cause."""
    tx.run(
        """UPDATE inbox SET state = 'quarantined', kind = :kind, reason = :reason, sender = :sender,
             set_aside_at = :now WHERE update_id = :id AND state = 'waiting'""",
        id=update_id,
        kind=kind,
        reason=reason,
        sender=sender,
        now=stamp(now),
    )


def is_known_cause(tx: Tx, *, kind: str, reason: str, but: int) -> bool:
    """Whether another update of that kind is set aside already, for the same reason."""
    found = tx.value(
        """SELECT 1 FROM inbox WHERE state = 'quarantined' AND kind = :kind AND reason = :reason
           AND update_id <> :but LIMIT 1""",
        kind=kind,
        reason=reason,
        but=but,
    )
    return found is not None


def untold_causes(tx: Tx, *, since: datetime, now: datetime) -> list[Row]:
    """Kinds, reasons and counts that nobody was told of before `since`; from here on they are told."""
    causes = tx.all(
        """SELECT kind, reason, count(*) AS count FROM inbox WHERE state = 'quarantined'
           GROUP BY kind, reason HAVING count(told_at) = 0 OR min(told_at) >= :since
           ORDER BY min(set_aside_at), kind, reason""",
        since=stamp(since),
    )
    tx.run("UPDATE inbox SET told_at = :now WHERE state = 'quarantined' AND told_at IS NULL", now=stamp(now))
    return causes


def all_set_aside(tx: Tx) -> list[UpdateSetAside]:
    rows = tx.all("SELECT * FROM inbox WHERE state = 'quarantined' ORDER BY set_aside_at, update_id")
    return [_set_aside(row) for row in rows]


def count_set_aside(tx: Tx) -> int:
    return int(tx.value("SELECT count(*) FROM inbox WHERE state = 'quarantined'"))


def try_again(tx: Tx, update_id: int) -> bool:
    """Let an update that was set aside wait for its turn again; False where there is nothing to try."""
    changed = tx.run(
        """UPDATE inbox SET state = 'waiting', tries = 0, kind = NULL, reason = NULL, sender = NULL,
             set_aside_at = NULL, told_at = NULL
           WHERE update_id = :id AND state = 'quarantined' AND raw IS NOT NULL""",
        id=update_id,
    )
    return changed == 1


def drop(tx: Tx, update_id: int) -> bool:
    """Let go of an update that was set aside, and of its words; False where there is none."""
    changed = tx.run(
        """UPDATE inbox SET state = 'done', raw = NULL, sender = NULL
           WHERE update_id = :id AND state = 'quarantined'""",
        id=update_id,
    )
    return changed == 1


def forget(tx: Tx, sender: int) -> None:
    """Erase what was set aside of somebody's updates; what still waits is theirs to be dealt with."""
    tx.run(
        "UPDATE inbox SET raw = NULL, sender = NULL WHERE sender = :sender AND state = 'quarantined'",
        sender=sender,
    )


def prune(tx: Tx, before: datetime) -> None:
    """Forget that old updates were done, and the words of those set aside; Telegram offers none again."""
    tx.run("DELETE FROM inbox WHERE state = 'done' AND received_at < :before", before=stamp(before))
    tx.run(
        "DELETE FROM inbox WHERE state = 'quarantined' AND received_at < :before",
        before=stamp(before - NOTED),
    )
    tx.run(
        """UPDATE inbox SET raw = NULL, sender = NULL
           WHERE state = 'quarantined' AND received_at < :before AND raw IS NOT NULL""",
        before=stamp(before),
    )


def _set_aside(row: Row) -> UpdateSetAside:
    return UpdateSetAside(
        row["update_id"],
        row["kind"] or "",
        row["reason"] or "",
        row["tries"],
        instant(row["received_at"]),
        instant(row["set_aside_at"] or row["received_at"]),
        row["raw"],
    )
