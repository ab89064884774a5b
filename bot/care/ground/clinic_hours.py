"""When somebody of the clinic is told what can wait: at once while they are there, else in working hours."""

from datetime import datetime, timedelta

from bot.care.ground.desk import Desk, brief
from bot.care.ground.says.message import ToStaff
from bot.model import Clinician, Outgoing, Sort
from bot.store import presence
from schedules.hours import next_open

GATHERED = timedelta(minutes=15)  # what comes within this becomes one message
THERE = timedelta(hours=1)  # for which somebody who wrote or tapped is told at any hour


def opening(desk: Desk, after: datetime | None = None) -> datetime:
    """When the clinic is open: now, or the next time after that instant (UTC)."""
    return next_open(after or desk.now, desk.house.clinic.zone, desk.house.hours)


def moment(desk: Desk, member: Clinician, wait: timedelta = timedelta(0)) -> datetime:
    """When to tell somebody, after `wait`: at any hour while they are there, else when the clinic is open."""
    after = desk.now + wait
    return after if _is_there(desk, member.chat_id) else opening(desk, after)


def _is_there(desk: Desk, chat_id: int, within: timedelta = THERE) -> bool:
    return presence.is_since(desk.tx, chat_id, desk.now - within)


def is_held(desk: Desk, message: Outgoing) -> bool:
    """Whether it waits for the clinic to open: not for who was there when it was owed, and gathered since."""
    waits = message.sort is Sort.NOTICE and opening(desk) > desk.now
    return waits and not _is_there(desk, message.chat_id, THERE + GATHERED)


def tell(desk: Desk, member: Clinician, message: ToStaff, *, about: int | None = None) -> None:
    """What concerns somebody of the clinic: at once while they are there, else when it is open."""
    if _is_there(desk, member.chat_id):
        brief(desk, member, message, about=about)
    else:
        brief(desk, member, message, about=about, due=opening(desk), sort=Sort.NOTICE)
