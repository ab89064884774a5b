"""Patients who are enrolled before the bot starts, with the store's and the ward's own functions."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.care.ground.desk import Desk
from bot.care.ground.house import House
from bot.care.patient import sessions
from bot.store import patients
from bot.store.tx import Tx

LONDON = ZoneInfo("Europe/London")


def enrol(tx: Tx, chats: Iterable[int], house: House, now: datetime, treated_at: datetime) -> None:
    """One patient a chat, who consented, lives in London and has a plan."""
    desk = Desk.at(tx, now, house)
    for chat in chats:
        made = patients.add(tx, code=f"P{chat}", chat_id=chat, language="en", wording="test/en", now=desk.now)
        patients.set_zone(tx, made.chat_id, LONDON)
        known = patients.by_id(tx, made.id)
        if known is None:
            raise AssertionError("nobody was enrolled")
        sessions.register(desk, known, treated_at, mode="new")
