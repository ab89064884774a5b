"""Red flags, from the moment they are raised until a person at the clinic has seen them."""

from collections.abc import Collection
from datetime import datetime

from bot.model import Alert, Clinician
from bot.store import alert_people
from bot.store.codes import new_code
from bot.store.scope import ABOUT
from bot.store.told_words import AlertKeys
from bot.store.tx import Row, Tx, dump, instant, stamp
from messages.heard.red_flags.finding import Tier


def add(
    tx: Tx, *, patient_id: int, tier: Tier, first: datetime, now: datetime, about: str | None = None
) -> Alert:
    """A new alert, to be told first at that instant."""
    code = new_code()
    alert_id = tx.insert(
        "alerts",
        code=code,
        patient_id=patient_id,
        tier=tier.value,
        raised_at=stamp(now),
        next_at=stamp(first),
        about=about,
    )
    return Alert(alert_id, code, patient_id, tier, now, 0, about=about)


def add_words(tx: Tx, alert_id: int, words: str, *, now: datetime) -> None:
    tx.insert("alert_words", alert_id=alert_id, words=words, said_at=stamp(now))


def words(tx: Tx, alert_id: int) -> list[str]:
    """What the patient wrote or tapped, verbatim, the oldest first."""
    rows = tx.all("SELECT words FROM alert_words WHERE alert_id = :alert ORDER BY id", alert=alert_id)
    return [row["words"] for row in rows]


def first_written(tx: Tx, alert_id: int) -> datetime | None:
    """When the oldest words of an alert were written."""
    seconds = tx.value("SELECT min(said_at) FROM alert_words WHERE alert_id = :id", id=alert_id)
    return instant(seconds) if seconds is not None else None


def last_words(tx: Tx, alert_id: int) -> int:
    """The number of the newest words of an alert; 0 where it has none."""
    return int(tx.value("SELECT max(id) FROM alert_words WHERE alert_id = :id", id=alert_id) or 0)


def part(tx: Tx, alert: Alert, words: Collection[int], *, now: datetime) -> Alert:
    """The words of these numbers are an alert of their own, told at once."""
    parted = add(tx, patient_id=alert.patient_id, tier=alert.tier, first=now, now=now, about=alert.about)
    alert_people.copy(tx, alert.id, parted.id)
    tx.run(
        "UPDATE alert_words SET alert_id = :new WHERE id IN (SELECT value FROM json_each(:words))",
        new=parted.id,
        words=dump(sorted(words)),
    )
    return parted


def since(tx: Tx, patient_id: int, when: datetime) -> list[tuple[Alert, bool, bool]]:
    """The alerts that may be about a patient, raised from then on, the newest first.

    With each whether it is open still, and whether it was a false alarm.
    """
    rows = tx.all(
        f"SELECT * FROM alerts WHERE {ABOUT} AND raised_at >= :since ORDER BY id DESC",
        patient=patient_id,
        since=stamp(when),
    )
    return [(alert_of(row), row["closed_at"] is None, bool(row["false_alarm"])) for row in rows]


def unseen(tx: Tx, patient_id: int, *, alone: bool = False) -> Alert | None:
    """The alert about a patient that nobody has seen yet; if need be one about nobody else (`alone`)."""
    row = tx.one(
        f"""SELECT * FROM alerts WHERE {ABOUT} AND seen_at IS NULL AND (NOT :alone OR id NOT IN (
              SELECT alert_id FROM alert_people WHERE ruled_out = 0 AND patient_id <> :patient))
            ORDER BY id DESC LIMIT 1""",
        patient=patient_id,
        alone=int(alone),
    )
    return alert_of(row) if row else None


def due(tx: Tx, *, now: datetime) -> list[Alert]:
    """What is to be told now; also what was told at a time that the clock has gone back behind."""
    rows = tx.all(
        "SELECT * FROM alerts WHERE seen_at IS NULL AND (next_at <= :now OR told_at > :now) ORDER BY id",
        now=stamp(now),
    )
    return [alert_of(row) for row in rows]


def next_due(tx: Tx) -> datetime | None:
    seconds = tx.value("SELECT min(next_at) FROM alerts WHERE seen_at IS NULL")
    return instant(seconds) if seconds is not None else None


def told(tx: Tx, alert_id: int, *, rung: int, again: datetime, now: datetime) -> None:
    """It is told now, and again at that instant."""
    tx.run(
        "UPDATE alerts SET rung = :rung, next_at = :again, told_at = :now WHERE id = :id",
        rung=rung,
        again=stamp(again),
        now=stamp(now),
        id=alert_id,
    )


def restart(tx: Tx, alert_id: int, *, now: datetime) -> None:
    """Count its rungs from now on."""
    tx.run("UPDATE alerts SET raised_at = :now, rung = 0 WHERE id = :id", now=stamp(now), id=alert_id)


def later(tx: Tx, alert_id: int, again: datetime) -> None:
    tx.run("UPDATE alerts SET next_at = :again WHERE id = :id", again=stamp(again), id=alert_id)


def hurry(tx: Tx, alert_id: int, *, now: datetime, tier: Tier | None = None) -> None:
    """Tell it at once; with a more urgent tier, from the first rung of that."""
    tx.run(
        """UPDATE alerts SET next_at = :now, tier = coalesce(:tier, tier),
             raised_at = CASE WHEN :tier IS NULL THEN raised_at ELSE :now END,
             rung = CASE WHEN :tier IS NULL THEN rung ELSE 0 END
           WHERE id = :id AND seen_at IS NULL""",
        now=stamp(now),
        tier=tier.value if tier else None,
        id=alert_id,
    )


def hurry_all(tx: Tx, *, now: datetime) -> None:
    """Somebody can be reached again: tell what is open."""
    tx.run("UPDATE alerts SET next_at = :now WHERE seen_at IS NULL AND unreached = 1", now=stamp(now))


def set_unreached(tx: Tx, alert_id: int, *, unreached: bool) -> None:
    tx.run("UPDATE alerts SET unreached = :so WHERE id = :id", so=int(unreached), id=alert_id)


def seen(tx: Tx, alert_id: int, member: Clinician, keys: AlertKeys, *, now: datetime) -> bool:
    """A person has seen it: it is told no more, but for the rest of a long one. False where somebody had."""
    changed = tx.run(
        """UPDATE alerts SET seen_at = :now, seen_by = :staff, next_at = NULL, unreached = 0
           WHERE id = :id AND seen_at IS NULL""",
        now=stamp(now),
        staff=member.id,
        id=alert_id,
    )
    rest = "NOT (chat_id = :chat AND key IN (:rest, :line))"
    _cancel(tx, alert_id, member.chat_id, rest, now, rest=keys.rest, line=keys.line)
    return changed == 1


def withdraw(tx: Tx, alert_id: int, chat_id: int, *, now: datetime) -> None:
    """Cancel what a chat is still owed of an alert."""
    _cancel(tx, alert_id, chat_id, "chat_id = :chat", now)


def _cancel(tx: Tx, alert_id: int, chat_id: int, condition: str, now: datetime, **values: str) -> None:
    """Cancel what is owed of an alert, where a condition on `:chat` and these values holds."""
    tx.run(
        f"""UPDATE outbox SET state = 'cancelled', settled_at = :now
            WHERE alert_id = :id AND state = 'due' AND sort = 'alert' AND {condition}""",
        now=stamp(now),
        id=alert_id,
        chat=chat_id,
        **values,
    )


def by_id(tx: Tx, alert_id: int) -> Alert | None:
    row = tx.one("SELECT * FROM alerts WHERE id = :id", id=alert_id)
    return alert_of(row) if row else None


def chats_told(tx: Tx, alert_id: int) -> list[int]:
    """The chats that an alert went to."""
    rows = tx.all(
        """SELECT DISTINCT chat_id FROM outbox WHERE alert_id = :id
           AND state IN ('sent', 'unknown', 'sending')""",
        id=alert_id,
    )
    return [row["chat_id"] for row in rows]


def is_on_its_way(tx: Tx, alert: Alert, chat_id: int, keys: AlertKeys) -> bool:
    """Whether the alert, with all its words, is on its way to that chat already: it is not piled up there."""
    found = tx.value(
        """SELECT 1 FROM outbox WHERE alert_id = :id AND chat_id = :chat AND sort = 'alert'
           AND state IN ('due', 'sending') AND key = :whole AND json_extract(facts, '$.last') = :last
           AND json_extract(facts, '$.tier') = :tier LIMIT 1""",
        id=alert.id,
        chat=chat_id,
        whole=keys.whole,
        last=last_words(tx, alert.id),
        tier=alert.tier.value,
    )
    return found is not None


def unreached(tx: Tx) -> int:
    """How many alerts nobody at the clinic could be told of."""
    return int(tx.value("SELECT count(*) FROM alerts WHERE seen_at IS NULL AND unreached = 1"))


def unseen_by_all(tx: Tx) -> tuple[int, datetime | None]:
    """How many alerts no person has seen yet, and when the oldest of them was raised (UTC)."""
    row = tx.all("SELECT count(*) AS number, min(raised_at) AS oldest FROM alerts WHERE seen_at IS NULL")[0]
    return int(row["number"]), instant(row["oldest"]) if row["oldest"] is not None else None


def alert_of(row: Row) -> Alert:
    return Alert(
        id=row["id"],
        code=row["code"],
        patient_id=row["patient_id"],
        tier=Tier(row["tier"]),
        raised=instant(row["raised_at"]),
        rung=row["rung"],
        seen=instant(row["seen_at"]) if row["seen_at"] is not None else None,
        unreached=bool(row["unreached"]),
        seen_by=row["seen_by"],
        settled=row["mistaken_at"] is not None or row["helped_at"] is not None,
        about=row["about"],
    )
