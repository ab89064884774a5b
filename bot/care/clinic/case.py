"""What a clinician does about a treatment: correct it, note the next one, write, hand over, end, erase.

Every function looks the treatment up anew within the actor's scope: a button says only what was tapped.
"""

from datetime import datetime

from bot.care.clinic import discharge, line, patients, unanswered
from bot.care.ground import clinic_hours, drafts, gone, identity, notices, plan, record
from bot.care.ground.desk import OLD, Desk, Toast, ask_staff, asked_staff, brief, end_staff, say
from bot.care.ground.heard import Heard
from bot.care.ground.identity import InSentence
from bot.care.ground.says.case import (
    AlertBefore,
    CaseAlone,
    CaseErase,
    CaseHand,
    CaseProtocol,
    CaseTime,
    Handed,
    HandedOver,
    HandTooMany,
)
from bot.care.ground.says.enrolment import Colleague
from bot.care.ground.says.from_clinic import ProtocolChanged, TimeChanged
from bot.care.ground.says.patients import ACTIONS, NEXT_SESSION, PatientNotFound
from bot.care.links import card, new_link, next_session
from bot.model import Clinician, Dialogue, Status
from bot.store import alerts, cases, courses, staff, treatments, withdrawals
from bot.store.cases import Case
from bot.store.tx import instant, stamp
from messages.heard.times.when import Understood
from schedules.clinical import CLINICAL

TIME = "case_time"
STEPS = (TIME, line.LINE, line.READY)
MOST_COLLEAGUES = 40  # as buttons
MOST_BEFORE = 8  # alerts in one message


def find(desk: Desk, actor: Clinician, code: str) -> Case | None:
    return cases.case(desk.tx, actor, code)


def _named(desk: Desk, case: Case) -> InSentence:
    return identity.labelled(desk, case.patient, case.treatment)


def begin(desk: Desk, actor: Clinician, action: str, code: str) -> Toast:
    """A button of the card: ask for what the action needs."""
    case = find(desk, actor, code)
    if case is None or action not in ACTIONS:
        return OLD
    if action == NEXT_SESSION:
        return next_session.by_card(desk, actor, case.treatment)
    if case.treatment.ended and action != "erase":
        return Toast("toasts.case_over")
    about = case.patient.id
    named = _named(desk, case)
    match action:
        case "time":
            drafts.drop(desk, actor)
            ask_staff(desk, actor, TIME, {"case": code})
            zone = desk.house.clinic.zone.key
            brief(desk, actor, CaseTime(case=code, ago=card.recent(desk), zone=zone, **named), about=about)
        case "protocol":
            titles = card.titles(desk)
            brief(desk, actor, CaseProtocol(case=code, protocols=titles, **named), about=about)
        case "line":
            line.begin(desk, actor, case)
        case "hand":
            _offer_hands(desk, actor, case)
        case "end":
            discharge.end(desk, actor, case)
        case "erase":
            last = treatments.count(desk.tx, about) <= 1
            unread = gone.unread(desk, case.patient) if last else None
            brief(desk, actor, CaseErase(case=code, unread=unread, **named), about=about)
    return Toast(close=False)


def _offer_hands(desk: Desk, actor: Clinician, case: Case) -> None:
    """Who could take over."""
    others = tuple(
        Colleague(one.code, one.name)
        for one in staff.following(desk.tx)[:MOST_COLLEAGUES]
        if one.id != case.treatment.clinician_id
    )
    hand = CaseHand(case=case.treatment.code, others=others, **_named(desk, case))
    brief(
        desk, actor, hand if others else CaseAlone(label=_named(desk, case)["label"]), about=case.patient.id
    )


def take_time_or_line(desk: Desk, actor: Clinician, dialogue: Dialogue, heard: Heard) -> None:
    """A typed time or line, for the treatment that was asked about, if the actor may still see it."""
    code = str(dialogue.facts["case"])
    for_line = dialogue.step in (line.LINE, line.READY)
    case = (line.find if for_line else find)(desk, actor, code)
    if case is None or case.treatment.ended:
        end_staff(desk, actor)
        brief(desk, actor, PatientNotFound())
    elif for_line:
        line.take(desk, actor, case, heard.text.strip())
    else:
        when = heard.when(desk.house.times_of(actor.language), desk.now, desk.house.clinic.zone)
        if isinstance(when, Understood):
            set_time(desk, actor, code, stamp(when.at))
        else:
            brief(desk, actor, card.time_question(desk, when, label=case.treatment.label, case=code))


def set_time(desk: Desk, actor: Clinician, code: str, seconds: int) -> Toast:
    """Correct when the session ended: the plan is rebuilt, what was sent stays sent, the patient is told."""
    case = find(desk, actor, code)
    at = instant(seconds)
    oldest = desk.now - CLINICAL.oldest_session
    if case is None or case.treatment.ended or not oldest <= at <= desk.now:
        return OLD
    if case.treatment.treated_at == at:
        return Toast("toasts.already")
    treatments.correct(desk.tx, case.treatment.id, at)
    return _rebuilt(desk, actor, case, "corrected the time", TimeChanged())


def set_protocol(desk: Desk, actor: Clinician, code: str, name: str) -> Toast:
    """Follow another protocol from here on."""
    case, protocol = find(desk, actor, code), desk.house.protocols.get(name)
    if case is None or protocol is None or case.treatment.ended:
        return OLD
    if case.treatment.protocol == name:
        return Toast("toasts.already")
    treatments.set_protocol(desk.tx, case.treatment.id, name, plan.digest(protocol))
    return _rebuilt(desk, actor, case, "changed the protocol", ProtocolChanged())


def _rebuilt(
    desk: Desk, actor: Clinician, case: Case, action: str, told: TimeChanged | ProtocolChanged
) -> Toast:
    if (dialogue := asked_staff(desk, actor)) and dialogue.step == TIME:
        end_staff(desk, actor)
    treatment = treatments.by_id(desk.tx, case.treatment.id) or case.treatment
    if case.patient.status is Status.ACTIVE:
        plan.adopt(desk, case.patient, treatment)
    record.note(desk, actor, action, case.patient.code)
    morning = desk.morning_of(case.patient)
    say(desk, case.patient, told, treatment_id=treatment.id, due=morning)
    plan.tell(desk, case.patient, only=treatment, due=morning)
    if changed := find(desk, actor, treatment.code):
        patients.show_case(desk, actor, changed)
    return Toast()


def hand_over(desk: Desk, actor: Clinician, code: str, member: str) -> Toast:
    case, other = find(desk, actor, code), staff.by_code(desk.tx, member)
    if case is None or other is None or not other.follows or case.treatment.ended:
        return OLD
    if case.treatment.clinician_id == other.id:
        return Toast("toasts.already")
    since = desk.now - plan.longest(desk)
    if cases.count_running(desk.tx, other.id, since=since) >= new_link.MOST_PATIENTS:
        brief(desk, actor, HandTooMany(name=other.name, most=new_link.MOST_PATIENTS))
        return Toast()
    handed_over = courses.followed_alike(desk.tx, case.treatment)
    courses.hand_over(desk.tx, case.treatment, other.id)
    if alert := alerts.unseen(desk.tx, case.patient.id):
        alerts.hurry(desk.tx, alert.id, now=desk.now)
    before = staff.by_id(desk.tx, case.treatment.clinician_id or 0)
    if before:
        notices.hand_over(desk, handed_over, before)
    if before and not before.is_owner:
        withdrawals.withdraw_from_staff(desk.tx, before.chat_id, now=desk.now, about_id=case.patient.id)
    record.note(desk, actor, f"handed over to clinic:{other.code}", case.patient.code)
    named = _named(desk, case)
    brief(desk, actor, HandedOver(name=other.name, **named), about=case.patient.id)
    if other.id != actor.id:
        _tell_what_was(desk, actor, other, case, since=min(one.treated_at for one in handed_over))
    return Toast()


def _tell_what_was(desk: Desk, actor: Clinician, other: Clinician, case: Case, *, since: datetime) -> None:
    """Whoever follows somebody from here on hears of the alerts of the course and of what waits."""
    before = tuple(
        AlertBefore(stamp(one.raised), one.tier, is_open, is_false)
        for one, is_open, is_false in alerts.since(desk.tx, case.patient.id, since)
    )
    told = Handed(
        name=actor.name,
        alerts=before[:MOST_BEFORE],
        questions=unanswered.count_of(desk, other, case.patient),
        zone=desk.house.clinic.zone.key,
        **_named(desk, case),
    )
    clinic_hours.tell(desk, other, told, about=case.patient.id)
