"""Which bot a database belongs to: the numbers of updates and messages are one bot's alone."""

import json
from datetime import datetime

from bot.store import vitals
from bot.store.engine import StoreError
from bot.store.tx import Tx
from bot.typed import PROGRAM

MOST_NUMBERS = 2**31  # Telegram counts updates in 31 bits


def known(tx: Tx) -> str | None:
    """The id of the bot that ran with it last; None where it never ran, or with an earlier version alone."""
    return vitals.value(tx, vitals.BOT)


def refusal(path: object, former: str | None, bot: str) -> str | None:
    """What there is to say where it is another's; a token that was merely renewed is of the same bot."""
    if former is None or former == bot:
        return None
    return (
        f"{path} belongs to another bot: its token begins with {former}, that of BOT_TOKEN with {bot}. Put "
        f"the former token back into BOT_TOKEN; or, where the clinic has a new bot: {PROGRAM} run --new-bot, "
        "which reaches nobody before they have opened the new bot and pressed Start"
    )


def begin(tx: Tx, path: object, bot: str, *, anew: bool, now: datetime) -> str | None:
    """Note whose it is; a line where it becomes another's. Raises StoreError there, unless `anew`."""
    former = known(tx)
    why = refusal(path, former, bot)
    if why and not anew:
        raise StoreError(why)
    if former != bot:
        vitals.put(tx, vitals.BOT, bot, now=now)
    if not why:
        return None
    _forget_numbers(tx)
    return (
        f"{path} goes on with another bot: {bot}, formerly {former}. It reaches nobody before they have "
        "opened it and pressed Start: tell patients and colleagues its name. Links given out before lead to "
        "the former bot."
    )


def _forget_numbers(tx: Tx) -> None:
    """The new bot's updates and messages have numbers that the former one's may have had.

    What somebody wrote and nothing was done about keeps its words and its turn, under numbers of ours.
    """
    tx.run("DELETE FROM inbox WHERE state = 'done'")
    least = min(tx.value("SELECT min(update_id) FROM inbox") or 0, 0)
    for row in tx.all("SELECT update_id, raw FROM inbox WHERE update_id > 0 ORDER BY update_id"):
        number = least - MOST_NUMBERS + row["update_id"] - 1
        raw = _renumbered(row["raw"], row["update_id"], number)
        tx.run(
            "UPDATE inbox SET update_id = :number, raw = :raw WHERE update_id = :former",
            number=number,
            raw=raw,
            former=row["update_id"],
        )
    tx.run("UPDATE outbox SET message_id = NULL WHERE message_id IS NOT NULL")


def _renumbered(raw: bytes | None, former: int, number: int) -> bytes | None:
    """The same update under that number; what cannot be read stays as it is, and is set aside."""
    try:
        told = json.loads((raw or b"").decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return raw
    if not isinstance(told, dict) or told.get("update_id") != former:
        return raw
    return json.dumps({**told, "update_id": number}).encode()
