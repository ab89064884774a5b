"""A clinician looks after patients: the list, and what happened to one."""

from collections.abc import Mapping

from bot.care.clinic import course
from bot.care.ground import identity, plan, record
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.patients import (
    AloneShown,
    CaseCard,
    Event,
    PatientNotFound,
    Patients,
    PatientShown,
    PatientsNone,
    PatientsNotFound,
    PatientWhich,
)
from bot.model import Clinician
from bot.store import carers, cases, open_links, timeline
from bot.store.cases import Case
from bot.store.patients import consented_by
from bot.store.tx import Row, stamp
from messages.heard.labels import plain

PAGE = 8
MOST_CARDS = 3  # people on one phone, shown at once
MOST_EVENTS = 40  # of a timeline: the newest, as many as one message holds
RED_FLAG = 4  # events that one red flag takes the place of, with its words and who has read them
MOST_WORDS = 1000  # characters of a red flag that are handed on; a timeline shows the first of them
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
    """Who registered alone and has no session yet: an alert may be about them."""
    found = cases.without_session(desk.tx, clinician, query)
    return tuple(AloneShown(**identity.identify(desk, one).named) for one in found)


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
        status="discharged" if treatment.ended else patient.standing,
        sessions=line.sessions,
        unconfirmed=line.unconfirmed,
    )


def show_patient(desk: Desk, clinician: Clinician, code: str) -> None:
    """`/patient CODE`, or the label: a card for each person of it, by the newest session the actor may see.

    Where several patients have that label, or it is a part of one only, the list of them.
    """
    if not code:
        brief(desk, clinician, PatientWhich())
        return
    found = cases.newest_of(desk.tx, clinician, plain(code).upper())
    if not found:
        labelled = cases.labelled(desk.tx, clinician, plain(code))
        if len({one.patient.id for one in labelled}) != 1 and cases.count(desk.tx, clinician, plain(code)):
            show_list(desk, clinician, code)
            return
        found = cases.newest_of(desk.tx, clinician, labelled[0].patient.code) if labelled else []
    for case in reversed(found[:MOST_CARDS]):
        show_case(desk, clinician, case)
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
    record.note(desk, clinician, "looked at a patient", case.patient.code)
    return Toast(close=False)


def show_case(desk: Desk, clinician: Clinician, case: Case) -> None:
    """What was sent, answered and alarming, on the clinic's clock, and what can be done."""
    treatment, patient = case.treatment, case.patient
    events = timeline.timeline(desk.tx, clinician, treatment.code)
    events += timeline.red_flags(desk.tx, clinician, treatment.code)
    shown = _newest(sorted(events, key=lambda event: int(event["at"])))
    protocol = desk.house.protocols.get(treatment.protocol)
    kinds = {step.name: step.kind.value for step in protocol.steps} if protocol else {}
    card = CaseCard(
        case=treatment.code,
        **identity.name(desk, patient, treatment),
        region=treatment.region,
        protocol=protocol.title if protocol else treatment.protocol,
        at=stamp(treatment.treated_at),
        zone=desk.house.clinic.zone.key,
        events=tuple(_event(event, kinds) for event in shown),
        earlier=len(events) - len(shown),
        open=not treatment.ended,
        **course.of_person(desk, clinician, case),
        by=consented_by(desk.tx, patient.id).value,
        carers=len(carers.of_patient(desk.tx, patient.id)),
    )
    brief(desk, clinician, card, about=patient.id)


def _newest(events: list[Row]) -> list[Row]:
    """As many of the newest as one message holds."""
    room = MOST_EVENTS
    for place in range(len(events) - 1, -1, -1):
        room -= RED_FLAG if events[place]["what"] == "alert" else 1
        if room < 0:
            return events[place + 1 :]
    return events


def _event(event: Row, kinds: Mapping[str, str]) -> Event:
    at, what, key = event["at"], event["what"], event["key"]
    if what == "alert":
        return Event(
            at,
            what,
            key,
            words=(event["words"] or "")[:MOST_WORDS],
            seen=event["seen"],
            name=event["name"],
            false_alarm=bool(event["false_alarm"]),
        )
    file, _, step = key.partition(".")
    kind = kinds.get(step) or ("line" if (file, step) == ("bot", "line") else "other")
    return Event(at, what, key, kind if what == "sent" else what, event["state"], event["value"])
