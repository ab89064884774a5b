"""Signs of life that the bot leaves for whoever asks about its health."""

from datetime import datetime

from bot.store.tx import Tx, instant, stamp

WORDS = "words"  # the key of urgent words that could not be made
WELL = "well"


def put(tx: Tx, name: str, value: str, *, now: datetime) -> None:
    tx.run(
        """INSERT INTO vitals (name, value, at) VALUES (:name, :value, :now)
           ON CONFLICT (name) DO UPDATE SET value = :value, at = :now""",
        name=name,
        value=value,
        now=stamp(now),
    )


def value(tx: Tx, name: str) -> str | None:
    found: str | None = tx.value("SELECT value FROM vitals WHERE name = :name", name=name)
    return found


def all_of_them(tx: Tx) -> dict[str, tuple[str, datetime]]:
    """Every sign: its value, and when it was left."""
    return {row["name"]: (row["value"], instant(row["at"])) for row in tx.all("SELECT * FROM vitals")}
