"""The clinic erases: a session, or what came of a link that the wrong person opened."""

from bot.care.clinic.case import find
from bot.care.ground import gone, identity, people, record
from bot.care.ground.desk import OLD, Desk, Done, Scrub, Toast, brief, say
from bot.care.ground.heard import Caller
from bot.care.ground.says.case import CaseErased
from bot.care.ground.says.erasure import ForgottenOne
from bot.care.ground.says.from_clinic import ErasedByClinic, SessionErased, WrongPerson
from bot.care.ground.says.outcome import WrongAsk, WrongErased
from bot.model import Clinician, Invitation, Patient
from bot.store import dialogues, inbox, invitations, patients, treatments


def erase(desk: Desk, actor: Clinician, code: str, sure: bool) -> Toast | Done:
    """Erase a treatment, and the patient with it where there is nothing else of theirs."""
    case = find(desk, actor, code)
    if case is None:
        return OLD
    if not sure:
        return Toast("toasts.kept")
    label = identity.labelled(desk, case.patient, case.treatment)["label"]
    record.note(desk, actor, "erased", case.patient.code)
    _leave_word(desk, case.patient)
    treatments.forget(desk.tx, case.treatment.id)
    _forget_if_empty(desk, case.patient, ErasedByClinic())
    brief(desk, actor, CaseErased(label=label))
    return Done(after=(Scrub(),))


def _leave_word(desk: Desk, patient: Patient) -> None:
    """Tell of an open red flag while there is still a session to name it by, where no other one is left."""
    if treatments.count(desk.tx, patient.id) <= 1:
        gone.patient_leaves(desk, patient)


def _forget_if_empty(desk: Desk, patient: Patient, last: ErasedByClinic | WrongPerson) -> None:
    """Erase a patient of whom nothing is left to follow; they are told as one who is no patient any more."""
    morning = desk.morning_of(patient)
    if treatments.count(desk.tx, patient.id) or invitations.pending(desk.tx, patient.id, now=desk.now):
        patients.forget_talk(desk.tx, patient.id)
        say(desk, patient, SessionErased(), due=morning)
        return
    called = people.whom(desk, patient)
    patients.forget(desk.tx, patient.id)
    inbox.forget(desk.tx, patient.chat_id)
    caller = Caller(patient.chat_id, patient.language)
    others_stay = isinstance(last, ErasedByClinic) and caller.people(desk)
    say(desk, caller, ForgottenOne(whom=called) if others_stay else last, due=morning)


def wrong_person(desk: Desk, actor: Clinician, code: str, sure: bool | None) -> Toast | Done:
    """Somebody opened a link who was not meant: end what came of it, and erase it. None asks first."""
    link = invitations.by_code(desk.tx, code, actor)
    patient = patients.by_id(desk.tx, link.patient_id) if link and link.patient_id else None
    if link is None or patient is None or not _still_theirs(desk, actor, link):
        return OLD
    if sure is None:
        last = treatments.count(desk.tx, patient.id) <= 1
        asked = WrongAsk(label=link.label, link=code, unread=gone.unread(desk, patient) if last else None)
        brief(desk, actor, asked, about=patient.id)
        return Toast(close=False)
    if not sure:
        return Toast("toasts.kept")
    record.note(desk, actor, "wrong person", patient.code)
    _leave_word(desk, patient)
    if link.treatment_id:
        treatments.forget(desk.tx, link.treatment_id)
    invitations.forget(desk.tx, link.id)
    dialogues.end_about(desk.tx, patient.chat_id, patient.id)
    _forget_if_empty(desk, patient, WrongPerson())
    brief(desk, actor, WrongErased(label=link.label))
    return Done(after=(Scrub(),))


def _still_theirs(desk: Desk, actor: Clinician, link: Invitation) -> bool:
    """A treatment that was handed over is its new follower's to end; a link, whose it is, not who made it."""
    if link.made_by == actor.id and link.staff_id != actor.id and not actor.is_owner:
        return False
    treatment = treatments.by_id(desk.tx, link.treatment_id) if link.treatment_id else None
    return treatment is None or find(desk, actor, treatment.code) is not None
