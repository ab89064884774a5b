"""The owners hear what turned red and what is over: once each, and at night only what concerns patients."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.care.ground import clinic_hours
from bot.care.ground.desk import Desk, brief
from bot.care.ground.says.message import ToStaff
from bot.care.ground.says.troubles import TroubleBegan, TroubleOver
from bot.store import staff, troubles
from bot.store.troubles import Trouble
from bot.store.tx import stamp

HELD = timedelta(minutes=2)  # red for so long, or it was nothing
DEAF = timedelta(minutes=15)  # the same of Telegram, which is out of reach for minutes now and then
OVER = timedelta(minutes=5)  # well for so long, or it is not over
UNTOLD = frozenset({"telegram", "process"})  # nobody can be told while it is so; they hear when it is over
OF_PATIENTS = frozenset({"updates", "unreached", "words", "refused", "late"})


def noted(desk: Desk, red: Collection[str]) -> None:
    """Compare what is red now with what was; `red` are the names of checks."""
    before = troubles.standing(desk.tx)
    known = [before.get(check) or Trouble(check, desk.now) for check in sorted({*before, *red})]
    now = [_moved(desk, one, is_red=one.check in red) for one in known]
    left = [one for one in now if one is not None]
    if left != [*before.values()]:
        troubles.keep(desk.tx, left, now=desk.now)


def _moved(desk: Desk, one: Trouble, *, is_red: bool) -> Trouble | None:
    """How it stands now; None where it is over."""
    if is_red:
        held = desk.now - one.since >= (DEAF if one.check in UNTOLD else HELD)
        if held and not one.told and one.check not in UNTOLD:
            began = TroubleBegan(check=one.check, at=stamp(one.since), zone=desk.house.clinic.zone.key)
            _tell(desk, one.check, began)
        return replace(one, told=one.told or held, over=None)
    if not one.told:
        return None
    over = one.over or desk.now
    if desk.now - over < OVER:
        return replace(one, over=over)
    _end(desk, one, stamp(over))
    return None


def _end(desk: Desk, one: Trouble, over: int) -> None:
    """Whoever has not been told yet that it began hears only when it was."""
    for owner in staff.owners(desk.tx):
        troubles.withdraw(desk.tx, owner.chat_id, TroubleBegan.key, one.check, now=desk.now)
    zone = desk.house.clinic.zone.key
    _tell(desk, one.check, TroubleOver(check=one.check, since=stamp(one.since), at=over, zone=zone))


def _tell(desk: Desk, check: str, message: ToStaff) -> None:
    for owner in staff.owners(desk.tx):
        if check in OF_PATIENTS:
            brief(desk, owner, message)
        else:
            clinic_hours.tell(desk, owner, message)
