"""How often a topic was asked about of which the clinic says nothing, by day; no words, and nobody's."""

from collections.abc import Mapping
from datetime import datetime

from bot.store.tx import Tx, stamp

_DAY = 86_400  # seconds


def count(tx: Tx, topic: str, *, now: datetime) -> None:
    tx.run(
        """INSERT INTO topics_asked (topic, day, times) VALUES (:topic, :day, 1)
           ON CONFLICT (topic, day) DO UPDATE SET times = times + 1""",
        topic=topic,
        day=stamp(now) // _DAY,
    )


def since(tx: Tx, begin: datetime, end: datetime | None = None) -> Mapping[str, int]:
    """By topic, the one that was asked most first; the days are those of UTC, of which none is cut."""
    rows = tx.all(
        """SELECT topic, sum(times) AS times FROM topics_asked
           WHERE day >= :day AND (:end IS NULL OR day < :end) GROUP BY topic ORDER BY times DESC, topic""",
        day=stamp(begin) // _DAY,
        end=end and -(-stamp(end) // _DAY),
    )
    return {row["topic"]: row["times"] for row in rows}


def prune(tx: Tx, before: datetime) -> None:
    tx.run("DELETE FROM topics_asked WHERE day < :day", day=stamp(before) // _DAY)
