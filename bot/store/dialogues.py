"""Where each conversation stands: rows, so that it goes on after any stop.

A person who is a patient and works at the clinic has two, in a room each.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.model import Dialogue
from bot.store.tx import Tx, dump, instant, stamp

PATIENT, STAFF = "patient", "staff"


def of_chat(
    tx: Tx, chat_id: int, *, since: datetime, room: str = PATIENT, about: int | None = None
) -> Dialogue | None:
    """The open question of a chat that was put after that instant; where a patient is named, about them."""
    row = tx.one(
        """SELECT * FROM dialogues WHERE chat_id = :chat AND room = :room AND step <> ''
           AND asked_at > :since AND (:about IS NULL OR coalesce(patient_id, :about) = :about)""",
        about=about,
        chat=chat_id,
        room=room,
        since=stamp(since),
    )
    if row is None:
        return None
    return Dialogue(
        chat_id,
        row["step"],
        json.loads(row["facts"]),
        row["turn"],
        instant(row["asked_at"]),
        row["patient_id"],
    )


def put(
    tx: Tx,
    chat_id: int,
    step: str,
    facts: Mapping[str, Any],
    now: datetime,
    *,
    room: str = PATIENT,
    patient_id: int | None = None,
) -> Dialogue:
    """Ask the next question; its turn is one that no earlier question of this chat had."""
    turn = tx.value(
        """INSERT INTO dialogues (chat_id, room, step, facts, turn, asked_at, patient_id)
           VALUES (:chat, :room, :step, :facts, 1, :now, :patient)
           ON CONFLICT (chat_id, room)
           DO UPDATE SET step = :step, facts = :facts, turn = turn + 1, asked_at = :now, patient_id = :patient
           RETURNING turn""",
        patient=patient_id,
        chat=chat_id,
        room=room,
        step=step,
        facts=dump(facts),
        now=stamp(now),
    )
    return Dialogue(chat_id, step, facts, turn, now, patient_id)


def end(tx: Tx, chat_id: int, *, room: str = PATIENT) -> None:
    """Nothing is being asked any more; the turn is kept, so that old buttons stay old."""
    tx.run(
        """UPDATE dialogues SET step = '', facts = '{}', patient_id = NULL
           WHERE chat_id = :chat AND room = :room""",
        chat=chat_id,
        room=room,
    )


def end_about(tx: Tx, chat_id: int, patient_id: int) -> None:
    """End the open question about one of several whom a phone serves; one about another stays open."""
    tx.run(
        """UPDATE dialogues SET step = '', facts = '{}', patient_id = NULL
           WHERE chat_id = :chat AND patient_id = :patient""",
        chat=chat_id,
        patient=patient_id,
    )
