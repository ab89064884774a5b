"""An absence: noted for now or for later, begun, run out, taken back; and what follows from each."""

from dataclasses import replace
from datetime import datetime

from bot.care.ground import clinic_hours, notices, record
from bot.care.ground.desk import OLD, Desk, Toast, brief, end_staff
from bot.care.ground.says.message import read
from bot.care.ground.says.rota import (
    AbsenceShown,
    AwayBegun,
    AwayCancelled,
    AwayNoted,
    AwayOver,
    AwayPlanned,
    BackNoted,
    CoverBegins,
)
from bot.model import Clinician, Outgoing, Sort
from bot.store import alert_people, alerts, cover, outbox, rota, staff, withdrawals
from bot.store.rota import Absence
from bot.store.tx import instant, stamp


def shown(desk: Desk, one: Absence) -> AbsenceShown:
    """An absence as it is said; one that has begun has no beginning any more."""
    begins = stamp(one.begins) if one.begins > desk.now else 0
    return AbsenceShown(begins, stamp(one.until) if one.until else None)


def standing(desk: Desk, member: Clinician) -> Absence | None:
    """What a member has noted that has not run out."""
    found = rota.absence(desk.tx, member.id)
    return found if found and not _is_over(desk, found) else None


def _is_over(desk: Desk, one: Absence) -> bool:
    return one.until is not None and one.until <= desk.now


def note(
    desk: Desk, member: Clinician, wanted: Absence, *, later: datetime | None = None, anew: bool = True
) -> None:
    """Away from then on. It takes the place of any other, which is said if it is `anew`.

    `later` is until when it would be with the day that they named.
    """
    end_staff(desk, member)
    before = standing(desk, member)
    if before and max(before.begins, wanted.begins) <= desk.now:
        wanted = replace(wanted, begins=before.begins)  # they have been away since then
    elif rota.absence(desk.tx, member.id):
        _come_back(desk, member)
    rota.set_away(desk.tx, member.id, wanted)
    _owe_turns(desk, member, wanted)
    told = shown(desk, before) if before and anew else None
    zone, until = desk.house.clinic.zone.key, stamp(wanted.until) if wanted.until else None
    at, longer = stamp(wanted.begins), stamp(later) if later else None
    if wanted.begins > desk.now:
        record.note(desk, member, "will be away", member.code)
        brief(desk, member, AwayPlanned(zone=zone, begins=at, until=until, later=longer, before=told))
        return
    _leave(desk, member)
    there = _on_duty(desk)
    brief(
        desk,
        member,
        AwayNoted(zone=zone, begins=at, until=until, later=longer, before=told, on_duty=there),
    )


def _owe_turns(desk: Desk, member: Clinician, wanted: Absence) -> None:
    """That it begins, and that it runs out, are rows that fall due; those of an earlier one are withdrawn."""
    unheard = _withdraw(desk, member)
    if wanted.begins > desk.now:
        brief(desk, member, AwayBegun(), due=wanted.begins, sort=Sort.NOTICE)
    else:
        _tell_cover(desk, member, wanted, unheard)  # of what has changed since it began
    if wanted.until:
        brief(desk, member, AwayOver(), due=wanted.until, sort=Sort.NOTICE)


def _withdraw(desk: Desk, member: Clinician) -> list[Clinician]:
    """What is due by now finds for itself that there is nothing to say; who was still to hear who is away."""
    keys = (AwayBegun.key, AwayOver.key)
    withdrawals.withdraw(desk.tx, member.chat_id, *keys, now=desk.now, due_after=desk.now)
    chats = withdrawals.withdraw_naming(desk.tx, CoverBegins.key, member.code, now=desk.now)
    return [one for one in staff.everybody(desk.tx) if one.chat_id in chats]


def _tell_cover(desk: Desk, member: Clinician, noted: Absence, whom: list[Clinician]) -> None:
    """Who covers from now on: at once while they are there, else when the clinic is open."""
    told = CoverBegins(
        zone=desk.house.clinic.zone.key,
        until=stamp(noted.until) if noted.until else None,
        name=member.name or member.code,
        code=member.code,
        on_duty=_on_duty(desk),
    )
    for one in whom:
        clinic_hours.tell(desk, one, told)


def _leave(desk: Desk, member: Clinician) -> None:
    """Others cover from now on; what is open of their patients is brought to them at once."""
    alert_people.hurry_followed(desk.tx, member.id, now=desk.now, opening=clinic_hours.opening(desk))
    record.note(desk, member, "went away", member.code)


def begun(desk: Desk, message: Outgoing) -> AwayBegun | None:
    """An absence that was noted ahead begins: whoever covers hears of it when the clinic is open."""
    member = staff.by_chat(desk.tx, message.chat_id)
    noted = standing(desk, member) if member else None
    if member is None or noted is None or noted.begins > desk.now:
        return None
    _leave(desk, member)
    _tell_cover(desk, member, noted, rota.on_duty(desk.tx, now=desk.now))
    return AwayBegun(
        zone=desk.house.clinic.zone.key,
        until=stamp(noted.until) if noted.until else None,
        at=stamp(desk.now),
        on_duty=_on_duty(desk),
    )


def over(desk: Desk, message: Outgoing) -> AwayOver | None:
    """An absence runs out: its owner hears what they have missed, as after `/back`."""
    member = staff.by_chat(desk.tx, message.chat_id)
    noted = rota.absence(desk.tx, member.id) if member else None
    if member is None or noted is None or not _is_over(desk, noted):
        return None
    _come_back(desk, member)
    return AwayOver(at=stamp(desk.now), waiting=_waiting(desk, member))


def back(desk: Desk, member: Clinician) -> None:
    """`/back`: at work again; what nobody could be told of is told at once. Ahead of it, it is cancelled."""
    end_staff(desk, member)
    noted = rota.absence(desk.tx, member.id)
    _come_back(desk, member)
    if noted and noted.begins > desk.now:
        brief(desk, member, AwayCancelled())
    else:
        brief(desk, member, BackNoted(waiting=_waiting(desk, member)))


def _come_back(desk: Desk, member: Clinician) -> None:
    """Whatever was noted ends; where it had begun, they hear what they have missed."""
    noted = rota.absence(desk.tx, member.id)
    ahead = noted is not None and noted.begins > desk.now
    if noted:
        record.note(desk, member, "takes back being away" if ahead else "came back", member.code)
    if noted and not ahead:
        notices.catch_up(desk, member)
    rota.set_back(desk.tx, member.id)
    _withdraw(desk, member)
    if not ahead:  # who was on duty all the time has heard what there is
        alerts.hurry_all(desk.tx, now=desk.now)


def undo(desk: Desk, member: Clinician, message: int) -> Toast:
    """What that message noted is taken back, if it still stands; what it took the place of stands again."""
    said = outbox.get(desk.tx, message, chat_id=member.chat_id)
    found = standing(desk, member)
    if said is None or said.key not in (AwayNoted.key, AwayPlanned.key) or found is None:
        return OLD
    noted = read(AwayNoted if said.key == AwayNoted.key else AwayPlanned, said.facts)
    if (stamp(found.begins), found.until and stamp(found.until)) != (noted.begins, noted.until):
        return OLD
    before = noted.before
    until = instant(before.until) if before and before.until else None
    if before and (until is None or until > desk.now):
        begins = max(instant(before.begins), desk.now)
        note(desk, member, Absence(begins, until), anew=False)
    else:
        back(desk, member)
    return Toast()


def _waiting(desk: Desk, member: Clinician) -> int:
    return len(cover.open_alerts(desk.tx, member, now=desk.now))


def _on_duty(desk: Desk) -> tuple[str, ...]:
    return tuple(one.name or one.code for one in rota.on_duty(desk.tx, now=desk.now))
