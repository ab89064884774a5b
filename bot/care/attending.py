"""What a clinician does about a treatment: correct it, write to the patient, hand over, end it, erase it.

Every function looks the treatment up anew within the actor's scope: a button says only what was tapped.
"""

from typing import Any

from bot.care import auditing, following, noticing, plan, registering
from bot.care.desk import OLD, Caller, Desk, Toast, brief, current_question, say
from bot.model import Clinician, Dialogue, Invitation, Patient, Sort, Status
from bot.store import dialogues, inbox, invitations, patients, staff, treatments
from bot.store import following as store
from bot.store.following import Case
from bot.store.tx import instant, stamp
from schedules.when import MAX_AGE, Understood, read_when

TIME, LINE = STEPS = ("case_time", "case_line")
LONGEST_LINE = 1000  # characters
ACTIONS = ("time", "protocol", "line", "hand", "end", "erase")


def find(desk: Desk, actor: Clinician, code: str) -> Case | None:
    return store.case(desk.tx, actor, code)


def _named(case: Case) -> dict[str, Any]:
    """How the clinic calls a patient."""
    return {"label": case.treatment.label, "code": case.patient.code}


def begin(desk: Desk, actor: Clinician, code: str, action: str, ago: list[int]) -> Toast:
    """A button of the card: ask for what the action needs."""
    case = find(desk, actor, code)
    if case is None or action not in ACTIONS:
        return OLD
    if case.treatment.ended and action != "erase":
        return Toast("toasts.case_over")
    about = case.patient.id
    facts: dict[str, Any] = {**_named(case), "case": code}
    match action:
        case "time":
            dialogues.put(desk.tx, actor.chat_id, TIME, {"case": code}, desk.now)
            brief(desk, actor, "case_time", about=about, ago=ago, zone=desk.house.clinic.zone.key, **facts)
        case "protocol":
            titles = {name: protocol.title for name, protocol in desk.house.protocols.items()}
            brief(desk, actor, "case_protocol", about=about, protocols=titles, **facts)
        case "line":
            dialogues.put(desk.tx, actor.chat_id, LINE, {"case": code}, desk.now)
            brief(desk, actor, "case_line", about=about, most=LONGEST_LINE, **facts)
        case "hand":
            others = [
                {"code": one.code, "name": one.name}
                for one in staff.everybody(desk.tx)
                if one.id != case.treatment.clinician_id
            ]
            brief(desk, actor, "case_hand" if others else "case_alone", about=about, others=others, **facts)
        case "end" | "erase":
            brief(desk, actor, f"case_{action}", about=about, **facts)
    return Toast(close=False)


def hear(desk: Desk, actor: Clinician, dialogue: Dialogue, text: str, ago: list[int]) -> None:
    """A typed time or line, for the treatment that was asked about, if the actor may still see it."""
    code = str(dialogue.facts["case"])
    case = find(desk, actor, code)
    if case is None or case.treatment.ended:
        dialogues.end(desk.tx, actor.chat_id)
        brief(desk, actor, "patient_not_found")
    elif dialogue.step == LINE:
        _hear_line(desk, actor, case, text.strip())
    else:
        when = read_when(text, desk.now, desk.house.clinic.zone)
        if isinstance(when, Understood):
            set_time(desk, actor, code, stamp(when.at))
        else:
            zone = desk.house.clinic.zone.key
            brief(desk, actor, f"enrol_{when.reason.value}", case=code, ago=ago, zone=zone)


def set_time(desk: Desk, actor: Clinician, code: str, seconds: int) -> Toast:
    """Correct when the session ended: the plan is rebuilt, what was sent stays sent, the patient is told."""
    case = find(desk, actor, code)
    at = instant(seconds)
    if case is None or case.treatment.ended or not desk.now - MAX_AGE <= at <= desk.now:
        return OLD
    treatments.correct(desk.tx, case.treatment.id, at)
    return _rebuilt(desk, actor, case, "corrected the time", "time_changed")


def set_protocol(desk: Desk, actor: Clinician, code: str, name: str) -> Toast:
    """Follow another protocol from here on."""
    case, protocol = find(desk, actor, code), desk.house.protocols.get(name)
    if case is None or protocol is None or case.treatment.ended:
        return OLD
    if case.treatment.protocol == name:
        return Toast("toasts.already")
    treatments.set_protocol(desk.tx, case.treatment.id, name, plan.digest(protocol))
    return _rebuilt(desk, actor, case, "changed the protocol", "protocol_changed")


def _rebuilt(desk: Desk, actor: Clinician, case: Case, action: str, key: str) -> Toast:
    if (dialogue := current_question(desk, actor)) and dialogue.step == TIME:
        dialogues.end(desk.tx, actor.chat_id)
    treatment = treatments.by_id(desk.tx, case.treatment.id) or case.treatment
    if case.patient.status is Status.ACTIVE:
        plan.adopt(desk, case.patient, treatment)
    auditing.note(desk, actor, action, case.patient.code)
    say(desk, case.patient, key)
    plan.tell(desk, case.patient, only=treatment)
    if changed := find(desk, actor, treatment.code):
        following.show_case(desk, actor, changed)
    return Toast()


def _hear_line(desk: Desk, actor: Clinician, case: Case, text: str) -> None:
    """Pass a line on to the patient, marked as from the clinic."""
    if not text or len(text) > LONGEST_LINE:
        brief(desk, actor, "line_too_long", most=LONGEST_LINE)
        return
    dialogues.end(desk.tx, actor.chat_id)
    if case.patient.status is Status.UNREACHABLE:
        brief(desk, actor, "line_unreachable", about=case.patient.id, code=case.patient.code)
        return
    say(desk, case.patient, "line", line=text, name=actor.name, treatment_id=case.treatment.id)
    auditing.note(desk, actor, "wrote to a patient", case.patient.code)
    brief(desk, actor, "line_sent", about=case.patient.id, **_named(case))


def hand_over(desk: Desk, actor: Clinician, code: str, member: str) -> Toast:
    case, other = find(desk, actor, code), staff.by_code(desk.tx, member)
    if case is None or other is None or case.treatment.ended:
        return OLD
    if case.treatment.clinician_id == other.id:
        return Toast("toasts.already")
    treatments.hand_over(desk.tx, case.treatment.id, other.id)
    noticing.hand_over(desk, case.treatment, other)
    auditing.note(desk, actor, f"handed over to clinic:{other.code}", case.patient.code)
    facts = _named(case)
    brief(desk, actor, "handed_over", about=case.patient.id, name=other.name, **facts)
    if other.id != actor.id:
        due = noticing.opening(desk)
        brief(
            desk, other, "handed", about=case.patient.id, due=due, sort=Sort.NOTICE, name=actor.name, **facts
        )
    return Toast()


def end(desk: Desk, actor: Clinician, code: str, *, sure: bool) -> Toast:
    """Discharge: nothing more is sent about this treatment; others of the patient go on."""
    case = find(desk, actor, code)
    if case is None or case.treatment.ended:
        return OLD
    if not sure:
        return Toast("toasts.kept")
    registering.end(desk, case.treatment)
    auditing.note(desk, actor, "discharged", case.patient.code)
    zone = desk.zone_of(case.patient).key
    say(desk, case.patient, "discharged", treated_at=stamp(case.treatment.treated_at), zone=zone)
    brief(desk, actor, "case_ended", about=case.patient.id, **_named(case))
    return Toast()


def erase(desk: Desk, actor: Clinician, code: str, *, sure: bool) -> Toast:
    """Erase a treatment, and the patient with it where there is nothing else of theirs."""
    case = find(desk, actor, code)
    if case is None:
        return OLD
    if not sure:
        return Toast("toasts.kept")
    auditing.note(desk, actor, "erased", case.patient.code)
    treatments.forget(desk.tx, case.treatment.id)
    _forget_if_empty(desk, case.patient, "erased_by_clinic")
    brief(desk, actor, "case_erased", label=case.treatment.label)
    return Toast(erased=True)


def _forget_if_empty(desk: Desk, patient: Patient, key: str) -> None:
    """Erase a patient of whom nothing is left to follow; they are told as one who is no patient any more."""
    if treatments.count(desk.tx, patient.id) or invitations.pending(desk.tx, patient.id):
        say(desk, patient, "session_erased")
        return
    patients.forget(desk.tx, patient.id)
    inbox.forget(desk.tx, patient.chat_id)
    say(desk, Caller(patient.chat_id, patient.language), key)


def _handed_on(desk: Desk, actor: Clinician, link: Invitation) -> bool:
    """What came of the link is somebody else's to look after by now."""
    treatment = treatments.by_id(desk.tx, link.treatment_id) if link.treatment_id else None
    return treatment is not None and find(desk, actor, treatment.code) is None


def wrong_person(desk: Desk, actor: Clinician, code: str, *, sure: bool | None) -> Toast:
    """Somebody opened a link who was not meant: end what came of it, and erase it. None asks first."""
    link = invitations.by_code(desk.tx, code, actor)
    patient = patients.by_id(desk.tx, link.patient_id) if link and link.patient_id else None
    if link is None or patient is None or _handed_on(desk, actor, link):
        return OLD
    if sure is None:
        brief(desk, actor, "wrong_ask", about=patient.id, label=link.label, link=code)
        return Toast(close=False)
    if not sure:
        return Toast("toasts.kept")
    auditing.note(desk, actor, "wrong person", patient.code)
    if link.treatment_id:
        treatments.forget(desk.tx, link.treatment_id)
    invitations.forget(desk.tx, link.id)
    dialogues.end(desk.tx, patient.chat_id)
    _forget_if_empty(desk, patient, "wrong_person")
    brief(desk, actor, "wrong_erased", label=link.label)
    return Toast(erased=True)
