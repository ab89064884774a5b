"""A clinician looks after patients: the list, and what happened to one."""

from collections.abc import Mapping

from bot.care.ground import identity, plan, record
from bot.care.ground.desk import OLD, Desk, Toast, brief
from bot.care.ground.says.patients import (
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
from bot.store import cases, open_links, timeline
from bot.store.cases import Case
from bot.store.tx import Row, stamp
from messages.heard.labels import plain

PAGE = 8
MOST_CARDS = 3  # treatments of one patient, shown at once
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
    waiting = open_links.count_unopened(desk.tx, clinician, now=desk.now)
    shown: Patients | PatientsNotFound | PatientsNone = Patients(
        patients=tuple(_line(desk, line) for line in found),
        waiting_links=waiting,
        query=query,
        number=number,
        pages=-(-total // PAGE),
        zone=desk.house.clinic.zone.key,
    )
    if not found:
        shown = (PatientsNotFound if query else PatientsNone)(waiting_links=waiting)
    brief(desk, clinician, shown)
    record.note(desk, clinician, "looked at the list")


def show_page(desk: Desk, clinician: Clinician, number: int, query: str) -> None:
    """Another page of the same search."""
    show_list(desk, clinician, query, number)


def _line(desk: Desk, line: cases.Line) -> PatientShown:
    treatment, patient = line.case.treatment, line.case.patient
    return PatientShown(
        case=treatment.code,
        **identity.name(desk, patient, treatment),
        at=stamp(treatment.treated_at),
        region=treatment.region,
        hours=int((desk.now - treatment.treated_at).total_seconds() // 3600),
        soreness=line.soreness,
        unanswered=line.unanswered,
        worried=line.worried,
        alert=line.alert,
        active=line.active,
        status="discharged" if treatment.ended else patient.standing,
    )


def show_patient(desk: Desk, clinician: Clinician, code: str) -> None:
    """`/patient CODE`: one card for each treatment that the actor may see, the newest first."""
    if not code:
        brief(desk, clinician, PatientWhich())
        return
    found = cases.cases_of(desk.tx, clinician, plain(code).upper())
    for case in reversed(found[:MOST_CARDS]):
        show_case(desk, clinician, case)
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
        status="discharged" if treatment.ended else patient.standing,
        events=tuple(_event(event, kinds) for event in shown),
        earlier=len(events) - len(shown),
        open=not treatment.ended,
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
