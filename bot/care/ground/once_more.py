"""The same words are not said twice in a row: the second time, they are said once more."""

from collections.abc import Mapping
from typing import Any

from bot.care.ground.says.message import ONCE_MORE, Message, stored
from bot.model import Outgoing

UNSEEN = frozenset({"turn", "question", "text", "of", "alert"})  # facts that stand on no screen


def is_same(last: Outgoing | None, message: Message) -> bool:
    """Whether that was said last in the very same words."""
    if last is None or last.key != message.key or last.facts.get(ONCE_MORE):
        return False
    return _seen(last.facts) == _seen(stored(message))


def once_more(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, ONCE_MORE: True}


def _seen(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if name not in UNSEEN}
