"""The same words are not said twice in a row: the second time, they are said once more."""

from collections.abc import Mapping
from typing import Any

from bot.care.ground.says.message import FOR, ONCE_MORE, THEM, Message, stored, unsaid
from bot.model import Outgoing


def is_same(last: Outgoing | None, message: Message, whose: int | None) -> bool:
    """Whether that was said last in the very same words; what is personal, of the same patient."""
    if last is None or last.key != message.key or last.facts.get(ONCE_MORE):
        return False
    if message.personal and last.patient_id != whose:
        return False
    hidden = unsaid(type(message)) | {FOR, THEM}
    return _but(last.facts, hidden) == _but(stored(message), hidden)


def once_more(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, ONCE_MORE: True}


def as_before(waiting: Outgoing, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Other facts for a message that waits to be sent: what was said before it is the same still."""
    return once_more(facts) if waiting.facts.get(ONCE_MORE) else facts


def _but(facts: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if name not in hidden}
