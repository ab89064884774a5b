"""A clinician looks after patients: the list, and what happened to one."""

from bot.care.clinic import course, timeline
from bot.care.ground import curve, identity, plan, record
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.curve import CaseCurve
from bot.care.ground.says.patients import (
    AloneShown,
    CaseCard,
    PatientNotFound,
    Patients,
    PatientShown,
    PatientsNone,
    PatientsNotFound,
    PatientWhich,
)
from bot.model import Clinician
from bot.store import alerts, carers, cases, courses, open_links, silences, thread
from bot.store.cases import Case
from bot.store.patients import consented_by
from bot.store.tx import stamp
from messages.heard.labels import plain

PAGE = 8
MOST_CARDS = 3  # people on one phone, shown at once
LONGEST_QUERY = 40  # bytes: it travels in the buttons of the pages


def show_list(desk: Desk, clinician: Clinician, query: str = "", number: int = 0) -> None:
    """`/patients`, with a part of a label or a code to search for: one page of it."""
    query = plain(query).encode()[:LONGEST_QUERY].decode(errors="ignore").strip()
    found = cases.page(
        desk.tx,
        clinician,
        query=query,
        active_since=desk.now - plan.longest(desk),
        size=PAGE,
        number=number,
    )
    total = cases.count(desk.tx, clinician, query)
    if not found and number:
        show_list(desk, clinician, query)
        return
    shown = Patients(
        patients=tuple(in_a_line(desk, line) for line in found),
        waiting_links=open_links.count_unopened(desk.tx, clinician, now=desk.now),
        query=query,
        number=number,
        pages=-(-total // PAGE),
        zone=desk.house.clinic.zone.key,
        alone=() if number else _alone(desk, clinician, query),
    )
    brief(desk, clinician, shown if found or shown.alone else _nobody(shown))
    record.note(desk, clinician, "looked at the list")


def _alone(desk: Desk, clinician: Clinician, query: str) -> tuple[AloneShown, ...]:
    """Who has no session yet: an alert may be about them."""
    shown, since = list[AloneShown](), desk.now - plan.longest(desk)
    for one in cases.without_session(desk.tx, clinician, query):
        unseen = alerts.unseen(desk.tx, one.id)
        standing = thread.standing(desk.tx, one.id, since=since) is not None
        named = identity.identify(desk, one).named
        shown.append(AloneShown(**named, alert=unseen.code if unseen else "", standing=standing))
    return tuple(shown)


def _nobody(shown: Patients) -> PatientsNotFound | PatientsNone:
    return (PatientsNotFound if shown.query else PatientsNone)(waiting_links=shown.waiting_links)


def show_page(desk: Desk, clinician: Clinician, number: int, query: str) -> None:
    """Another page of the same search."""
    show_list(desk, clinician, query, number)


def in_a_line(desk: Desk, line: cases.Line) -> PatientShown:
    """A line of a list: a person, by their newest session."""
    treatment, patient = line.case.treatment, line.case.patient
    named = identity.name(desk, patient, treatment)
    if len(line.labels) > 1:
        named["label"] = identity.BETWEEN.join(line.labels)  # one person, whatever they were enrolled as
    return PatientShown(
        case=treatment.code,
        **named,
        at=stamp(treatment.treated_at),
        region=treatment.region,
        hours=int((desk.now - treatment.treated_at).total_seconds() // 3600),
        soreness=line.soreness,
        unanswered=line.unanswered,
        worried=line.worried,
        alert=line.alert,
        active=line.active,
        status=_standing(line),
        standing=line.active and line.standing,
        sessions=line.sessions,
        unconfirmed=line.unconfirmed,
        signs=line.signs,
    )


def _standing(line: cases.Line) -> str:
    """How they stand; where reminders rest, by whose doing, as far as that is known."""
    if line.case.treatment.ended:
        return "discharged"
    return course.resting(line.case.patient, waits=line.alert or line.standing, alarmed=line.alarmed)


def show_patient(desk: Desk, clinician: Clinician, code: str) -> None:
    """`/patient CODE`, or the label: a card for each person of it, by the newest session the actor may see.

    Where several patients have that label, one of them without a session, or it is a part of one only, the
    list of them.
    """
    if not code:
        brief(desk, clinician, PatientWhich())
        return
    found = cases.newest_of(desk.tx, clinician, plain(code).upper())
    if not found:
        labelled = cases.labelled(desk.tx, clinician, plain(code))
        alone = bool(cases.without_session(desk.tx, clinician, plain(code)))
        several = len({one.patient.id for one in labelled}) != 1 or alone
        if several and cases.count(desk.tx, clinician, plain(code)):
            show_list(desk, clinician, code)
            return
        found = cases.newest_of(desk.tx, clinician, labelled[0].patient.code) if labelled else []
    for case in reversed(found[:MOST_CARDS]):
        show_case(desk, clinician, case)
        show_curve(desk, clinician, case)
    if not found and cases.without_session(desk.tx, clinician, plain(code)):
        show_list(desk, clinician, code)
        return
    if not found:
        brief(desk, clinician, PatientNotFound())
        return
    record.note(desk, clinician, "looked at a patient", found[0].patient.code)


def show_one(desk: Desk, clinician: Clinician, code: str) -> Toast:
    """A treatment that was tapped in the list."""
    case = cases.case(desk.tx, clinician, code)
    if case is None:
        return OLD
    show_case(desk, clinician, case)
    show_curve(desk, clinician, case)
    record.note(desk, clinician, "looked at a patient", case.patient.code)
    return Toast(close=False)


def show_case(desk: Desk, clinician: Clinician, case: Case) -> None:
    """What was sent, answered and alarming, on the clinic's clock, and what can be done."""
    treatment, patient = case.treatment, case.patient
    protocol = desk.house.protocols.get(treatment.protocol)
    told = timeline.of_case(desk, clinician, case)
    card = CaseCard(
        case=treatment.code,
        **identity.name(desk, patient, treatment),
        region=treatment.region,
        protocol=protocol.title if protocol else treatment.protocol,
        at=stamp(treatment.treated_at),
        zone=desk.house.clinic.zone.key,
        events=told.events,
        earlier=told.earlier,
        ahead=told.ahead,
        open=not treatment.ended,
        **course.of_person(desk, clinician, case),
        by=consented_by(desk.tx, patient.id).value,
        carers=len(carers.of_patient(desk.tx, patient.id)),
        signs=silences.stands(desk.tx, patient.id),
    )
    brief(desk, clinician, card, about=patient.id)


def show_curve(desk: Desk, clinician: Clinician, case: Case) -> None:
    """How sore they were, as a picture beside the card; nothing where nobody has said."""
    found = courses.sessions(desk.tx, clinician, case.treatment.id)
    upto = [one.treatment for one in found if one.treatment.treated_at <= case.treatment.treated_at]
    drawn = curve.of_sessions(desk, case.patient, upto)
    if any(one.ratings for one in drawn.sessions):
        named = identity.name(desk, case.patient, case.treatment)
        brief(desk, clinician, CaseCurve(**named, curve=drawn), about=case.patient.id)
