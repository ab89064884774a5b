"""What comes after a red flag: further words of the case, and what became of it."""

from datetime import datetime

from bot.model import Alert
from bot.store.alerts import alert_of
from bot.store.scope import ABOUT, SEEN_NOT_OVER
from bot.store.told_words import AlertKeys
from bot.store.tx import Tx, stamp


def standing(tx: Tx, patient_id: int, *, since: datetime) -> Alert | None:
    """The newest alert of a patient that a person has seen after that instant, and nobody has closed."""
    row = tx.one(
        f"""SELECT * FROM alerts WHERE {ABOUT} AND {SEEN_NOT_OVER} ORDER BY id DESC LIMIT 1""",
        patient=patient_id,
        since=stamp(since),
    )
    return alert_of(row) if row else None


def words_since(tx: Tx, patient_id: int, *, since: datetime) -> list[str]:
    """What a patient wrote or tapped that was brought to the clinic as a red flag after that instant."""
    rows = tx.all(
        f"""SELECT words FROM alert_words WHERE alert_id IN (SELECT id FROM alerts WHERE {ABOUT})
            AND (said_at > :since OR alert_id IN (SELECT id FROM alerts WHERE raised_at > :since))
            ORDER BY id""",
        patient=patient_id,
        since=stamp(since),
    )
    return [row["words"] for row in rows]


def close(tx: Tx, alert: Alert, *, now: datetime) -> bool:
    """A person at the clinic ends the case, and all before it that were seen; False where none was open."""
    changed = tx.run(
        """UPDATE alerts SET closed_at = :now
           WHERE patient_id = :patient AND id <= :id AND seen_at IS NOT NULL AND closed_at IS NULL""",
        now=stamp(now),
        patient=alert.patient_id,
        id=alert.id,
    )
    return changed > 0


def mistaken(tx: Tx, alert_id: int, *, now: datetime) -> bool:
    """The patient says that it was a mistake; the case stays. False where they had said so."""
    changed = tx.run(
        "UPDATE alerts SET mistaken_at = :now WHERE id = :id AND mistaken_at IS NULL",
        now=stamp(now),
        id=alert_id,
    )
    return changed == 1


def helped(tx: Tx, alert_id: int, *, now: datetime) -> bool:
    """The patient says that help is there; False where they had said so."""
    changed = tx.run(
        "UPDATE alerts SET helped_at = :now WHERE id = :id AND helped_at IS NULL", now=stamp(now), id=alert_id
    )
    return changed == 1


def untapped_sign(tx: Tx, alert_id: int, chat_id: int, keys: AlertKeys) -> bool:
    """Whether a sign was named again since, and the chat that was told so has tapped nothing."""
    found = tx.value(
        """SELECT 1 FROM outbox WHERE alert_id = :id AND chat_id = :chat AND key = :line
           AND json_extract(facts, '$.sign') AND json_extract(facts, '$.has_reader')
           AND state <> 'cancelled' AND answered IS NULL LIMIT 1""",
        id=alert_id,
        chat=chat_id,
        line=keys.line,
    )
    return found is not None


def tapped(tx: Tx, alert_id: int, chat_id: int, keys: AlertKeys, *, now: datetime) -> None:
    """Somebody has tapped what they were told of an alert: its lines are read."""
    tx.run(
        """UPDATE outbox SET answered = 'read', answered_at = :now
           WHERE alert_id = :id AND chat_id = :chat AND key = :line AND answered IS NULL
           AND state IN ('sending', 'sent', 'unknown')""",
        id=alert_id,
        chat=chat_id,
        line=keys.line,
        now=stamp(now),
    )


def set_false(tx: Tx, alert_id: int) -> None:
    tx.run("UPDATE alerts SET false_alarm = 1 WHERE id = :id", id=alert_id)
