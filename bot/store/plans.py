"""The reminders and questions of a treatment, as rows of the outbox."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.model import POLICIES, Outgoing, Sort
from bot.store.outbox import message_of, put
from bot.store.tx import Tx, dump, stamp

EARLY, NOT_EARLY = "early", "not early"  # what is kept of the answer to the offer to end early


def of_treatment(tx: Tx, treatment_id: int) -> list[Outgoing]:
    """The reminders and questions of a treatment, in every state, by when they are due."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE treatment_id = :treatment AND step IS NOT NULL
           ORDER BY due_at, id""",
        treatment=treatment_id,
    )
    return [message_of(row) for row in rows]


def owe_again(
    tx: Tx, message: Outgoing, *, due: datetime, expires: datetime | None, facts: Mapping[str, Any]
) -> int:
    """Owe a step of a treatment once more, in the next round; the new row's id."""
    return put(
        tx,
        chat_id=message.chat_id,
        sort=message.sort,
        key=message.key,
        audience=message.audience,
        language=message.language,
        due=due,
        expires=expires,
        facts=facts,
        patient_id=message.patient_id,
        treatment_id=message.treatment_id,
        step=message.step,
        round=message.round + 1,
    )


def due_with(tx: Tx, message: Outgoing, *, now: datetime) -> list[Outgoing]:
    """The other messages of the same treatment which are due as well."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE treatment_id = :treatment AND state = 'due' AND due_at <= :now
           AND id <> :id AND step IS NOT NULL ORDER BY due_at, id""",
        treatment=message.treatment_id,
        now=stamp(now),
        id=message.id,
    )
    return [message_of(row) for row in rows]


def set_facts(tx: Tx, message_id: int, facts: Mapping[str, Any]) -> None:
    tx.run("UPDATE outbox SET facts = :facts WHERE id = :id", id=message_id, facts=dump(facts))


def rewrite(
    tx: Tx,
    message: Outgoing,
    *,
    sort: Sort,
    due: datetime,
    expires: datetime,
    facts: Mapping[str, Any],
    key: str | None = None,
) -> None:
    """Owe a step at another time, with other facts or in other words, also one that had been cancelled."""
    policy = POLICIES[sort]
    tx.run(
        """UPDATE outbox SET state = 'due', sort = :sort, priority = :priority, unprompted = :unprompted,
             key = :key, due_at = :due, expires_at = :expires, facts = :facts, settled_at = NULL
           WHERE id = :id AND state IN ('due', 'cancelled', 'merged', 'expired')""",
        id=message.id,
        key=key or message.key,
        sort=sort.value,
        priority=policy.priority.value,
        unprompted=int(policy.unprompted),
        due=stamp(due),
        expires=stamp(expires),
        facts=dump(facts),
    )


def ends_early(tx: Tx, treatment_id: int) -> bool:
    """Whether the patient has said last that they want no more tips."""
    said = tx.one(
        """SELECT answered FROM outbox WHERE treatment_id = :treatment AND answered IN (:yes, :no)
           ORDER BY answered_at DESC, id DESC LIMIT 1""",
        treatment=treatment_id,
        yes=EARLY,
        no=NOT_EARLY,
    )
    return said is not None and said["answered"] == EARLY


def cancel_plan(tx: Tx, *, patient_id: int, now: datetime) -> int:
    """Cancel every reminder and question that the patient is still owed; how many."""
    return tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE patient_id = :patient AND state = 'due' AND unprompted = 1""",
        patient=patient_id,
        now=stamp(now),
    )


def cancel_treatment(tx: Tx, *, treatment_id: int, now: datetime) -> None:
    tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE treatment_id = :treatment AND state = 'due' AND unprompted = 1""",
        treatment=treatment_id,
        now=stamp(now),
    )


def last_question(tx: Tx, patient_id: int, *, since: datetime) -> Outgoing | None:
    """The newest question of a treatment that went out to the patient after that instant."""
    row = tx.one(
        """SELECT * FROM outbox WHERE patient_id = :patient AND sort = 'question' AND step IS NOT NULL
           AND state IN ('sending', 'sent', 'unknown') AND claimed_at > :since
           ORDER BY claimed_at DESC, id DESC LIMIT 1""",
        patient=patient_id,
        since=stamp(since),
    )
    return message_of(row) if row else None


def open_questions(tx: Tx, patient_id: int, *, since: datetime) -> list[Outgoing]:
    """The questions of treatments that went out to the patient after that instant and have no answer."""
    rows = tx.all(
        """SELECT * FROM outbox WHERE patient_id = :patient AND sort = 'question' AND step IS NOT NULL
           AND state IN ('sending', 'sent', 'unknown') AND claimed_at > :since AND answered_at IS NULL
           ORDER BY claimed_at, id""",
        patient=patient_id,
        since=stamp(since),
    )
    return [message_of(row) for row in rows]
