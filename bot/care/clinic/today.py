"""`/today`: a clinic's day by patient, the most urgent first; to the front desk links and appointments."""

from collections import Counter
from datetime import datetime

from bot.care.clinic import patients, unanswered
from bot.care.ground import identity, maybe_meant, plan, record
from bot.care.ground.desk import Desk, Toast, brief
from bot.care.ground.identity import Naming
from bot.care.ground.says.patients import DayCount, DayLine, PatientShown, Today, TodayNone
from bot.care.links import appointments
from bot.model import Clinician, Invitation
from bot.store import alerts, today
from bot.store import patients as kept_patients
from bot.store.today import DayEntry, DayState
from bot.store.tx import instant, stamp
from schedules.clock import day_begins
from schedules.hours import last_end

PAGE = 8


def show(desk: Desk, actor: Clinician) -> None:
    show_page(desk, actor, 0)


def show_page(desk: Desk, actor: Clinician, number: int) -> Toast:
    """A page of those treated or invited today, on the clinic's clock, and those whose plan is under way."""
    day = _midnight(desk)
    if not actor.follows:
        appointments.show_day(desk, actor, number, day)
        return Toast(close=False)
    since = desk.now - plan.longest(desk)
    night = last_end(desk.now, desk.house.clinic.zone, desk.house.hours)
    found = today.entries(desk.tx, actor, now=desk.now, day=day, since=since, night=night)
    number = min(number, max(0, (len(found) - 1) // PAGE))
    shown = Today(
        lines=tuple(_line(desk, actor, one, since) for one in found[number * PAGE :][:PAGE]),
        counts=_counts(found),
        number=number,
        pages=-(-len(found) // PAGE),
        at=stamp(desk.now),
        zone=desk.house.clinic.zone.key,
        questions=unanswered.count(desk, actor),
    )
    brief(desk, actor, shown if found else TodayNone())
    record.note(desk, actor, "looked at the day")
    return Toast(close=False)


def _midnight(desk: Desk) -> datetime:
    """When the day began at the clinic (UTC)."""
    zone = desk.house.clinic.zone
    return day_begins(desk.now.astimezone(zone).date(), zone)


def _counts(found: list[DayEntry]) -> tuple[DayCount, ...]:
    counted = Counter(one.state for one in found)
    return tuple(DayCount(state.value, counted[state]) for state in DayState if counted[state])


def _line(desk: Desk, actor: Clinician, entry: DayEntry, since: datetime) -> DayLine:
    if entry.room == "alerts":
        return _of_alert(desk, actor, entry)
    if entry.room == "invitations":
        return _of_link(desk, actor, entry)
    line = today.line(desk.tx, entry, actor, since)
    return DayLine(entry.state.value, patients.in_a_line(desk, line), "card", line.case.treatment.code)


def _of_link(desk: Desk, actor: Clinician, entry: DayEntry) -> DayLine:
    """A link without a plan; who has opened it is named by all that is known of them."""
    link = today.link(desk.tx, entry)
    patient = kept_patients.by_id(desk.tx, link.patient_id) if link.patient_id else None
    known = identity.identify(desk, patient).seen_by(actor).named if patient else None
    named: Naming = known or {"code": "", "label": link.label, "first_name": "", "known_as": ""}
    shown = _shown(desk, entry, named, link)
    if patient and entry.state is DayState.RED and (alert := alerts.unseen(desk.tx, patient.id)):
        return DayLine(entry.state.value, shown, "alert", alert.code)
    changeable = entry.state is DayState.UNOPENED and link.expires > desk.now
    return DayLine(entry.state.value, shown, *(("link", link.code) if changeable else ()))


def _of_alert(desk: Desk, actor: Clinician, entry: DayEntry) -> DayLine:
    """An alert whose reader sees no more of the patient, or of somebody who has no session."""
    alert = today.alert(desk.tx, entry)
    named = maybe_meant.known_to(desk, alert, actor).identity.named
    return DayLine(entry.state.value, _shown(desk, entry, named), "alert", alert.code)


def _shown(desk: Desk, entry: DayEntry, named: Naming, link: Invitation | None = None) -> PatientShown:
    """Who has no plan; `hours` are those since the session of a link."""
    return PatientShown(
        case="",
        **named,
        at=entry.at,
        region=link.region if link else None,
        hours=int((desk.now - instant(entry.at)).total_seconds() // 3600),
        unanswered=0,
        worried=False,
        alert=entry.state is DayState.RED,
        active=link is not None,
        status="unsettled" if link and entry.state is DayState.UNOPENED and not link.treated_at else "active",
    )
