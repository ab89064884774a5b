"""Where each conversation stands: rows, so that it goes on after any stop."""

import json
from collections.abc import Mapping
from typing import Any

from bot.model import Dialogue
from bot.store.tx import Tx, dump


def of_chat(tx: Tx, chat_id: int) -> Dialogue | None:
    """The open question of a chat, if there is one."""
    row = tx.one("SELECT * FROM dialogues WHERE chat_id = :chat AND step <> ''", chat=chat_id)
    return Dialogue(chat_id, row["step"], json.loads(row["facts"]), row["turn"]) if row else None


def put(tx: Tx, chat_id: int, step: str, facts: Mapping[str, Any]) -> Dialogue:
    """Ask the next question; its turn is one that no earlier question of this chat had."""
    turn = tx.value(
        """INSERT INTO dialogues (chat_id, step, facts, turn) VALUES (:chat, :step, :facts, 1)
           ON CONFLICT (chat_id) DO UPDATE SET step = :step, facts = :facts, turn = turn + 1
           RETURNING turn""",
        chat=chat_id,
        step=step,
        facts=dump(facts),
    )
    return Dialogue(chat_id, step, facts, turn)


def end(tx: Tx, chat_id: int) -> None:
    """Nothing is being asked any more; the turn is kept, so that old buttons stay old."""
    tx.run("UPDATE dialogues SET step = '', facts = '{}' WHERE chat_id = :chat", chat=chat_id)
