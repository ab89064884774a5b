"""Every message the bot sends, from the moment it is owed to the moment its outcome is known."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from bot.model import POLICIES, Audience, Outgoing, Priority, Sort, State
from bot.store import alerts
from bot.store.overtaking import OVERTAKES_NONE
from bot.store.tx import Row, Tx, dump, instant, stamp

DAY = 86_400
HOUR = 3_600


def put(
    tx: Tx,
    *,
    chat_id: int,
    sort: Sort,
    key: str,
    audience: Audience,
    language: str,
    due: datetime,
    facts: Mapping[str, Any] | None = None,
    patient_id: int | None = None,
    treatment_id: int | None = None,
    about_id: int | None = None,
    alert_id: int | None = None,
    step: str | None = None,
    round: int = 0,  # noqa: A002  (the column's name)
    expires: datetime | None = None,
) -> int:
    """Owe a message; its id. A step of a treatment can be owed once per round.

    `patient_id` is the patient who gets it; `about_id` is the one a member of the clinic is told of, with
    whom it is erased.
    """
    policy = POLICIES[sort]
    return tx.insert(
        "outbox",
        chat_id=chat_id,
        patient_id=patient_id,
        treatment_id=treatment_id,
        about_id=about_id,
        alert_id=alert_id,
        sort=sort.value,
        priority=policy.priority.value,
        unprompted=int(policy.unprompted),
        key=key,
        audience=audience.value,
        facts=dump(facts or {}),
        language=language,
        step=step,
        round=round,
        due_at=stamp(due),
        expires_at=stamp(expires) if expires else None,
    )


def get(tx: Tx, message_id: int, *, chat_id: int) -> Outgoing | None:
    """A message of that chat; another chat's message is not found."""
    row = tx.one("SELECT * FROM outbox WHERE id = :id AND chat_id = :chat", id=message_id, chat=chat_id)
    return message_of(row) if row else None


def due(
    tx: Tx,
    *,
    now: datetime,
    priority: Priority,
    except_chats: Collection[int],
    sort: Sort | None = None,
    unprompted: bool = True,
    but: str | None = None,
) -> Outgoing | None:
    """The first message of that priority (and sort) which is due and whose chat may be written to now.

    `unprompted` is whether what the bot starts may be among it; `but` is a fact that it may not have.
    """
    row = tx.one(
        f"""SELECT * FROM outbox WHERE state = 'due' AND priority = :priority AND due_at <= :now
           AND unprompted <= :unprompted AND (:sort IS NULL OR sort = :sort) AND {OVERTAKES_NONE}
           AND (:but IS NULL OR json_type(facts, '$.' || :but) IS NULL)
           AND chat_id NOT IN (SELECT value FROM json_each(:chats)) ORDER BY due_at, id LIMIT 1""",
        priority=priority.value,
        sort=sort.value if sort else None,
        unprompted=int(unprompted),
        but=but,
        now=stamp(now),
        chats=dump(sorted(except_chats)),
    )
    return message_of(row) if row else None


def next_due(tx: Tx) -> datetime | None:
    """When the next message is due, or an alert is to be told again, which may be past."""
    mine = f"state = 'due' AND priority = :p AND {OVERTAKES_NONE}"
    first = f"SELECT due_at FROM outbox WHERE {mine} ORDER BY due_at LIMIT 1"
    seconds = [tx.value(first, p=priority.value) for priority in Priority]
    known = [instant(second) for second in seconds if second is not None]
    known += [rung] if (rung := alerts.next_due(tx)) else []
    return min(known, default=None)


def claim(tx: Tx, message: Outgoing, *, now: datetime, per_hour: int, per_day: int) -> bool:
    """Take a due message for sending; False where it is no longer due, or the patient has had enough.

    The cap counts what the bot started and what may have arrived, per chat, in this one statement.
    """
    claimed = tx.all(
        """UPDATE outbox SET state = 'sending', claimed_at = :now, tries = tries + 1
           WHERE id = :id AND state = 'due' AND (unprompted = 0 OR (
             (SELECT count(*) FROM outbox o WHERE o.chat_id = outbox.chat_id AND o.unprompted = 1
                AND o.claimed_at > :now - :hour AND o.state IN ('sending', 'sent', 'unknown')) < :per_hour
             AND
             (SELECT count(*) FROM outbox o WHERE o.chat_id = outbox.chat_id AND o.unprompted = 1
                AND o.claimed_at > :now - :day AND o.state IN ('sending', 'sent', 'unknown')) < :per_day))
           RETURNING id""",
        id=message.id,
        now=stamp(now),
        hour=HOUR,
        day=DAY,
        per_hour=per_hour,
        per_day=per_day,
    )
    return bool(claimed)


def settle(
    tx: Tx,
    message_id: int,
    state: State,
    *,
    now: datetime,
    telegram_id: int | None = None,
    error: str | None = None,
) -> bool:
    """Mark what became of a message that was being sent; False where that is marked already."""
    changed = tx.run(
        """UPDATE outbox SET state = :state, settled_at = :now, message_id = :telegram_id, error = :error
           WHERE id = :id AND state = 'sending'""",
        id=message_id,
        state=state.value,
        now=stamp(now),
        telegram_id=telegram_id,
        error=error,
    )
    return changed == 1


def again(tx: Tx, message_id: int, due: datetime, *, error: str) -> None:
    """Owe a message once more whose sending is known to have had no effect, or may be repeated."""
    tx.run(
        "UPDATE outbox SET state = 'due', due_at = :due, error = :error WHERE id = :id AND state = 'sending'",
        id=message_id,
        due=stamp(due),
        error=error,
    )


def postpone(tx: Tx, message_id: int, due: datetime) -> None:
    tx.run("UPDATE outbox SET due_at = :due WHERE id = :id AND state = 'due'", id=message_id, due=stamp(due))


def drop(tx: Tx, message_id: int, state: State, *, now: datetime) -> None:
    """End a message that was not sent: expired, merged or cancelled."""
    tx.run(
        "UPDATE outbox SET state = :state, settled_at = :now WHERE id = :id AND state = 'due'",
        id=message_id,
        state=state.value,
        now=stamp(now),
    )


def arrived(tx: Tx, message_id: int) -> None:
    """A button of the message was pressed, which proves that it was sent."""
    tx.run(
        "UPDATE outbox SET state = 'sent' WHERE id = :id AND state IN ('unknown', 'sending')",
        id=message_id,
    )


def answered(tx: Tx, message_id: int, how: str, *, now: datetime) -> None:
    """A button of the message was pressed that answers it."""
    arrived(tx, message_id)
    tx.run(
        "UPDATE outbox SET answered = :how, answered_at = :now WHERE id = :id",
        id=message_id,
        how=how,
        now=stamp(now),
    )


def hurry(tx: Tx, chat_id: int, *, now: datetime) -> None:
    """A chat is within reach: what is urgent there and waits for another try is due now."""
    tx.run(
        """UPDATE outbox SET due_at = :now WHERE chat_id = :chat AND state = 'due' AND priority = :urgent
           AND tries > 0 AND due_at > :now""",
        now=stamp(now),
        chat=chat_id,
        urgent=Priority.ALERT.value,
    )


def in_sending(tx: Tx) -> list[Outgoing]:
    """What was being sent when the process ended."""
    return [message_of(row) for row in tx.all("SELECT * FROM outbox WHERE state = 'sending' ORDER BY id")]


def cap_frees_at(tx: Tx, chat_id: int, *, now: datetime, per_hour: int, per_day: int) -> datetime:
    """When the chat may get the next message that the bot starts; whole seconds, later than now."""
    claimed = """SELECT claimed_at FROM outbox WHERE chat_id = :chat AND unprompted = 1
                 AND state IN ('sending', 'sent', 'unknown') ORDER BY claimed_at DESC LIMIT 1 OFFSET :n"""
    hourly = tx.value(claimed, chat=chat_id, n=per_hour - 1) or 0
    daily = tx.value(claimed, chat=chat_id, n=per_day - 1) or 0
    return instant(max(hourly + HOUR, daily + DAY, stamp(now) + 1))


def message_of(row: Row) -> Outgoing:
    return Outgoing(
        id=row["id"],
        chat_id=row["chat_id"],
        patient_id=row["patient_id"],
        treatment_id=row["treatment_id"],
        sort=Sort(row["sort"]),
        key=row["key"],
        audience=Audience(row["audience"]),
        language=row["language"],
        state=State(row["state"]),
        due=instant(row["due_at"]),
        expires=instant(row["expires_at"]) if row["expires_at"] is not None else None,
        alert_id=row["alert_id"],
        step=row["step"],
        round=row["round"],
        tries=row["tries"],
        answered=instant(row["answered_at"]) if row["answered_at"] is not None else None,
        facts=json.loads(row["facts"]),
    )
