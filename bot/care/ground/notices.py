"""What the clinic is told and can wait: gathered into one message in working hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.care.ground import identity
from bot.care.ground.clinic_hours import GATHERED, moment, opening
from bot.care.ground.desk import Desk, brief
from bot.care.ground.link_notices import about_link
from bot.care.ground.says.correspondence import PatientAnswers
from bot.care.ground.says.message import read
from bot.care.ground.says.notices import Notices, NoticeShown
from bot.care.ground.says.warning_signs import Screen, SignsSilent
from bot.model import Clinician, Outgoing, Patient, Sort, State, Treatment
from bot.store import (
    courses,
    notices,
    patients,
    presence,
    questions,
    rota,
    silences,
    spoken,
    staff,
    treatments,
)
from bot.store.notices import Notice
from bot.store.tx import stamp

ANSWERS = timedelta(days=2)  # for how long an answer that nobody has tapped is one to be told of
NO_WORD = timedelta(days=7)  # after which a course without a next session is silent
COURSE_SILENT = "course_silent"
MOST = 20  # in one message; the others come in the next


def followers(desk: Desk, treatment: Treatment | None) -> list[Clinician]:
    """Who is told about a treatment: whoever follows it, or all owners where that is nobody any more."""
    follower = staff.by_id(desk.tx, treatment.clinician_id) if treatment and treatment.clinician_id else None
    return [follower] if follower else staff.owners(desk.tx)


def raise_about(
    desk: Desk, patient: Patient, key: str, treatment: Treatment | None, *, after: datetime | None = None
) -> None:
    """Something about a patient, or a look at that instant whether it is so."""
    raised = after or desk.now
    for clinician in followers(desk, treatment):
        notices.add(
            desk.tx,
            clinician.id,
            key,
            raised=raised,
            patient_id=patient.id,
            treatment_id=treatment.id if treatment else None,
        )
        owe(desk, clinician, raised)


def look_later(desk: Desk, patient: Patient, key: str, treatment: Treatment | None, after: datetime) -> None:
    """Look at that instant whether it is so; once, however often it is asked for before."""
    if not notices.is_raised(desk.tx, patient.id, key):
        raise_about(desk, patient, key, treatment, after=after)


def owe(
    desk: Desk, clinician: Clinician, raised: datetime, *, wait: timedelta = GATHERED, but: int = 0
) -> None:
    """See to it that the member is told of what is raised then, in a working hour, or while they are there.

    A message that is owed for an earlier moment would not hold it, nor one (`but`) that is being filled; one
    within `wait` of it will.
    """
    due = opening(desk, raised + wait) if raised > desk.now else moment(desk, clinician, wait)
    if not spoken.is_owed(desk.tx, clinician.chat_id, Notices.key, from_=raised, until=due, but=but):
        brief(desk, clinician, Notices(), sort=Sort.NOTICE, due=due)


def hand_over(desk: Desk, sessions: list[Treatment], member: Clinician) -> None:
    """Whoever follows these no more hears nothing of them; what is still to be told is told to others."""
    handed_over = {one.id for one in sessions}
    for notice in notices.of_member(desk.tx, member.id):
        if notice.treatment_id in handed_over:
            _readdress(desk, notice, member)


def pass_on(desk: Desk, member: Clinician) -> None:
    """Somebody is a colleague no more: what they were to be told goes to who is in charge now."""
    for notice in notices.of_member(desk.tx, member.id):
        _readdress(desk, notice, member)


def _readdress(desk: Desk, notice: Notice, member: Clinician, cover: Sequence[Clinician] = ()) -> None:
    treatment = treatments.by_id(desk.tx, notice.treatment_id) if notice.treatment_id else None
    others = cover or [one for one in followers(desk, treatment) if one.id != member.id]
    notices.told(desk.tx, notice.id, now=desk.now)
    for one in others:
        notices.add(
            desk.tx,
            one.id,
            notice.key,
            raised=notice.raised,
            patient_id=notice.patient_id,
            treatment_id=notice.treatment_id,
            invitation_id=notice.invitation_id,
        )
        owe(desk, one, max(notice.raised, desk.now))


def gathered(desk: Desk, message: Outgoing) -> Notices | None:
    """What a message of notices says, taken when it is sent; None where nothing is to be told any more."""
    member = staff.by_chat(desk.tx, message.chat_id)
    if member is None:
        return None
    waiting = notices.waiting(desk.tx, member.id, now=desk.now)
    items = []
    for notice in waiting[:MOST]:
        if (cover := _cover(desk, notice, member)) or not _is_theirs(desk, notice, member):
            _readdress(desk, notice, member, cover)
            continue
        notices.told(desk.tx, notice.id, now=desk.now)
        if item := _item(desk, notice, member):
            items.append(item)
    if (more := notices.next_raised(desk.tx, member.id)) is not None:
        owe(desk, member, max(more, desk.now), but=message.id)
    return Notices(notices=tuple(items)) if items else None


def not_told(desk: Desk, message: Outgoing) -> None:
    """Telegram did not take a message of notices: they are still to be told, to others if there are any."""
    member = staff.by_chat(desk.tx, message.chat_id)
    if message.key == Notices.key:
        for item in read(Notices, message.facts).notices:
            notices.untold(desk.tx, item.notice)
    if member and [one for one in staff.owners(desk.tx) if one.id != member.id]:
        for notice in notices.of_member(desk.tx, member.id):
            notices.told(desk.tx, notice.id, now=desk.now)
            for owner in staff.owners(desk.tx):
                if owner.id != member.id:
                    notices.copy_to(desk.tx, notice.id, owner.id)
                    owe(desk, owner, desk.now)


def _cover(desk: Desk, notice: Notice, member: Clinician) -> list[Clinician]:
    """Who hears of a silent course while its follower is away: the owners on duty, who see everybody."""
    if notice.key != COURSE_SILENT or not rota.is_away(desk.tx, member.id, now=desk.now):
        return []
    return [one for one in rota.on_duty(desk.tx, now=desk.now) if one.is_owner and one.id != member.id]


def catch_up(desk: Desk, member: Clinician) -> None:
    """Somebody is back: what an owner has heard instead of them meanwhile, and is still so, they hear too."""
    for notice in notices.heard_by_others(desk.tx, member.id, COURSE_SILENT):
        notices.copy_to(desk.tx, notice.id, member.id)
        owe(desk, member, desk.now)


def _is_theirs(desk: Desk, notice: Notice, member: Clinician) -> bool:
    """Whether a notice is still for this member: patients are handed over, and colleagues change."""
    if notice.invitation_id or member.is_owner:
        return True
    treatment = treatments.by_id(desk.tx, notice.treatment_id) if notice.treatment_id else None
    return treatment is not None and treatment.clinician_id == member.id


def _item(desk: Desk, notice: Notice, member: Clinician) -> NoticeShown | None:
    """What a notice says now; None where it has settled itself."""
    if notice.invitation_id:
        return about_link(desk, notice)
    patient = patients.by_id(desk.tx, notice.patient_id) if notice.patient_id else None
    treatment = treatments.by_id(desk.tx, notice.treatment_id) if notice.treatment_id else None
    if patient is None or not _still_so(desk, notice, patient, treatment, member):
        return None
    if notice.key == COURSE_SILENT and not (treatment and _look_for_silence(desk, patient, treatment)):
        return None
    named = identity.name(desk, patient, treatment)
    since = treatment.treated_at if treatment and notice.key == COURSE_SILENT else notice.raised
    if notice.key == "unreachable":
        since = patients.unreachable_since(desk.tx, patient.id) or since
    return NoticeShown(notice.key, since=stamp(since), notice=notice.id, **named)


def _still_so(
    desk: Desk, notice: Notice, patient: Patient, treatment: Treatment | None, member: Clinician
) -> bool:
    match notice.key:
        case "unreachable" | "reachable":
            return patient.out_of_reach is (notice.key == "unreachable")
        case "silent":
            return treatment is not None and notices.is_silent(desk.tx, treatment.id)
        case "question":
            return questions.any_passed(desk.tx, patient.id)
        case "screen":
            waits = spoken.is_unanswered(desk.tx, patient.chat_id, Screen.key)
            return waits and not _was_told_at_once(desk, patient, notice, member)
        case "answers":
            return _has_unread_answers(desk, patient)
        case _:
            return True


def _look_for_silence(desk: Desk, patient: Patient, treatment: Treatment) -> bool:
    """Whether nothing has followed that session, nobody has ended the course, and no word came for a week.

    Where a word came, it is looked at again in a week.
    """
    goes_on = treatment.ended or courses.offered(desk.tx, treatment)
    if goes_on or not courses.is_newest(desk.tx, treatment):
        return False
    speaks = presence.is_since(desk.tx, patient.chat_id, desk.now - NO_WORD)
    if speaks:
        raise_about(desk, patient, COURSE_SILENT, treatment, after=desk.now + NO_WORD)
    return not speaks


def _was_told_at_once(desk: Desk, patient: Patient, notice: Notice, member: Clinician) -> bool:
    """Whether a member was told already that there is no answer about the warning signs."""
    told = silences.told(desk.tx, patient.id, SignsSilent.key)
    mine = [one for one in told if one.chat_id == member.chat_id]
    return any(one.state is State.SENT and one.due >= notice.raised for one in mine)


def _has_unread_answers(desk: Desk, patient: Patient) -> bool:
    """Whether an answer to a line of the clinic waits for somebody there to tap it."""
    return spoken.any_untapped(desk.tx, patient.id, PatientAnswers.key, since=desk.now - ANSWERS)
