"""Whom an alert about a patient is for by now: who follows them, who is on duty, everybody."""

from collections.abc import Sequence

from bot.care.ground import notices, record
from bot.care.ground.desk import Desk
from bot.care.ground.identity import makers
from bot.care.ground.says.alerts import CoverShown
from bot.model import Alert, Clinician, Patient, Treatment
from bot.store import cover, rota, staff, treatments
from bot.store.tx import stamp
from schedules.ladder import Reach


def sessions(desk: Desk, patient: Patient) -> list[Treatment]:
    """Those under way, or else the last one that was: a red flag may come after the discharge."""
    return treatments.of_patient(desk.tx, patient.id) or treatments.last_ended(desk.tx, patient.id)


def followers(desk: Desk, everybody: Sequence[Patient]) -> list[Clinician]:
    """Who follows any of these patients, or has invited them; the owners, where that is nobody any more."""
    return _once([member for one in everybody for member in _followers(desk, one)])


def _followers(desk: Desk, patient: Patient) -> list[Clinician]:
    about: list[Treatment | None] = [*sessions(desk, patient)]
    found = makers(desk, patient)
    if about or not found:
        found += [member for one in about or [None] for member in notices.followers(desk, one)]
    return found


def is_away(desk: Desk, member: Clinician) -> bool:
    return rota.is_away(desk.tx, member.id, now=desk.now)


def members(desk: Desk, everybody: Sequence[Patient], reach: Reach) -> list[Clinician]:
    """Whom it is for, about any of these patients; where who follows one is away, all on duty come first.

    Where nobody is at work at all, it is for everybody at once, wherever they are. Whoever is the patient
    themselves is not told as somebody of the clinic, unless there is nobody else.
    """
    return _once([member for one in everybody for member in _members(desk, one, reach)])


def _members(desk: Desk, patient: Patient, reach: Reach) -> list[Clinician]:
    all_there, chats = staff.following(desk.tx), {patient.chat_id}
    if all(member.chat_id in chats for member in all_there):
        chats = set()  # there is nobody else
    own, on_duty, all_there = (
        [member for member in found if member.chat_id not in chats]
        for found in (followers(desk, [patient]), rota.on_duty(desk.tx, now=desk.now), all_there)
    )
    there = [member for member in own if not is_away(desk, member)]
    if reach is Reach.EVERYBODY or not (there or on_duty):
        return _once([*own, *on_duty, *all_there])
    return there if there and reach is Reach.FOLLOWER else _once([*there, *on_duty])


def reachable(desk: Desk, everybody: Sequence[Patient], reach: Reach = Reach.ON_DUTY) -> list[Clinician]:
    """Of those the ones who are at work, and whom Telegram brings anything as far as is known."""
    return [
        member
        for member in members(desk, everybody, reach)
        if not staff.is_unreachable(desk.tx, member.id) and not is_away(desk, member)
    ]


def nearest(desk: Desk, everybody: Sequence[Patient], upto: Reach) -> list[Clinician]:
    """Whom something is for that has got so far: for each patient the nearest at work and in reach."""
    found = []
    for one in everybody:
        further = (reach for reach in Reach if reach >= upto and reachable(desk, [one], reach))
        near = next(further, Reach.EVERYBODY)
        found += members(desk, [one], near)
    return _once(found)


def is_left_alone(desk: Desk, patient: Patient) -> bool:
    """Whether nobody who follows a patient is at work, so that whoever is covers."""
    return all(is_away(desk, member) for member in followers(desk, [patient]))


def sees(desk: Desk, everybody: Sequence[Patient], member: Clinician) -> bool:
    """Whether any of these patients is a member's to see without any cover."""
    return any(cover.sees(desk.tx, member, one.id) for one in everybody)


def is_theirs(desk: Desk, everybody: Sequence[Patient], member: Clinician, *, is_told: bool) -> bool:
    """Whether the first of them is; that a member is told of somebody else's silence is on record, once."""
    unseen = _unseen(desk, everybody, member)
    for one in () if is_told else unseen:
        record.note(desk, None, f"brought a silence to clinic:{member.code}, who covers", one.code)
    return everybody[0] not in unseen


def _unseen(desk: Desk, everybody: Sequence[Patient], member: Clinician) -> list[Patient]:
    """Those of them who are not a member's to see without any cover."""
    return [one for one in everybody if not cover.sees(desk.tx, member, one.id)]


def admit(desk: Desk, alert: Alert, everybody: Sequence[Patient], member: Clinician) -> None:
    """Whoever is told of an alert may see it, and nothing else of patients who are not theirs."""
    unseen = _unseen(desk, everybody, member)
    if not unseen or not cover.grant(desk.tx, alert.id, member, now=desk.now):
        return
    for one in unseen:
        record.note(desk, None, f"brought an alert to clinic:{member.code}, who covers", one.code)


def cover_for(desk: Desk, everybody: Sequence[Patient], member: Clinician) -> CoverShown | None:
    """For whom a member covers, and with whom; None for who follows any of these patients."""
    own = followers(desk, everybody)
    if any(one.id == member.id for one in own):
        return None
    standing = [one for one in rota.order(desk.tx, now=desk.now) if one.member in own]
    until = next((one.until for one in standing if one.until), None)
    return CoverShown(
        follower=", ".join(one.name or one.code for one in own),
        away=bool(standing) and all(one.away for one in standing),
        alone=not sees(desk, everybody, member),
        until=stamp(until) if until else None,
        on_duty=tuple(one.name or one.code for one in rota.on_duty(desk.tx, now=desk.now)),
    )


def _once(found: list[Clinician]) -> list[Clinician]:
    return list({member.id: member for member in found}.values())
