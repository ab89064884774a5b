"""Which of several sessions an alert is about, as the patient says."""

from collections.abc import Collection

from bot.model import Alert
from bot.store.alerts import alert_of
from bot.store.tx import Tx, dump


def set_about(tx: Tx, alert_id: int, code: str | None) -> None:
    """Which session it is about, or which link; None where it may be any."""
    tx.run("UPDATE alerts SET about = :code WHERE id = :id", code=code, id=alert_id)


def alert_of_patient(tx: Tx, patient_id: int, code: str) -> Alert | None:
    """An alert about that very patient, or one that may have been about them."""
    row = tx.one(
        """SELECT * FROM alerts WHERE code = :code AND (patient_id = :patient
           OR id IN (SELECT alert_id FROM alert_people WHERE patient_id = :patient))""",
        patient=patient_id,
        code=code,
    )
    return alert_of(row) if row else None


def was_asked(tx: Tx, chat_id: int, keys: Collection[str], code: str) -> bool:
    """Whether the chat was asked that about the alert of that code, or is owed the question."""
    found = tx.value(
        """SELECT 1 FROM outbox WHERE chat_id = :chat AND key IN (SELECT value FROM json_each(:keys))
           AND json_extract(facts, '$.alert') = :code LIMIT 1""",
        chat=chat_id,
        keys=dump(list(keys)),
        code=code,
    )
    return found is not None
