"""Which checks of health are red, since when, and which of them the owners were told of."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.store import vitals
from bot.store.tx import Tx, dump, instant, stamp


@dataclass(frozen=True)
class Trouble:
    """A check that turned red at that instant (UTC); `over` is since when it is red no more."""

    check: str
    since: datetime
    told: bool = False
    over: datetime | None = None


def standing(tx: Tx) -> Mapping[str, Trouble]:
    """By the name of the check."""
    kept = json.loads(vitals.value(tx, vitals.TROUBLES) or "[]")
    found = [
        Trouble(check, instant(since), bool(told), None if over is None else instant(over))
        for check, since, told, over in kept
    ]
    return {one.check: one for one in found}


def keep(tx: Tx, found: Iterable[Trouble], *, now: datetime) -> None:
    kept = [
        [one.check, stamp(one.since), int(one.told), None if one.over is None else stamp(one.over)]
        for one in found
    ]
    vitals.put(tx, vitals.TROUBLES, dump(kept), now=now)


def withdraw(tx: Tx, chat_id: int, key: str, check: str, *, now: datetime) -> bool:
    """Cancel what a chat is still owed of that kind about a check; False where nothing is."""
    changed = tx.run(
        """UPDATE outbox SET state = 'cancelled', settled_at = :now
           WHERE chat_id = :chat AND key = :key AND state = 'due' AND facts ->> '$.check' = :check""",
        chat=chat_id,
        key=key,
        check=check,
        now=stamp(now),
    )
    return changed > 0
