"""Somebody at the clinic sees an alert, and what they do about it; the patient hears the truth."""

from bot.care.alerts import escalation
from bot.care.clinic import case as clinic_case
from bot.care.ground import record, red_flag
from bot.care.ground.desk import OLD, Desk, Toast, brief, say
from bot.care.ground.identity import Naming, identify
from bot.care.ground.says.alerts import (
    AlertCall,
    AlertCallNone,
    AlertClosed,
    AlertFalse,
    AlertNoLine,
    AlertOn,
    AlertOnNone,
    AlertsMore,
    AlertsNone,
    AlertTaken,
    AlertYours,
)
from bot.care.ground.says.red_flag import AlertSeen
from bot.model import Alert, Clinician, Patient, Status
from bot.store import alerts, cases, patients, staff, thread
from bot.store.tx import stamp
from messages.heard.red_flags.finding import Tier

MOST_OPEN = 10  # alerts shown at once


def show_open(desk: Desk, actor: Clinician) -> None:
    """`/alerts`: every open one in full, the most urgent first."""
    found = alerts.open_ones(desk.tx, actor)
    if not found:
        brief(desk, actor, AlertsNone())
    for alert in found[:MOST_OPEN]:
        if patient := patients.by_id(desk.tx, alert.patient_id):
            escalation.tell(desk, alert, patient, actor)
    if len(found) > MOST_OPEN:
        brief(desk, actor, AlertsMore(count=len(found) - MOST_OPEN))


def act(desk: Desk, actor: Clinician, what: str, code: str) -> Toast:
    """A button of an alert. Each of them proves that a person has seen it, but a call that cannot be made."""
    alert = alerts.by_code(desk.tx, actor, code)
    patient = patients.by_id(desk.tx, alert.patient_id) if alert else None
    if alert is None or patient is None:
        return OLD
    if what == "close" and alert.seen is None:
        return OLD
    if what == "call" and not _call(desk, actor, alert, patient):
        return Toast(close=False)
    _see(desk, actor, alert, patient)
    if what != "on":
        thread.tapped(desk.tx, alert.id, actor.chat_id, now=desk.now)
    match what:
        case "write":
            _write(desk, actor, alert, patient)
        case "false":
            _false(desk, actor, alert, patient)
        case "on":
            _go_on(desk, actor, alert, patient)
        case "close":
            _close(desk, actor, alert, patient)
        case "seen" | "call":
            pass
        case _:
            return OLD
    return Toast(close=False)


def _call(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> bool:
    """Show whom there is to call; False where nothing is known to look them up by."""
    known = identify(desk, patient, alert.about)
    if known.is_in_the_records:
        brief(desk, actor, AlertCall(sessions=known.sessions, **known.named), about=patient.id)
    else:
        none = AlertCallNone(alert=alert.code, sessions=known.sessions, **known.named)
        brief(desk, actor, none, about=patient.id)
    return known.is_in_the_records


def _named(desk: Desk, alert: Alert, patient: Patient) -> Naming:
    return identify(desk, patient, alert.about).named


def _see(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """The first who sees it ends the ladder; the patient and whoever else was told hear who it was.

    Words that had not come to them yet are not seen by that: they are an alert of their own.
    """
    others = alerts.chats_told(desk.tx, alert.id)
    shown = alerts.last_shown(desk.tx, alert.id, actor.chat_id)
    if not alerts.seen(desk.tx, alert.id, actor, now=desk.now):
        return
    record.note(desk, actor, "saw an alert", patient.code)
    at, zone = stamp(desk.now), desk.zone_of(patient).key
    if shown is None or not alerts.part(desk.tx, alert, after=shown, now=desk.now):
        say(desk, patient, AlertSeen(name=actor.name, at=at, zone=zone))
    named, clinic = _named(desk, alert, patient), desk.house.clinic.zone.key
    resting = alert.tier is not Tier.CLINICIAN and patient.status is Status.PAUSED
    yours = AlertYours(alert=alert.code, at=at, zone=clinic, resting=resting, **named)
    brief(desk, actor, yours, about=patient.id)
    taken = AlertTaken(name=actor.name, at=at, zone=clinic, **named)
    for chat in others:
        member = staff.by_chat(desk.tx, chat)
        if member and member.id != actor.id:
            brief(desk, member, taken, about=patient.id)


def _write(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """Write to the patient, about the session that the actor may see."""
    found = cases.cases_of(desk.tx, actor, patient.code)
    running = next((case for case in found if not case.treatment.ended), None)
    if running is None:
        brief(desk, actor, AlertNoLine(**_named(desk, alert, patient)), about=patient.id)
    else:
        clinic_case.begin(desk, actor, "line", running.treatment.code)


def _false(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    thread.set_false(desk.tx, alert.id)
    thread.close(desk.tx, alert, now=desk.now)
    record.note(desk, actor, "called an alert false", patient.code)
    resting = patient.status is Status.PAUSED
    noted = AlertFalse(alert=alert.code, resting=resting, **_named(desk, alert, patient))
    brief(desk, actor, noted, about=patient.id)


def _close(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """The case is over: what the patient writes from here on is no line of it any more."""
    if thread.close(desk.tx, alert, now=desk.now):
        record.note(desk, actor, "closed an alert", patient.code)
    brief(desk, actor, AlertClosed(**identify(desk, patient, alert.about).named), about=patient.id)


def _go_on(desk: Desk, actor: Clinician, alert: Alert, patient: Patient) -> None:
    """Not while a newer red flag, or the same once more, waits to be seen: that is shown instead."""
    again = alert if thread.untapped_sign(desk.tx, alert.id, actor.chat_id) else None
    if newer := red_flag.waiting(desk, patient) or again:
        escalation.tell(desk, newer, patient, actor)
        return
    paused = patient.status is Status.PAUSED
    thread.close(desk.tx, alert, now=desk.now)
    if paused:
        red_flag.go_on(desk, patient)
        record.note(desk, actor, "let reminders go on", patient.code)
    brief(desk, actor, (AlertOn if paused else AlertOnNone)(**_named(desk, alert, patient)), about=patient.id)
