"""What the clinic is told and can wait: gathered into one message in working hours."""

from datetime import datetime, timedelta
from typing import Any

from bot.care.desk import Desk, brief
from bot.model import Clinician, Message, Patient, Sort, Treatment
from bot.store import invitations, notices, patients, spoken, staff, treatments
from bot.store.notices import Notice
from bot.store.tx import stamp
from schedules.hours import next_open

NONE = timedelta(0)
GATHERED = timedelta(minutes=15)  # what comes within this becomes one message
MOST = 20  # in one message; the others come in the next


def followers(desk: Desk, treatment: Treatment | None) -> list[Clinician]:
    """Who is told about a treatment: whoever follows it, or all owners where that is nobody any more."""
    follower = staff.by_id(desk.tx, treatment.clinician_id) if treatment and treatment.clinician_id else None
    return [follower] if follower else staff.owners(desk.tx)


def opening(desk: Desk) -> Any:  # noqa: ANN401
    """When the clinic is open: now, or the next time (UTC)."""
    return next_open(desk.now, desk.house.clinic.zone, desk.house.hours)


def raise_about(desk: Desk, patient: Patient, key: str, treatment: Treatment | None = None) -> None:
    """Something about a patient; where no treatment is named, whoever follows any of theirs is told once."""
    about: list[Treatment | None] = [treatment]
    if treatment is None:
        about = [*treatments.of_patient(desk.tx, patient.id)] or about
    told: set[int] = set()
    for one in about:
        for clinician in followers(desk, one):
            if clinician.id not in told:
                told.add(clinician.id)
                notices.add(
                    desk.tx,
                    clinician.id,
                    key,
                    raised=desk.now,
                    patient_id=patient.id,
                    treatment_id=one.id if one else None,
                )
                owe(desk, clinician, desk.now, wait=GATHERED)


def owe(desk: Desk, clinician: Clinician, raised: datetime, *, wait: timedelta = NONE) -> None:
    """See to it that the member is told of what is raised then, in a working hour.

    A message that is owed for an earlier moment would not hold it; one within `wait` of it will.
    """
    due = next_open(raised + wait, desk.house.clinic.zone, desk.house.hours)
    if not spoken.is_owed(desk.tx, clinician.chat_id, "staff.notices", from_=raised, until=due):
        brief(desk, clinician, "notices", sort=Sort.NOTICE, due=due)


def hand_over(desk: Desk, treatment: Treatment, other: Clinician) -> None:
    """Whoever follows a treatment from now on hears what is still to be told, and nobody else."""
    before = staff.by_id(desk.tx, treatment.clinician_id) if treatment.clinician_id else None
    if before:
        spoken.withdraw_about(desk.tx, before.chat_id, treatment.patient_id, now=desk.now)
    for raised in notices.hand_over(desk.tx, treatment.id, other.id):
        owe(desk, other, max(raised, desk.now), wait=GATHERED)


def take_over_from_former(desk: Desk, owner: Clinician) -> None:
    """What those who are out were still to be told is told to an owner."""
    for raised in notices.of_former(desk.tx, owner.id):
        owe(desk, owner, max(raised, desk.now), wait=GATHERED)


def gathered(desk: Desk, message: Message) -> dict[str, Any] | None:
    """The facts of a message of notices, taken when it is sent; None where nothing is to be told any more."""
    waiting = notices.waiting(desk.tx, message.chat_id, now=desk.now)
    items = []
    for notice in waiting[:MOST]:
        notices.told(desk.tx, notice.id, now=desk.now)
        if item := _item(desk, notice):
            items.append(item)
    if waiting[MOST:] and (clinician := staff.by_chat(desk.tx, message.chat_id)):
        owe(desk, clinician, desk.now + GATHERED)
    return {"notices": items} if items else None


def _item(desk: Desk, notice: Notice) -> dict[str, Any] | None:
    """What a notice says now; None where it has settled itself."""
    if notice.invitation_id:
        return _about_link(desk, notice)
    patient = patients.by_id(desk.tx, notice.patient_id) if notice.patient_id else None
    treatment = treatments.by_id(desk.tx, notice.treatment_id) if notice.treatment_id else None
    if patient is None:
        return None
    label = treatment.label if treatment else ""
    return {"key": notice.key, "label": label, "code": patient.code, "since": stamp(notice.raised)}


def _about_link(desk: Desk, notice: Notice) -> dict[str, Any] | None:
    link = invitations.by_id(desk.tx, notice.invitation_id or 0)
    if link is None or link.treatment_id or (notice.key == "link_unopened") != link.unopened:
        return None
    return {"key": notice.key, "label": link.label, "code": link.code, "since": stamp(link.created)}
