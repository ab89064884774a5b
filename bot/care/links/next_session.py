"""The next session of a course: noted with one tap or a line, for somebody who has consented before."""

from datetime import datetime, timedelta
from typing import Any

from bot.care.ground import identity, record
from bot.care.ground.desk import OLD, Desk, Toast, brief, say
from bot.care.ground.says.case import LineUnreachable
from bot.care.ground.says.next_session import (
    ConfirmNext,
    ConfirmNextAgain,
    NextNoted,
    NextTakenBack,
    NextUndone,
)
from bot.care.links import outcome, secret
from bot.model import Clinician, Invitation, Opens, Patient, Treatment
from bot.store import courses, invitations, patients, spoken, staff, treatments, withdrawals
from bot.store.tx import instant, stamp
from schedules.clinical import CLINICAL
from schedules.quiet import quiet_end

INVITED = "invited"  # the mode of a question about a session that the clinic has noted
UNSAID = ("problem", "doubt", "then")  # of a line of which something has to be asked
SAME_SESSION = timedelta(hours=6)  # two sessions of one patient lie further apart
LONGEST_BREAK = timedelta(days=42)  # in a course: later, the same label may be somebody else's


def by_card(desk: Desk, actor: Clinician, treatment: Treatment) -> Toast:
    """`New session, just now`, on the card of somebody whom the actor may see."""
    patient = patients.by_id(desk.tx, treatment.patient_id)
    if patient is None:
        return OLD
    if patient.out_of_reach:
        brief(desk, actor, LineUnreachable(**identity.name(desk, patient, treatment)), about=patient.id)
        return Toast(close=False)
    if _is_there(desk, treatment, desk.now):
        return Toast("toasts.session_there", close=False)
    link = _note(desk, actor, patient, treatment, {})
    _ask(desk, actor, patient, link)
    _tell(desk, actor, patient, treatment, link)
    return Toast(close=False)


def by_line(
    desk: Desk, actor: Clinician, follower: Clinician, label: str, facts: dict[str, Any], *, told: bool = True
) -> Invitation | None:
    """A line with the label of somebody in a course is their next session; None where it is none of those.

    It is a patient of the follower's, for whom somebody else may write the line. `facts` are what the line
    says of it besides: when it ended, what was treated, by which protocol.
    """
    at = instant(facts["at"]) if facts.get("at") else desk.now
    found = courses.labelled(desk.tx, follower.id, label, since=desk.now - LONGEST_BREAK)
    patient = patients.by_id(desk.tx, found[0].patient_id) if len(found) == 1 else None
    if patient is None or patient.out_of_reach or any(facts.get(one) for one in UNSAID):
        return None
    if at < found[0].treated_at or _is_there(desk, found[0], at):
        return None
    link = _note(desk, actor, patient, found[0], {**facts, "at": at})
    _ask(desk, actor, patient, link)
    if told:
        _tell(desk, actor, patient, found[0], link, by_line=True, region=facts.get("region"))
    return link


def _is_there(desk: Desk, treatment: Treatment, at: datetime) -> bool:
    """Whether a session of that time is known of that person here, or waits for their yes."""
    known = [one.treated_at for one in courses.followed_alike(desk.tx, treatment)]
    waiting = [one.treated_at or one.created for one in courses.offered(desk.tx, treatment)]
    return any(abs(at - one) < SAME_SESSION for one in (*known, *waiting))


def _note(
    desk: Desk, actor: Clinician, patient: Patient, treatment: Treatment, said: dict[str, Any]
) -> Invitation:
    """Note it like a link that was opened; what is not said of it is as it was last time."""
    withdraw(desk, treatment)
    nonce, protocols = secret.new_nonce(), desk.house.protocols
    protocol = said.get("protocol") or treatment.protocol
    link = invitations.add(
        desk.tx,
        opens=Opens.PATIENT,
        hash=secret.fingerprint(secret.held_by(desk.house.link_key, nonce)),
        nonce=nonce,
        staff_id=treatment.clinician_id or actor.id,
        label=treatment.label,
        now=desk.now,
        expires=desk.now + desk.house.invite_ttl,
        treated_at=said.get("at") or desk.now,
        region=said.get("region") or treatment.region,
        protocol=protocol if protocol in protocols else desk.house.default_protocol,
        patient_id=patient.id,
        follows=treatment.id,
        made_by=None if identity.sees(actor, treatment) else actor.id,
    )
    record.note(desk, actor, "noted a next session", patient.code)
    return link


def _ask(desk: Desk, actor: Clinician, patient: Patient, link: Invitation) -> None:
    """Ask the patient, when the session is over, and once more after a while."""
    zone, quiet = desk.zone_of(patient), desk.house.quiet
    over = quiet_end(max(desk.now, _at(desk, link)), zone, quiet)
    ask_patient(desk, patient, link, due=over)
    later = quiet_end(over + CLINICAL.repeat, zone, quiet)
    say(desk, patient, _question(desk, patient, link, ConfirmNextAgain), due=later)
    outcome.remind_of(desk, follower(desk, link, actor), link, "next_unconfirmed")


def _tell(
    desk: Desk,
    actor: Clinician,
    patient: Patient,
    treatment: Treatment,
    link: Invitation,
    *,
    by_line: bool = False,
    region: str | None = None,
) -> None:
    """Say so to who noted it.

    What was treated before is told to who follows patients; the front desk hears back what they have said.
    """
    noted = NextNoted(
        link=link.code,
        region=link.region if identity.sees(actor, treatment) else region,
        at=stamp(link.treated_at or desk.now),
        zone=desk.house.clinic.zone.key,
        by_line=by_line,
        **identity.seen_by(desk, actor, patient, treatment),
    )
    brief(desk, actor, noted, about=patient.id)


def said_of(desk: Desk, actor: Clinician, link: Invitation) -> dict[str, Any]:
    """What a line has said of it; to who does not see the patient nothing that is as it was last time."""
    before = treatments.by_id(desk.tx, link.follows) if link.follows else None
    before = None if before is None or identity.sees(actor, before) else before
    return {
        "at": stamp(link.treated_at or desk.now),
        "region": link.region if before is None or link.region != before.region else None,
        "protocol": link.protocol if before is None or link.protocol != before.protocol else None,
    }


def follower(desk: Desk, link: Invitation, actor: Clinician) -> Clinician:
    """Whose patient it is about; who acts, where that is nobody any more."""
    return (staff.by_id(desk.tx, link.staff_id) if link.staff_id else None) or actor


def ask_patient(desk: Desk, patient: Patient, link: Invitation, *, due: datetime | None = None) -> None:
    """Is that right? It waits for a tap, however long, and is in no other text's way."""
    say(desk, patient, _question(desk, patient, link, ConfirmNext), due=due)


def _question(
    desk: Desk, patient: Patient, link: Invitation, kind: type[ConfirmNext | ConfirmNextAgain]
) -> ConfirmNext | ConfirmNextAgain:
    zone = desk.zone_of(patient).key
    return kind(link=link.code, region=link.region, at=stamp(_at(desk, link)), zone=zone)


def _at(desk: Desk, link: Invitation) -> datetime:
    return link.treated_at or desk.now


def settled(desk: Desk, link: Invitation) -> None:
    """They have answered, or nobody asks any more: what is still owed of the question is not sent."""
    if link.patient_id:
        withdrawals.withdraw_of_link(desk.tx, link.patient_id, link.code, now=desk.now)


def withdraw(desk: Desk, treatment: Treatment) -> None:
    """Nothing that was noted for that person waits for a yes any more; they have not to be told so."""
    for link in courses.offered(desk.tx, treatment):
        invitations.used(desk.tx, link.id, now=desk.now)
        settled(desk, link)


def undo(desk: Desk, actor: Clinician, code: str) -> Invitation | None:
    """Take back what waits for a yes, within the actor's scope; None where it is over already."""
    link = invitations.by_code(desk.tx, code, actor)
    patient = patients.by_id(desk.tx, link.patient_id) if link and link.patient_id else None
    treatment = treatments.by_id(desk.tx, link.follows) if link and link.follows else None
    if link is None or patient is None or treatment is None or link.treatment_id:
        return None
    withdraw(desk, treatment)
    asked = spoken.newest_of(desk.tx, patient.chat_id, ConfirmNext.key, since=link.created - SAME_SESSION)
    record.note(desk, actor, "took back a next session", patient.code)
    if asked and asked.facts.get("link") == code:
        say(desk, patient, NextTakenBack(), due=desk.morning_of(patient))
    undone = NextUndone(**identity.seen_by(desk, actor, patient, treatment))
    brief(desk, actor, undone, about=patient.id)
    return link
