"""What was sent and could not be dealt with: it is set aside, its sender is told, and the owners once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.care.ground import clinic_hours, red_flag
from bot.care.ground.desk import Desk, brief, say_once
from bot.care.ground.heard import Caller
from bot.care.ground.says.conversation import Sorry
from bot.care.ground.says.inbox import CauseShown, SetAside, Unread
from bot.model import Outgoing, Sort
from bot.store import inbox, spoken, staff
from messages.heard.reader import Reading

log = logging.getLogger(__name__)
GATHERED = timedelta(minutes=15)  # causes that turn up within this are told in one message
EVER = timedelta(days=3650)
MOST_CAUSES = 10  # in one message; `python -m bot inbox` lists them all


@dataclass(frozen=True)
class Unhandled:
    """An update that cannot be dealt with: of what kind, why not, and what can be told of whoever wrote it.

    `caller` is None where it was no person in a private chat, `flag` where no red flag is heard in it.
    """

    update_id: int
    kind: str
    reason: str
    sender: int | None = None
    caller: Caller | None = None
    text: str = ""
    flag: Reading | None = None


def set_aside(desk: Desk, found: Unhandled) -> None:
    """Whatever goes wrong in telling of it, the update is set aside."""
    known = inbox.is_known_cause(desk.tx, kind=found.kind, reason=found.reason, but=found.update_id)
    put_by(desk, found)
    if found.caller and not _carefully(desk, partial(_answer, desk, found.caller, found)):
        _carefully(desk, partial(_admit, desk, found.caller, found))
    if not known:
        _carefully(desk, partial(_owe_to_owners, desk))


def put_by(desk: Desk, found: Unhandled) -> None:
    """The least of it: the update is out of the way of all others, and shown."""
    inbox.set_aside(
        desk.tx, found.update_id, kind=found.kind, reason=found.reason, sender=found.sender, now=desk.now
    )


def _carefully(desk: Desk, tell: Callable[[], None]) -> bool:
    """Do it, or leave everything as it was; whether it could be done."""
    try:
        with desk.tx.savepoint():
            tell()
    except Exception:
        log.exception("nobody could be told of an update that was set aside")
        return False
    return True


def _answer(desk: Desk, caller: Caller, found: Unhandled) -> None:
    """What could be read of a person's words is heard for red flags; the rest is admitted."""
    patient = caller.patient(desk)
    works_only = patient is None and caller.clinician(desk) is not None
    if not works_only and red_flag.take(desk, caller, found.flag, found.text):
        return
    if not (patient and found.text and red_flag.join(desk, patient, found.text)):
        _admit(desk, caller, found)


def _admit(desk: Desk, caller: Caller, found: Unhandled) -> None:
    """Say that it had no effect, and whom to call: a text that nobody has read may be urgent."""
    if found.text:
        say_once(desk, caller, Unread(), sort=Sort.URGENT)
    else:
        say_once(desk, caller, Sorry())


def _owe_to_owners(desk: Desk) -> None:
    due = clinic_hours.opening(desk, desk.now + GATHERED)
    for owner in staff.owners(desk.tx):
        since, until = desk.now - EVER, desk.now + EVER
        if not spoken.is_owed(desk.tx, owner.chat_id, SetAside.key, from_=since, until=until):
            brief(desk, owner, SetAside(), sort=Sort.NOTICE, due=due)


def causes(desk: Desk, message: Outgoing) -> SetAside | None:
    """What such a message says, taken when it is sent; None where nothing is set aside any more."""
    found = inbox.untold_causes(desk.tx, since=message.due, now=desk.now)
    shown = (CauseShown(one["kind"], one["reason"], one["count"]) for one in found[:MOST_CAUSES])
    return SetAside(causes=tuple(shown)) if found else None
