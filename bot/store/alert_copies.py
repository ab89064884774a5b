"""What the people of the clinic were told of an alert and have on their phones, with its buttons."""

from collections.abc import Collection
from datetime import datetime

from bot.model import Alert, Outgoing
from bot.store.outbox import message_of
from bot.store.tx import Tx, dump, stamp

KEYS = ("staff.alert", "staff.alert_line", "staff.alert_yours", "staff.alert_false_ask")


def on_phones(tx: Tx, codes: Collection[str], patient_id: int) -> list[tuple[int, Outgoing]]:
    """What arrived of alerts of these codes, the oldest first: Telegram's number of it, and what it says."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE (about_id = :patient
             OR alert_id IN (SELECT id FROM alerts WHERE code IN (SELECT value FROM json_each(:codes))))
           AND key IN (SELECT value FROM json_each(:keys)) AND state = 'sent' AND message_id IS NOT NULL
           AND json_extract(facts, '$.alert') IN (SELECT value FROM json_each(:codes)) ORDER BY id""",
        patient=patient_id,
        codes=dump(sorted(codes)),
        keys=dump(KEYS),
    )
    return [(int(row["message_id"]), message_of(row)) for row in rows]


def closed_with(tx: Tx, alert: Alert, *, since: datetime) -> list[str]:
    """The codes of an alert and of all before it that were closed after that instant."""
    rows = tx.all(
        "SELECT code FROM alerts WHERE patient_id = :patient AND id <= :id AND closed_at > :since",
        patient=alert.patient_id,
        id=alert.id,
        since=stamp(since),
    )
    return [str(row["code"]) for row in rows]
