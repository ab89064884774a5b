"""Which words of an alert have come to somebody of the clinic, or are on their way there."""

import json
from datetime import datetime

from bot.store.tx import Row, Tx, stamp

GOES_ON = "staff.alert_more"  # where the message before it was full


def untold(tx: Tx, alert_id: int, chat_id: int) -> list[int] | None:
    """The numbers of the words that a chat was not shown; None where nothing is known of that.

    A line that came later may have overtaken what was to be told of the alert as a whole: that the newest
    words came says nothing of those before.
    """
    rows = tx.all(
        """SELECT key, facts FROM outbox WHERE alert_id = :id AND chat_id = :chat AND sort = 'alert'
           AND (state IN ('sent', 'unknown')
                OR state = 'due' AND key IN ('staff.alert_line', 'staff.alert_more'))
           ORDER BY id""",
        id=alert_id,
        chat=chat_id,
    )
    if not rows:
        return None
    last = max(json.loads(row["facts"]).get("last", 0) for row in rows)
    lines, said = _lines(rows), "SELECT id, words FROM alert_words WHERE alert_id = :id ORDER BY id"
    of_alert = tx.all(said, id=alert_id)
    return [one["id"] for one in of_alert if one["id"] > last or not {*one["words"].split("\n")} <= lines]


def _lines(rows: list[Row]) -> set[str]:
    told = ""
    for row in rows:
        told += ("" if row["key"] == GOES_ON else "\n") + json.loads(row["facts"])["words"]
    return {*told.split("\n")}


def hasten(tx: Tx, alert_id: int, chat_id: int, *, now: datetime) -> None:
    """Further words that wait for others to come with them are due now."""
    tx.run(
        """UPDATE outbox SET due_at = :now WHERE alert_id = :id AND chat_id = :chat AND state = 'due'
           AND key = 'staff.alert_line' AND due_at > :now AND tries = 0""",
        id=alert_id,
        chat=chat_id,
        now=stamp(now),
    )
