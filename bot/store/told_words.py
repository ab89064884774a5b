"""Which words of an alert have come to somebody of the clinic, or are on their way there."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.store.tx import Row, Tx, stamp


@dataclass(frozen=True)
class AlertKeys:
    """Under what keys an alert is told: the `whole` of it, the `rest` of a long one, a further `line`."""

    whole: str
    rest: str
    line: str


@dataclass(frozen=True)
class Pressing:
    """A button was pressed under Telegram's message of that number; the tap was on disk at that instant."""

    under: int
    kept: datetime


def untold(
    tx: Tx, alert_id: int, chat_id: int, keys: AlertKeys, pressing: Pressing | None
) -> list[int] | None:
    """The numbers of the words that a chat was not shown; None where nothing is known of that.

    A line that came later may have overtaken what was to be told of the alert as a whole: that the newest
    words came says nothing of those before. Nor is what left after a tap was here known to whoever tapped.
    """
    rows = tx.all(
        """SELECT key, facts, message_id, settled_at FROM outbox
           WHERE alert_id = :id AND chat_id = :chat AND sort = 'alert'
           AND (state IN ('sent', 'unknown')
                OR state = 'due' AND key IN (:line, :rest))
           ORDER BY id""",
        id=alert_id,
        chat=chat_id,
        line=keys.line,
        rest=keys.rest,
    )
    rows = _before(rows, pressing, keys.line) if pressing else rows
    if not rows:
        return None
    last = max(_last(row) for row in rows)
    lines = _lines(rows, keys.rest)
    of_alert = tx.all("SELECT id, words FROM alert_words WHERE alert_id = :id ORDER BY id", id=alert_id)
    return [one["id"] for one in of_alert if one["id"] > last or not {*one["words"].split("\n")} <= lines]


def _before(rows: list[Row], pressing: Pressing, line: str) -> list[Row]:
    """Without what holds newer words than the tapped message, and left when the tap was here already.

    A further line that names no sign needs nobody to press anything, and may come at any time.
    """
    tapped = next((_last(row) for row in rows if row["message_id"] == pressing.under), None)
    if tapped is None:
        return rows
    kept = stamp(pressing.kept)
    return [
        row for row in rows if _last(row) <= tapped or (row["settled_at"] or 0) < kept or _is_mere(row, line)
    ]


def _last(row: Row) -> int:
    return int(json.loads(row["facts"]).get("last", 0))


def _is_mere(row: Row, line: str) -> bool:
    return row["key"] == line and not json.loads(row["facts"]).get("sign", False)


def _lines(rows: list[Row], rest: str) -> set[str]:
    """All of them; the rest of a long one goes on where the message before it was full."""
    told = ""
    for row in rows:
        told += ("" if row["key"] == rest else "\n") + json.loads(row["facts"])["words"]
    return {*told.split("\n")}


def hasten(tx: Tx, alert_id: int, chat_id: int, keys: AlertKeys, *, now: datetime) -> None:
    """Further words that wait for others to come with them are due now."""
    tx.run(
        """UPDATE outbox SET due_at = :now WHERE alert_id = :id AND chat_id = :chat AND state = 'due'
           AND key = :line AND due_at > :now AND tries = 0""",
        id=alert_id,
        chat=chat_id,
        line=keys.line,
        now=stamp(now),
    )
