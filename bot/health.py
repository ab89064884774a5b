"""Is the bot well: what its signs of life say, for a person or a supervisor."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.store.vitals import WELL, WORDS

Signs = Mapping[str, tuple[str, datetime]]


def report(signs: Signs, unreached: int, *, now: datetime, max_age: timedelta) -> tuple[bool, list[str]]:
    """Whether all is well, and a line for each sign; instants are aware, UTC."""
    heard = signs.get("polled")
    age = now - heard[1] if heard else None
    fresh = age is not None and age <= max_age
    if age is None:
        lines = ["RED: the bot has not heard from Telegram yet."]
    else:
        lines = [f"{'ok' if fresh else 'RED'}: Telegram last answered {int(age.total_seconds())} s ago."]
    if unreached:
        lines.append(f"RED: alerts that have reached nobody at the clinic: {unreached}.")
    else:
        lines.append("ok: no alert waits for somebody who can be reached.")
    words = signs.get(WORDS, (WELL, now))[0]
    if words != WELL:
        lines.append(f"RED: urgent words could not be made ({words}); fixed ones with both numbers went out.")
    engine = signs.get("engine", (WELL, now))[0]
    if engine == WELL:
        lines.append("ok: questions are answered.")
    else:
        lines.append(f"WARNING: typed questions cannot be answered ({engine}); /faq and red flags work.")
    return fresh and not unreached and words == WELL, lines
