"""A patient's words on their way to the clinic: what is written within a minute goes as one message."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.care.ground.desk import Desk
from bot.care.ground.says.message import HoldsWords, read
from bot.model import Clinician, Outgoing
from bot.store import spoken

GATHERED = timedelta(seconds=60)
PIECE = 3000  # characters of them in one message


def each_once(known: Iterable[str], words: str) -> str:
    """Words for an alert without what it holds already: what comes along from before is told once.

    The last line is new, and stays.
    """
    *before, newest = words.split("\n")
    told = {line for one in known for line in one.split("\n")}
    return "\n".join([*dict.fromkeys(line for line in before if line not in {*told, newest}), newest])


def in_order(before: str, words: str) -> str:
    """What was written before and these words, in the order in which they came.

    Where these hold some of what was before, as a burst does that is read as one, it stands where they do.
    """
    again = set(words.split("\n"))
    return "\n".join([*(line for line in before.split("\n") if line and line not in again), words])


W = TypeVar("W", bound=HoldsWords)


def joined(
    desk: Desk, member: Clinician, kind: type[W], words: str, goes_on: Callable[[W], bool]
) -> tuple[Outgoing, W] | None:
    """A message to the member that waits, and what it says with these words as well; none where none fits."""
    waiting = spoken.owed(desk.tx, member.chat_id, kind.key)
    held = read(kind, waiting.facts) if waiting else None
    if waiting is None or held is None or not goes_on(held):
        return None
    both = f"{held.words}\n{words}"
    return (waiting, replace(held, words=both)) if len(both) <= PIECE else None
