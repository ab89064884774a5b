"""What the clinic is told and can wait: gathered into one message in working hours."""

from datetime import datetime, timedelta

from bot.care.ground import identity
from bot.care.ground.desk import Desk, brief
from bot.care.ground.says.correspondence import PatientAnswers
from bot.care.ground.says.message import read
from bot.care.ground.says.notices import Notices, NoticeShown
from bot.care.ground.says.warning_signs import Screen, SignsSilent
from bot.model import Clinician, Outgoing, Patient, Sort, State, Treatment
from bot.store import invitations, notices, patients, questions, spoken, staff, treatments
from bot.store.notices import Notice
from bot.store.tx import stamp
from schedules.hours import next_open

GATHERED = timedelta(minutes=15)  # what comes within this becomes one message
ANSWERS = timedelta(days=2)  # for how long an answer that nobody has tapped is one to be told of
MOST = 20  # in one message; the others come in the next


def followers(desk: Desk, treatment: Treatment | None) -> list[Clinician]:
    """Who is told about a treatment: whoever follows it, or all owners where that is nobody any more."""
    follower = staff.by_id(desk.tx, treatment.clinician_id) if treatment and treatment.clinician_id else None
    return [follower] if follower else staff.owners(desk.tx)


def opening(desk: Desk, after: datetime | None = None) -> datetime:
    """When the clinic is open: now, or the next time after that instant (UTC)."""
    return next_open(after or desk.now, desk.house.clinic.zone, desk.house.hours)


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
    """See to it that the member is told of what is raised then, in a working hour.

    A message that is owed for an earlier moment would not hold it, nor one (`but`) that is being filled; one
    within `wait` of it will.
    """
    due = opening(desk, raised + wait)
    if not spoken.is_owed(desk.tx, clinician.chat_id, Notices.key, from_=raised, until=due, but=but):
        brief(desk, clinician, Notices(), sort=Sort.NOTICE, due=due)


def hand_over(desk: Desk, treatment: Treatment, member: Clinician) -> None:
    """Whoever follows a treatment no more hears nothing of it; what is still to be told is told to others."""
    for notice in notices.of_member(desk.tx, member.id):
        if notice.treatment_id == treatment.id:
            _readdress(desk, notice, member)


def pass_on(desk: Desk, member: Clinician) -> None:
    """Somebody is a colleague no more: what they were to be told goes to who is in charge now."""
    for notice in notices.of_member(desk.tx, member.id):
        _readdress(desk, notice, member)


def _readdress(desk: Desk, notice: Notice, member: Clinician) -> None:
    treatment = treatments.by_id(desk.tx, notice.treatment_id) if notice.treatment_id else None
    others = [one for one in followers(desk, treatment) if one.id != member.id]
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
        if not _is_theirs(desk, notice, member):
            _readdress(desk, notice, member)
            continue
        notices.told(desk.tx, notice.id, now=desk.now)
        if item := _item(desk, notice):
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


def _is_theirs(desk: Desk, notice: Notice, member: Clinician) -> bool:
    """Whether a notice is still for this member: patients are handed over, and colleagues change."""
    if notice.invitation_id or member.is_owner:
        return True
    treatment = treatments.by_id(desk.tx, notice.treatment_id) if notice.treatment_id else None
    return treatment is not None and treatment.clinician_id == member.id


def _item(desk: Desk, notice: Notice) -> NoticeShown | None:
    """What a notice says now; None where it has settled itself."""
    if notice.invitation_id:
        return _about_link(desk, notice)
    patient = patients.by_id(desk.tx, notice.patient_id) if notice.patient_id else None
    treatment = treatments.by_id(desk.tx, notice.treatment_id) if notice.treatment_id else None
    if patient is None or not _still_so(desk, notice, patient, treatment):
        return None
    named = identity.name(desk, patient, treatment)
    return NoticeShown(notice.key, since=stamp(notice.raised), notice=notice.id, **named)


def _still_so(desk: Desk, notice: Notice, patient: Patient, treatment: Treatment | None) -> bool:
    match notice.key:
        case "unreachable":
            return patient.out_of_reach
        case "silent":
            return treatment is not None and notices.is_silent(desk.tx, treatment.id)
        case "question":
            return questions.any_passed(desk.tx, patient.id)
        case "screen":
            waits = spoken.is_unanswered(desk.tx, patient.chat_id, Screen.key)
            return waits and not _was_told_at_once(desk, patient, notice)
        case "answers":
            return _has_unread_answers(desk, patient)
        case _:
            return True


def _was_told_at_once(desk: Desk, patient: Patient, notice: Notice) -> bool:
    """Whether somebody was told already that there is no answer about the warning signs."""
    told = spoken.about(desk.tx, patient.id, SignsSilent.key)
    return any(one.state is State.SENT and one.due >= notice.raised for one in told)


def _has_unread_answers(desk: Desk, patient: Patient) -> bool:
    """Whether an answer to a line of the clinic waits for somebody there to tap it."""
    return spoken.any_untapped(desk.tx, patient.id, PatientAnswers.key, since=desk.now - ANSWERS)


def _about_link(desk: Desk, notice: Notice) -> NoticeShown | None:
    link = invitations.by_id(desk.tx, notice.invitation_id or 0)
    if link is None or link.treatment_id or (notice.key == "link_unopened") != link.unopened:
        return None
    key = "link_expired" if link.unopened and link.expires <= desk.now else notice.key
    return NoticeShown(key, link.label, "", stamp(link.created), notice.id)
